"""Measures as their page and tables tell them: each figure with what it counts, of how many, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from tideturn.engines.pathways.measures import ALL, Figure
from tideturn.interfaces.design.charts import Bar, Chart, ChartDrawing, draw_bars
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.measuring import Counted, Period
from tideturn.interfaces.workspace.presenters.times import span_words
from tideturn.methods.waiting import Waiting
from tideturn.packs.areas import load_areas
from tideturn.packs.schema.pathway import Measure, MeasureKind, Pathway

NO_DATA = ""


@dataclass(frozen=True)
class Line:
    """A line of a measure's table: an area, and each figure with its heading, which stands beside it on a phone."""

    area: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shown:
    """One measure on the page: chart, table and definition."""

    id: str
    title: str
    lead: str
    chart: ChartDrawing | None
    heading: tuple[str, ...]
    rows: tuple[Line, ...]
    definition: str
    download: str


def measures_of(counted: Counted, period: Period) -> tuple[Shown, ...]:
    """Return each measure of a pathway; one of which nothing is known says so."""
    return tuple(_shown(counted, measure, period) for measure in counted.pathway.measures)


def figures_of(counted: Counted, measure: Measure) -> tuple[Figure, ...]:
    """Return the figures of one measure, all areas together first."""
    return tuple(figure for figure in counted.figures if figure.measure.id == measure.id)


def _shown(counted: Counted, measure: Measure, period: Period) -> Shown:
    found = figures_of(counted, measure)
    address = addresses.of("measure-table", pathway_id=counted.pathway.id, measure_id=measure.id)
    return Shown(
        id=f"{counted.pathway.id}-{measure.id}",
        title=measure.title,
        lead=_lead(found, counted.pathway),
        chart=_chart(found, counted.pathway, measure) if found else None,
        heading=heading(measure, counted.pathway),
        rows=tuple(_line(figure, counted.pathway) for figure in found),
        definition=definition(measure, counted.pathway),
        download=f"{address}?{period.query}",
    )


def _line(figure: Figure, pathway: Pathway) -> Line:
    area, *shown = (cell or _("no data") for cell in cells(figure, pathway))
    _area, *headings = heading(figure.measure, pathway)
    return Line(area, tuple(zip(headings, shown, strict=True)))


def _lead(found: Sequence[Figure], pathway: Pathway) -> str:
    whole = next((figure for figure in found if figure.area == ALL), None)
    if whole is None:
        return _("No data: nothing that you may see falls into this period.")
    if whole.waiting:
        return _waiting_words(whole.waiting)
    return _("%(count)s in this period.") % {"count": whole.count}


def _waiting_words(waiting: Waiting) -> str:
    parts = [
        _("Half were reached within %(span)s.") % {"span": length(waiting.median)}
        if waiting.median is not None
        else _("Fewer than half have been reached so far."),
        share_words(waiting),
        _("%(still)s still wait, %(overdue)s of them past the limit.")
        % {"still": waiting.still_waiting, "overdue": waiting.overdue},
    ]
    return " ".join(part for part in parts if part)


def share_words(waiting: Waiting) -> str:
    """Return the share within the limit with its whole and its limits; nothing where nothing can be said yet."""
    if not waiting.judged:
        return ""
    words = _("Within the limit: %(within)s of %(judged)s, %(share)s per cent (95%% interval %(lower)s to %(upper)s).")
    return words % {"within": waiting.within_limit, "judged": waiting.judged, **_share(waiting)}


def _share(waiting: Waiting) -> dict[str, str]:
    if not waiting.judged:
        return {"share": NO_DATA, "lower": NO_DATA, "upper": NO_DATA}
    # Only here: a web process that shows no measure does without NumPy and SciPy, a seventh of its memory.
    from tideturn.methods.rates.proportion import proportion

    share = proportion(waiting.within_limit, waiting.judged)
    return {name: f"{float(value):.0f}" for name, value in (
        ("share", share.value), ("lower", share.lower), ("upper", share.upper),
    )}  # fmt: skip


def length(span: timedelta | None) -> str:
    """Return how long something took, or nothing where that is not known."""
    return NO_DATA if span is None else span_words(span)


def area_name(code: str) -> str:
    """Return what an area is called; that of some cases nobody told."""
    if code == ALL:
        return _("All areas")
    if not code:
        return _("Area not known")
    areas = load_areas()
    return areas.area(code).name if areas.is_known(code) else code


def _chart(found: Sequence[Figure], pathway: Pathway, measure: Measure) -> ChartDrawing:
    key = f"chart-{pathway.id}-{measure.id}"
    if measure.kind is MeasureKind.OUTCOMES:
        whole = next(figure for figure in found if figure.area == ALL)
        ended = dict(whole.outcomes)
        bars = tuple(Bar(outcome.title, ended.get(outcome.id, 0)) for outcome in pathway.outcomes)
        return draw_bars(Chart(key, measure.title, bars))
    if measure.kind is MeasureKind.TIME:
        bars = tuple(_share_bar(area_name(one.area), one.waiting) for one in found if one.waiting)
        return draw_bars(Chart(key, _("%(title)s: within the limit") % {"title": measure.title}, bars))
    return draw_bars(Chart(key, measure.title, tuple(Bar(area_name(one.area), one.count) for one in found)))


def _share_bar(label: str, waiting: Waiting) -> Bar:
    if not waiting.judged:
        return Bar(label, None)
    return Bar(label, waiting.within_limit, waiting.judged)


def heading(measure: Measure, pathway: Pathway) -> tuple[str, ...]:
    """Return the first line of a measure's table."""
    if measure.kind is MeasureKind.TIME:
        return (
            _("Area"), _("Began to wait"), _("Reached"), _("Ended unreached"), _("Still wait"), _("Past the limit"),
            _("Median wait"), _("Longest still"), _("Within the limit"), _("Of"), _("Per cent"),
            _("95% from"), _("95% to"),
        )  # fmt: skip
    if measure.kind is MeasureKind.OUTCOMES:
        return (_("Area"), _("Closed"), *(outcome.title for outcome in pathway.outcomes))
    return (_("Area"), _("How many"))


def cells(figure: Figure, pathway: Pathway) -> tuple[str, ...]:
    """Return a figure as a line of a table; what is not known is left empty."""
    name = area_name(figure.area)
    if figure.waiting:
        return (name, *_waiting_cells(figure.waiting))
    if figure.measure.kind is MeasureKind.OUTCOMES:
        ended = dict(figure.outcomes)
        return (name, str(figure.count), *(str(ended.get(outcome.id, 0)) for outcome in pathway.outcomes))
    return (name, str(figure.count))


def _waiting_cells(waiting: Waiting) -> tuple[str, ...]:
    numbers = (waiting.began, waiting.ended, waiting.given_up, waiting.still_waiting, waiting.overdue)
    judged = (str(waiting.within_limit), str(waiting.judged)) if waiting.judged else (NO_DATA, NO_DATA)
    share = _share(waiting)
    return (
        *map(str, numbers), length(waiting.median), length(waiting.longest_still), *judged,
        share["share"], share["lower"], share["upper"],
    )  # fmt: skip


def definition(measure: Measure, pathway: Pathway) -> str:
    """Return what a measure counts, in words for whoever doubts the number."""
    once = _("Each event counts once, however many reports there were; what was withdrawn does not count.")
    if measure.kind is MeasureKind.COUNT:
        return _("Cases received in the period, by the area of home or else of the place.") + " " + once
    if measure.kind is MeasureKind.OUTCOMES:
        return _("Cases received in the period and closed by now, by how they ended.") + " " + once
    limit = _limit_words(measure, pathway)
    wait = _(
        "From the moment a case was received. The median counts those who still wait as waiting at least as long as "
        "they have (Kaplan and Meier). The share is of those reached and those whose limit has passed; its 95% "
        "interval is Wilson’s. A case closed without contact ended unreached."
    )
    return " ".join(filter(None, (wait, limit, once)))


def _limit_words(measure: Measure, pathway: Pathway) -> str:
    if measure.limit_clock is None:
        return ""
    clock = pathway.clock(measure.limit_clock)
    return _("The limit is %(limit)s, by the clock “%(clock)s”.") % {"limit": clock.limit.words, "clock": clock.title}
