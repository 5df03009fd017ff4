"""What an area must deliver, as rows for whoever answers for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.engines.plans.models import Statement
from tideturn.engines.plans.words import OPEN_STATES, StatementState
from tideturn.interfaces.design.area_names import area_name
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.plans import labels
from tideturn.interfaces.workspace.presenters.plans.mine import Way
from tideturn.interfaces.workspace.presenters.plans.statements import standing
from tideturn.interfaces.workspace.presenters.times import day_words


@dataclass(frozen=True)
class AreaChoice:
    """One of the agency's areas."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class DutyRow:
    """One thing that an area must deliver, with what was said of it last."""

    id: str
    title: str
    plan: str
    href: str
    due: str
    status: str
    said: str
    evidence: int
    way: Way


def area_choices(mine: Iterable[str], code: str) -> tuple[AreaChoice, ...]:
    """Return the agency's areas, with the one that is looked at."""
    page = reverse("plans-areas")
    return tuple(AreaChoice(area_name(one), f"{page}?area={one}", one == code) for one in mine)


def duty_rows(found: list[Any], reported: Mapping[int, Any], code: str) -> tuple[DutyRow, ...]:
    """Return what an area must deliver, as rows."""
    begun = Statement.objects.filter(commitment__in=found, area_code=code, state__in=OPEN_STATES)
    drafts = {one.commitment_id: one for one in begun.select_related("agency")}
    return tuple(_row(one, reported.get(one.pk), drafts.get(one.pk), code) for one in found)


def _row(one: Any, last: Any, draft: Statement | None, code: str) -> DutyRow:
    return DutyRow(
        id=one.local_id,
        title=one.title,
        plan=one.plan.short_title,
        href=one.get_absolute_url(),
        due=labels.due_words(one),
        status=labels.status_words(last.status) if last else _("No data"),
        said=day_words(last.stated_on) if last else _("Nobody has said how this area stands."),
        evidence=len(last.evidence.all()) if last else 0,
        way=_way(one, draft, code),
    )


def _way(one: Any, draft: Statement | None, code: str) -> Way:
    if draft is not None:
        label = _("See what waits") if draft.state == StatementState.SUBMITTED else _("Go on")
        return Way(label, addresses.of("plans-statement", statement_id=draft.pk), standing(draft))
    href = reverse("plans-area-say", kwargs={"plan_id": one.plan_id, "local_id": one.local_id, "area_code": code})
    return Way(_("Say how far it is here"), href, "")
