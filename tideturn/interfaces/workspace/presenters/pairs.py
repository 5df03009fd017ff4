"""Two cases side by side: what was told of each, line by line, and where they differ."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.models import Case, Report
from tideturn.engines.people.record.queries import Identity
from tideturn.foundations.access.models import Agency
from tideturn.interfaces.workspace.presenters.rows import name_of
from tideturn.interfaces.workspace.presenters.times import day_words, full_moment_words
from tideturn.packs.areas import load_areas

NOT_KNOWN = "–"


@dataclass(frozen=True)
class Side:
    """One of two cases, with its reports and its person as far as they may be seen."""

    case: Case
    reports: tuple[Report, ...]
    identity: Identity | None


@dataclass(frozen=True)
class Line:
    """One thing that both are asked for."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Tell whether both are known and are not the same."""
        return NOT_KNOWN not in (self.one, self.other) and self.one.casefold() != self.other.casefold()


def lines_of(one: Side, other: Side) -> tuple[Line, ...]:
    """Return two cases line by line."""
    names = _agencies([*one.reports, *other.reports])
    asked: tuple[tuple[str, Callable[[Side], str]], ...] = (
        (_("Case"), lambda side: side.case.reference),
        (_("Where it stands"), lambda side: pathway_of(side.case.pathway).stage(side.case.stage).title),
        (_("Happened"), lambda side: _each(side.reports, lambda report: full_moment_words(report.occurred_at))),
        (_("Received"), lambda side: _each(side.reports, lambda report: full_moment_words(report.received_at))),
        (_("Reported by"), lambda side: _each(side.reports, lambda report: names.get(report.agency, report.agency))),
        (_("Area"), lambda side: _each(side.reports, lambda report: area_name(report.area))),
        (_("Place"), lambda side: _each(side.reports, lambda report: report.place)),
        (_("Substances suspected"), lambda side: _each(side.reports, lambda report: ", ".join(report.substances))),
        (_("Naloxone given"), lambda side: _each(side.reports, lambda report: _yes_no(report.naloxone_given))),
        (_("Taken to"), lambda side: _each(side.reports, lambda report: report.conveyed_to)),
        (_("In the sender's words"), lambda side: _each(side.reports, lambda report: report.notes)),
        (_("Name"), lambda side: name_of(side.identity) if side.identity else ""),
        (_("Date of birth"), lambda side: _detail(side, "birth_date")),
        (_("CHI number"), lambda side: _detail(side, "chi")),
        (_("Sex"), lambda side: _detail(side, "sex")),
        (_("Phone"), lambda side: _detail(side, "phone")),
        (_("Address"), lambda side: _detail(side, "address")),
    )
    return tuple(Line(label, ask(one) or NOT_KNOWN, ask(other) or NOT_KNOWN) for label, ask in asked)


def area_name(code: str) -> str:
    """Return the name of an area, or its code where the pack does not know it."""
    areas = load_areas()
    return areas.area(code).name if areas.is_known(code) else code


def _detail(side: Side, field: str) -> str:
    value = getattr(side.identity.details, field) if side.identity else None
    return day_words(value) if field == "birth_date" and value else str(value or "")


def _each(reports: Iterable[Report], ask: Callable[[Report], str]) -> str:
    return "\n".join(dict.fromkeys(said for report in reports if (said := ask(report))))


def _yes_no(value: bool | None) -> str:
    return "" if value is None else (_("Yes") if value else _("No"))


def _agencies(reports: Iterable[Report]) -> dict[str, str]:
    asked = {report.agency for report in reports}
    return dict(Agency.objects.filter(pk__in=asked).values_list("pk", "name"))
