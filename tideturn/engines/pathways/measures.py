"""The measures of a pathway for each area: how many, how long people waited, how it ended. Never for one worker."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tideturn.engines.pathways.models import Case, Clock, Entry
from tideturn.methods.waiting import Wait, Waiting, summarise
from tideturn.packs.schema.moment import Moment, MomentKind
from tideturn.packs.schema.pathway import Measure, MeasureKind, Pathway

ALL = ""


@dataclass(frozen=True)
class Figure:
    """One measure in one area (all of them where `area` is empty) for the cases received in a time."""

    measure: Measure
    area: str
    count: int | None = None
    waiting: Waiting | None = None
    outcomes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class _Course:
    """When what happened in one case."""

    area: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    firsts: Mapping[tuple[str, str], datetime]
    due: Mapping[str, datetime]

    def moment(self, moment: Moment) -> datetime | None:
        if moment.on is MomentKind.OPENED:
            return self.opened_at
        if moment.on is MomentKind.CLOSED:
            return self.closed_at
        return self.firsts.get((moment.on.value, moment.id or ""))


def figures(pathway: Pathway, *, since: datetime, until: datetime, now: datetime) -> list[Figure]:
    """Return every measure for each area and for all, from the cases that may be seen and were received in a time."""
    by_area: dict[str, list[_Course]] = defaultdict(list)
    for course in _courses(pathway, since, until):
        by_area[course.area].append(course)
        by_area[ALL].append(course)
    return [
        _figure(measure, area, by_area[area], now) for measure in pathway.measures for area in sorted({ALL, *by_area})
    ]


def _figure(measure: Measure, area: str, courses: list[_Course], now: datetime) -> Figure:
    if measure.kind is MeasureKind.TIME:
        return Figure(measure, area, waiting=summarise(_waits(measure, courses), now))
    reached = [course for course in courses if course.moment(measure.from_)]
    if measure.kind is MeasureKind.OUTCOMES:
        ended = Counter(course.outcome for course in reached if course.outcome)
        return Figure(measure, area, count=len(reached), outcomes=tuple(sorted(ended.items())))
    return Figure(measure, area, count=len(reached))


def _waits(measure: Measure, courses: Iterable[_Course]) -> Iterable[Wait]:
    for course in courses:
        began = course.moment(measure.from_)
        ended = course.moment(measure.to) if measure.to else None
        if began:
            # What was done before the wait began (a visit on the ward, say) ends it at once.
            yield Wait(
                began,
                max(ended, began) if ended else None,
                course.due.get(measure.limit_clock or ""),
                max(course.closed_at, began) if course.closed_at else None,
            )


def _courses(pathway: Pathway, since: datetime, until: datetime) -> Iterable[_Course]:
    cases = Case.objects.filter(pathway=pathway.id, joined_into=None, opened_at__gte=since, opened_at__lt=until)
    rows = list(cases.values_list("id", "area", "opened_at", "closed_at", "outcome"))
    ids = [row[0] for row in rows]
    firsts, due = _firsts(pathway, ids), _first_due(ids)
    for case_id, area, opened_at, closed_at, outcome in rows:
        yield _Course(area, opened_at, closed_at, outcome, firsts[case_id], due[case_id])


def _firsts(pathway: Pathway, ids: list[UUID]) -> Mapping[UUID, dict[tuple[str, str], datetime]]:
    """Return for each case when each stage, move and kind of entry came first; what was withdrawn never came."""
    found: dict[UUID, dict[tuple[str, str], datetime]] = defaultdict(dict)
    rows = Entry.objects.filter(case_id__in=ids).order_by("at")
    kept = list(rows.values_list("id", "case_id", "kind", "at", "data"))
    withdrawn = {data.get("entry") for _, _, kind, _, data in kept if kind == "withdrawn"}
    for entry_id, case_id, kind, at, data in kept:
        if str(entry_id) not in withdrawn:
            for name in _names(pathway, kind, data):
                found[case_id].setdefault(name, at)
    return found


def _names(pathway: Pathway, kind: str, data: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    yield ("entry", kind)
    if kind == "moved":
        move = next((move for move in pathway.moves if move.id == data.get("move")), None)
        if move:
            yield from (("move", move.id), ("stage", move.to))
    if kind == "contact-logged":
        is_made = any(result.is_contact for result in pathway.contact.results if result.id == data.get("result"))
        if is_made:
            yield ("entry", "contact-made")
    if kind == "opened" and data.get("naloxone_given"):
        yield ("entry", "naloxone-given")


def _first_due(ids: list[UUID]) -> Mapping[UUID, dict[str, datetime]]:
    found: dict[UUID, dict[str, datetime]] = defaultdict(dict)
    rows = Clock.objects.filter(case_id__in=ids, due_at__isnull=False).order_by("started_at")
    for case_id, clock, due_at in rows.values_list("case_id", "clock", "due_at"):
        if due_at:
            found[case_id].setdefault(clock, due_at)
    return found
