"""What an agency's bodies own, as rows; each with where one says how far it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.engines.plans.models import Organisation, Statement
from tideturn.engines.plans.words import OPEN_STATES, StatementState
from tideturn.foundations.access.acting import Actor
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.plans import labels
from tideturn.interfaces.workspace.presenters.plans.statements import standing


@dataclass(frozen=True)
class Way:
    """Where something is said, and as whom."""

    label: str
    href: str
    said: str


@dataclass(frozen=True)
class OwnedRow:
    """A commitment that a body of the agency owns."""

    id: str
    title: str
    plan: str
    href: str
    due: str
    status: str
    heard: str
    verdict: str
    is_late: bool
    ways: tuple[Way, ...]


def owned_rows(commitments: Sequence[Any], bodies: Iterable[Organisation], by: Actor) -> tuple[OwnedRow, ...]:
    """Return commitments as rows, each with the bodies of the agency that can speak of it."""
    named = {body.pk: body for body in bodies}
    found = Statement.objects.filter(
        commitment__in=[one.pk for one in commitments], agency=by.agency_id, area_code="", state__in=OPEN_STATES
    )
    begun = {(one.commitment_id, one.body_id): one for one in found.select_related("agency")}
    return tuple(_row(one, named, begun) for one in commitments)


def _row(one: Any, named: Mapping[str, Organisation], begun: Mapping[Any, Statement]) -> OwnedRow:
    mine = [named[owner.pk] for owner in one.owners if owner.pk in named]
    return OwnedRow(
        id=one.local_id,
        title=one.title,
        plan=one.plan.short_title,
        href=one.get_absolute_url(),
        due=labels.due_words(one),
        status=labels.status_words(one.status_value),
        heard=labels.heard_words(one.last_heard_on),
        verdict=labels.verdict_words(one.verdict_value) if one.verdict_value or one.status_value == "complete" else "",
        is_late=one.timing == "overdue",
        ways=tuple(_way(one, body, begun.get((one.pk, body.pk)), len(named)) for body in mine),
    )


def _way(one: Any, body: Organisation, begun: Statement | None, bodies: int) -> Way:
    if begun is not None:
        label = _("See what waits") if begun.state == StatementState.SUBMITTED else _("Go on")
        return Way(label, addresses.of("plans-statement", statement_id=begun.pk), standing(begun))
    said = _("as %(body)s") % {"body": body.name} if bodies > 1 else ""
    href = reverse("plans-say", kwargs={"plan_id": one.plan_id, "local_id": one.local_id, "body_id": body.pk})
    return Way(_("Say how far it is"), href, said)


@dataclass(frozen=True)
class Choice:
    """A list that may be looked at, with how much stands in it."""

    label: str
    href: str
    count: int
    is_current: bool


def choices(counts: Mapping[str, int], every: int, which: str | None, page: str = "") -> tuple[Choice, ...]:
    """Return the lists of some commitments, on the page of what is owned or on another; none may be looked at."""
    titles, page = labels.list_titles(), page or reverse("plans-mine")
    lists = [Choice(titles[name], f"{page}?which={name}", count, name == which) for name, count in counts.items()]
    return (Choice(_("All"), f"{page}?which=", every, which == ""), *lists)


def list_choices(counts: Mapping[str, int], which: str) -> tuple[Choice, ...]:
    """Return the lists of what wants looking at, each a page of its own."""
    titles = labels.list_titles()
    return tuple(
        Choice(titles[name], reverse("plans-list", kwargs={"which": name}), count, name == which)
        for name, count in counts.items()
    )
