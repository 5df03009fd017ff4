"""The measures of a pathway for each area: how many, how long people waited, how it ended. Never for one worker."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tideturn.engines.pathways.content import calendar_of_team, limit_of
from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.folding import REPORTS, fold, in_order
from tideturn.engines.pathways.joined import from_joined
from tideturn.engines.pathways.models import Case, Entry
from tideturn.engines.pathways.state import State
from tideturn.methods.calendars import WorkingCalendar
from tideturn.methods.clocks import Pause, due_at
from tideturn.methods.waiting import Wait, Waiting, summarise
from tideturn.packs.schema.moment import Moment, MomentKind
from tideturn.packs.schema.pathway import Measure, MeasureKind, Pathway

# All areas together; an area that nobody told is "".
ALL = "*"


@dataclass(frozen=True)
class Figure:
    """One measure for the cases received in a time in one area, in ALL of them, or where nobody told an area ("")."""

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
    """Return every measure for each area and for all, from the cases that may be seen and were received in a time.

    Where no case was received there is no figure: nothing is known, which is another thing than none.
    """
    by_area: dict[str, list[_Course]] = defaultdict(list)
    for course in _courses(pathway, since, until):
        by_area[course.area].append(course)
        by_area[ALL].append(course)
    return [_figure(measure, area, by_area[area], now) for measure in pathway.measures for area in _in_order(by_area)]


def _in_order(areas: Iterable[str]) -> list[str]:
    """Return areas by their codes, after all of them together, and before those that nobody told."""
    return sorted(areas, key=lambda area: (area != ALL, not area, area))


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
    received = Case.objects.filter(pathway=pathway.id, joined_into=None, opened_at__gte=since, opened_at__lt=until)
    cases = list(received.select_related("team"))
    journals = _journals([case.id for case in cases])
    for case in cases:
        journal = journals[case.id]
        state = fold(journal, pathway)
        firsts = _firsts(journal, {one.entry for one in state.set_aside}, pathway)
        due = _first_due(state, pathway, calendar_of_team(case.team))
        yield _Course(case.area, case.opened_at, case.closed_at, case.outcome, firsts, due)


def _journals(ids: list[UUID]) -> Mapping[UUID, list[JournalEntry]]:
    """Return the journal of each case, with what those of the cases joined into it add."""
    goes_on = dict(Case.objects.filter(joined_into__in=ids).values_list("id", "joined_into"))
    found: dict[UUID, list[JournalEntry]] = defaultdict(list)
    for entry in Entry.objects.filter(case_id__in=[*ids, *goes_on]):
        told = entry.as_journal_entry()
        read = from_joined(told) if entry.case_id in goes_on else told
        if read:
            found[goes_on.get(entry.case_id) or entry.case_id].append(read)
    return found


def _firsts(journal: list[JournalEntry], aside: Set[UUID], pathway: Pathway) -> Mapping[tuple[str, str], datetime]:
    """Return when each stage, move and kind of entry came first; what was withdrawn or set aside never came."""
    found: dict[tuple[str, str], datetime] = {}
    for entry in in_order(journal):
        if entry.id not in aside:
            for name in _names(pathway, entry):
                found[name] = min(entry.at, found.get(name, entry.at))
    return found


def _names(pathway: Pathway, entry: JournalEntry) -> Iterable[tuple[str, str]]:
    yield ("entry", entry.kind.value)
    if entry.kind is Kind.MOVED:
        move = next((move for move in pathway.moves if move.id == entry.data.get("move")), None)
        if move:
            yield from (("move", move.id), ("stage", move.to))
    if entry.kind is Kind.CONTACT_LOGGED:
        made = {result.id for result in pathway.contact.results if result.is_contact}
        if entry.data.get("result") in made:
            yield ("entry", "contact-made")
    if entry.kind in REPORTS and entry.data.get("naloxone_given"):
        yield ("entry", "naloxone-given")


def _first_due(state: State, pathway: Pathway, calendar: WorkingCalendar) -> Mapping[str, datetime]:
    """Return when the first run of each clock is due, or was, had nothing stopped it."""
    found: dict[str, datetime] = {}
    for run in state.runs:
        pauses = tuple(Pause(pause.began_at, pause.ended_at, pause.reason) for pause in run.pauses)
        due = due_at(run.started_at, limit_of(pathway.clock(run.clock).limit), calendar, pauses)
        if due and run.clock not in found:
            found[run.clock] = due
    return found
