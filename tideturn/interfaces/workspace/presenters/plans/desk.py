"""The cards of the room: each leads somewhere and says how much waits there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.plans import queries, scrutiny, speaking, statements, uploads
from tideturn.engines.plans.areas import areas_of, duties_of, latest_deliveries, partnership_of
from tideturn.engines.plans.happenings import happenings
from tideturn.engines.plans.wanting import counted
from tideturn.engines.plans.words import VerdictValue
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.country import today
from tideturn.interfaces.workspace.presenters.plans.labels import list_titles
from tideturn.interfaces.workspace.presenters.plans.questions import meeting_words


@dataclass(frozen=True)
class Card:
    """Somewhere to go, and what waits there."""

    label: str
    href: str
    said: str


def cards(by: Actor) -> tuple[Card, ...]:
    """Return where somebody may go in this room."""
    ways = {
        Permission.PLANS_EDIT: _owner,
        Permission.PLANS_AREA: _area_lead,
        Permission.PLANS_REVIEW: _reviewer,
        Permission.PLANS_PUBLISH: _publisher,
    }
    return tuple(card for permission, way in ways.items() if permission in by.permissions for card in way(by))


def _owner(by: Actor) -> Iterator[Card]:
    found = counted(speaking.owned(by, today()))
    said = _("%(overdue)s overdue, %(soon)s due soon, %(silent)s never heard of, %(claimed)s not checked") % {
        "overdue": found["overdue"], "soon": found["due-soon"], "silent": found["silent"], "claimed": found["claimed"],
    }  # fmt: skip
    yield Card(_("Our commitments"), reverse("plans-mine"), said)


def _area_lead(by: Actor) -> Iterator[Card]:
    codes, said = areas_of(by), _("Area by area, with evidence")
    one = partnership_of(codes[0]) if len(codes) == 1 else None
    if one is not None:
        found = duties_of(one, today())
        known = found.filter(pk__in=list(latest_deliveries(today(), (*one.areas, *one.codes)))).count()
        said = _("%(every)s in all, something is held of %(known)s") % {"every": found.count(), "known": known}
    yield Card(_("What our areas must deliver"), reverse("plans-areas"), said)


def _reviewer(by: Actor) -> Iterator[Card]:
    found = counted(queries.register(today()))
    said = _("%(claimed)s called complete and not checked, %(overdue)s overdue, %(silent)s never heard of") % found
    yield Card(_("What wants looking at"), reverse("plans-review"), said)
    meeting = scrutiny.next_meeting(by, today())
    when = _("Next meeting: %(meeting)s") % {"meeting": meeting_words(meeting)} if meeting else _("No meeting is set")
    yield Card(_("What we have asked"), reverse("plans-log"), when)
    yield _changed(by)


def _changed(by: Actor) -> Card:
    meeting = scrutiny.last_meeting(by, today())
    count = happenings(today(), since=scrutiny.looked_back_to(meeting, today())).count()
    words = ngettext("%(count)s change", "%(count)s changes", count) % {"count": count}
    if meeting is None:
        return Card(_("What changed in the last quarter"), reverse("plans-since"), words)
    said = _("%(changes)s since %(meeting)s") % {"changes": words, "meeting": meeting_words(meeting)}
    return Card(_("What changed since the last meeting"), reverse("plans-since"), said)


def verdicts_said(on: date) -> str:
    """Return how much was checked by somebody other than its owner, and what was found."""
    found = queries.verdicts_counted(on)
    every, met = sum(found.values()), [f"{VerdictValue(name).label}: {count}" for name, count in found.items() if name]
    said = _("Somebody other than the owner has looked at %(checked)s of %(every)s commitments.") % {
        "checked": every - found.get("", 0), "every": every,
    }  # fmt: skip
    return f"{said} {'; '.join(met)}." if met else said


def _publisher(by: Actor) -> Iterator[Card]:
    yield Card(_("What waits to be published"), reverse("plans-queue"), _waits(by))
    if speaking.publishes_for_all(by):
        yield Card(_("New plans"), reverse("plans-new"), _("Read one in, and judge links to earlier ones"))
    yield from _lists()


def _waits(by: Actor) -> str:
    return waits_words(statements.waiting(by).filter(upload__isnull=True).count() + uploads.waiting(by).count())


def _lists() -> Iterator[Card]:
    found, titles = counted(queries.register(today())), list_titles()
    for name, count in found.items():
        said = ngettext("%(count)s commitment", "%(count)s commitments", count) % {"count": count}
        yield Card(titles[name], reverse("plans-list", kwargs={"which": name}), said)


def waits_words(count: int) -> str:
    """Return how much waits."""
    return ngettext("%(count)s waits", "%(count)s wait", count) % {"count": count}
