"""What may be asked of the team board, what was asked, and how its table reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.models import Case
from tideturn.interfaces.design.forms import Choice, Form, Option, Reading, Tick
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.errors import AskedBadly
from tideturn.interfaces.workspace.presenters.due import dues_of
from tideturn.interfaces.workspace.presenters.rows import lead_of
from tideturn.packs.pathways import load_pathways

YES = "yes"
STAGE, LEAD, OVERDUE = "stage", "lead", "overdue"


@dataclass(frozen=True)
class Asked:
    """What a board is narrowed to; empty is everything."""

    stage: str = ""
    lead: str = ""
    overdue: str = ""

    @property
    def is_overdue(self) -> bool:
        """Return whether only cases are asked for whose time has run out."""
        return self.overdue == YES

    def parameters(self) -> dict[str, str]:
        """Return what was asked, as an address says it."""
        given = {STAGE: self.stage, LEAD: self.lead, OVERDUE: self.overdue}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Offered:
    """The stages and leads that can be asked for."""

    stages: tuple[Option, ...]
    leads: tuple[Option, ...]


def offered(leads: Mapping[int, str]) -> Offered:
    """Return what can be asked for: the stages of the country's pathways, and those who lead a case on the board."""
    stages = {stage.id: stage.title for pathway in load_pathways() for stage in pathway.stages if not stage.is_end}
    named = sorted(leads.items(), key=lambda pair: (pair[1].casefold(), pair[0]))
    return Offered(
        tuple(Option(stage, title) for stage, title in stages.items()),
        tuple(Option(str(user_id), name) for user_id, name in named),
    )


def asked(parameters: Mapping[str, str], choices: Offered) -> Asked:
    """Return what an address asks for, or raise AskedBadly."""
    stage, lead, overdue = (parameters.get(name, "").strip() for name in (STAGE, LEAD, OVERDUE))
    if stage and stage not in {option.value for option in choices.stages}:
        raise AskedBadly(_("There is no such stage. Choose one from the list on the team board."))
    if lead and not (lead.isascii() and lead.isdigit() and len(lead) < 10):
        raise AskedBadly(_("A lead is asked for by a number. Choose somebody from the list on the team board."))
    if overdue not in ("", YES):
        raise AskedBadly(_("Ask for overdue cases with ?overdue=yes, or leave it out for all of them."))
    return Asked(stage, lead, overdue)


def form(choices: Offered, what: Asked) -> Reading[Asked]:
    """Return the form by which a board is narrowed."""
    fields = (
        Choice(
            name=STAGE, label=_("Stage"), options=choices.stages, is_dropped_down=True, nothing=_("Every stage"),
        ),
        Choice(name=LEAD, label=_("Lead"), options=choices.leads, is_dropped_down=True, nothing=_("Everybody")),
        Tick(name=OVERDUE, label=_("Only overdue")),
    )  # fmt: skip
    return Form(fields, Asked).blank(what.parameters())


def counts(total: int, overdue: int) -> str:
    """Return how many cases are open and how many of them are overdue."""
    are_open = ngettext("%(total)s open case", "%(total)s open cases", total) % {"total": total}
    return _("%(cases)s, %(overdue)s overdue") % {"cases": are_open, "overdue": overdue}


def download(what: Asked) -> str:
    """Return the address of the table of what was asked for."""
    address = addresses.of("team-board-table")
    return f"{address}?{urlencode(what.parameters())}" if what.parameters() else address


def heading() -> tuple[str, ...]:
    """Return the first line of the table."""
    return (
        _("reference"), _("team"), _("stage"), _("lead"), _("due"), _("due at"), _("standing"), _("opened at"),
    )  # fmt: skip


def cells(case: Case, now: datetime) -> tuple[object, ...]:
    """Return a case as a line of the table; nobody's name but that of staff is in it."""
    pathway = pathway_of(case.pathway)
    due = next(iter(dues_of(case.clocks_now, pathway, now)), None)  # type: ignore[attr-defined]
    return (
        case.reference, case.team.name, pathway.stage(case.stage).title, lead_of(case),
        due.what if due else "", _written(due.at) if due else "", due.label if due else "", _written(case.opened_at),
    )  # fmt: skip


def _written(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""
