"""The cards of the room: each leads somewhere and says how much waits there."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.plans import queries, scrutiny, speaking, statements, uploads
from tideturn.engines.plans.wanting import counted
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
    yield Card(_("What our areas must deliver"), reverse("plans-areas"), _("Area by area, with evidence"))


def _reviewer(by: Actor) -> Iterator[Card]:
    found = counted(queries.register(today()))
    said = _("%(claimed)s called complete and not checked, %(overdue)s overdue, %(silent)s never heard of") % found
    yield Card(_("What wants looking at"), reverse("plans-review"), said)
    meeting = scrutiny.next_meeting(by, today())
    when = _("Next meeting: %(meeting)s") % {"meeting": meeting_words(meeting)} if meeting else _("No meeting is set")
    yield Card(_("What we have asked"), reverse("plans-log"), when)
    yield Card(_("What changed since the last meeting"), reverse("plans-since"), _("The latest first"))


def _publisher(by: Actor) -> Iterator[Card]:
    yield Card(_("What waits to be published"), reverse("plans-queue"), _waits(by))
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
