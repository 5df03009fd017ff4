"""Filling the invented country: twice is once, and it is the same each time but for the day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tideturn.engines.pathways.actions.joining import join_cases
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.meetings import holding
from tideturn.engines.pathways.models import Case, Entry, LikelyMatch
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import Actor, acting
from tideturn.interfaces.joint.demonstration import staff
from tideturn.interfaces.joint.demonstration.courses import INVENTED, walk, write
from tideturn.interfaces.joint.demonstration.directory import fill_directory
from tideturn.interfaces.joint.demonstration.guard import check_is_invented
from tideturn.interfaces.joint.demonstration.keeping import fill_keeping
from tideturn.interfaces.joint.demonstration.people import Draft, draft, people
from tideturn.interfaces.joint.demonstration.reading_in import fill_reading_in
from tideturn.interfaces.joint.demonstration.receiving import receive
from tideturn.interfaces.joint.demonstration.referrals import fill_referrals
from tideturn.interfaces.joint.demonstration.register import fill_register
from tideturn.interfaces.joint.intake.report import PATHWAY

# How many cases take which course, and for how many days they have been running: the youngest and the oldest.
SHARES = (
    ("received", 8, 0.05, 0.4), ("received", 5, 3, 6), ("review", 7, 0.3, 2), ("reaching-out", 6, 0.5, 3),
    ("tried", 7, 1, 5), ("offer", 8, 1, 5), ("engaged", 11, 4, 50), ("declined", 5, 2, 20), ("not-found", 6, 4, 12),
    ("reaching-again", 4, 6, 20), ("closed", 8, 10, 70), ("at-risk", 2, 1, 2),
)  # fmt: skip
CHILD_BORN_DAYS_AGO = 15 * 365


After = Callable[[], None]


@dataclass(frozen=True)
class Filled:
    """What a run of the demonstration has added."""

    cases: int
    reports: int


def fill() -> Filled:
    """Fill the invented country, and return what was added; raise NotInvented in any other."""
    check_is_invented()
    staff.make_staff()
    fill_directory()
    now = database_now()
    plan = _plan(now)
    added = [_follow(number, course, one, now) for number, (course, one) in enumerate(plan)]
    for after in (_refer, _lead, _decide):
        once(after)
    _meet()
    fill_referrals()
    fill_keeping()
    fill_register()
    fill_reading_in()
    return Filled(len({case.id for case in added if case}), sum(case is not None for case in added))


@transaction.atomic
def once(after: After) -> None:
    """Do what comes after the reports, all or nothing, and nothing where it was done before."""
    lead = staff.acts(staff.NORTH, "duty-lead")
    with acting(lead):
        was_done = Entry.objects.filter(kind__in=[kind.value for kind in DONE_BY[after]], agency=staff.NORTH).exists()
    if not was_done:
        after()


def _plan(now: datetime) -> list[tuple[str, Draft]]:
    """Return every report that comes in, with the course that its case takes."""
    known = people()
    plan: list[tuple[str, Draft]] = []
    for course, count, youngest, oldest in SHARES:
        for place in range(count):
            number = len(plan)
            age = timedelta(days=youngest + (oldest - youngest) * place / max(1, count - 1))
            person = known[number % len(known)] if number % 11 != 10 else None
            plan.append((course, draft(number, age, person)))
    return plan + _special(known, len(plan), now)


def _special(known: list[dict[str, Any]], first: int, now: datetime) -> list[tuple[str, Draft]]:
    """Return what tries the rarer ways: told twice, likely the same, refused, a child, and without an area."""
    child = {**known[3], "given_name": "Young", "birth_date": (now.date() - timedelta(CHILD_BORN_DAYS_AGO)).isoformat()}
    nowhere = {"place": None}
    again = draft(0, timedelta(days=0.04), known[0]).body["source_reference"]
    twice = {"other_references": [{"agency": draft(0, timedelta(), known[0]).sender, "reference": again}]}
    alike = {**known[20], "phone": None, "address": None}
    return [
        ("received", draft(first, timedelta(days=0.03), known[0], **twice)),
        ("received", draft(first + 1, timedelta(days=0.31), known[20], area="EM-A01")),
        ("received", draft(first + 2, timedelta(days=0.3), alike, area="EM-A01")),
        ("received", draft(first + 3, timedelta(days=0.29), None, area="EM-A01")),
        ("received", draft(first + 4, timedelta(days=0.2), child)),
        ("respected", draft(first + 5, timedelta(days=1.2), known[21], contact="refused")),
        ("review", draft(first + 6, timedelta(days=0.8), known[24], contact="refused")),
        ("received", draft(first + 7, timedelta(days=0.1), None, **nowhere)),
        ("received", draft(first + 8, timedelta(days=0.5), None, **nowhere)),
    ]


@transaction.atomic
def _follow(number: int, course: str, one: Draft, now: datetime) -> Case | None:
    """Receive a report and walk its case along, all or nothing; nothing where that was done before."""
    case = receive(one, now - one.age)
    if case is not None and case.opened_at == now - one.age and not case.team.is_national_queue:
        walk(case, course, by=staff.acts(case.team.agency_id, "duty-lead"), now=now)
    return case


def _standing(by: Actor, *stages: str) -> list[Case]:
    with acting(by):
        found = Case.objects.standing().filter(team_id__in=by.team_ids, stage__in=stages)
        return list(found.select_related("team").order_by("opened_at", "id"))


def _refer() -> None:
    """Refer some people to the housing service, which takes one, declines one and has not answered the rest."""
    lead, housing = staff.acts(staff.NORTH, "duty-lead"), staff.acts(staff.HOUSING, "outreach-worker")
    team = staff.team_of(staff.HOUSING)
    for place, case in enumerate(_standing(lead, "engaged")[:4]):
        state = write(case, Kind.REFERRAL_SENT, by=lead, to_team=team.id, why=f"Needs a room {INVENTED}")
        referral = state.referrals[-1].id
        if place == 0:
            write(case, Kind.REFERRAL_SEEN, by=housing, referral=referral)
            write(case, Kind.REFERRAL_ACCEPTED, by=housing, referral=referral)
        if place == 1:
            write(case, Kind.REFERRAL_DECLINED, by=housing, referral=referral, reason=f"No room before May {INVENTED}")


def _lead() -> None:
    """Let the workers take some cases, and be asked to take one more."""
    for agency in (staff.NORTH, staff.MID, staff.SOUTH):
        lead, worker = staff.acts(agency, "duty-lead"), staff.acts(agency, "outreach-worker")
        cases = _standing(lead, "reaching-out", "offer", "engaged", "not-found")
        for place, case in enumerate(cases):
            if place % 3 == 0:
                write(case, Kind.LEAD_OFFERED, by=lead, to=worker.user_id)
                if place:
                    write(case, Kind.LEAD_ACCEPTED, by=worker)


def _decide() -> None:
    """Join one likely pair, and leave the others to whoever looks."""
    lead = staff.acts(staff.NORTH, "duty-lead")
    with acting(lead):
        pair = LikelyMatch.objects.filter(decision=LikelyMatch.UNDECIDED).order_by("found_at", "id").first()
        if pair:
            words = f"The same stairwell, the same hour {INVENTED}"
            join_cases(source_id=pair.case_id, target_id=pair.other_id, reason=words, by=lead)


DONE_BY: Mapping[After, tuple[Kind, ...]] = {
    _refer: (Kind.REFERRAL_SENT,),
    _lead: (Kind.LEAD_OFFERED,),
    _decide: (Kind.CASES_JOINED,),
}


def _meet() -> None:
    """Begin today's meeting of Northmark, with something said in it."""
    lead, police = staff.acts(staff.NORTH, "duty-lead"), staff.acts(staff.POLICE, "meeting-member")
    with acting(lead):
        meeting = holding.begin(team=staff.team_of(staff.NORTH), pathway=PATHWAY, by=lead)
        standing = meeting.items.select_related("case").filter(taken_off_at=None)
        item = standing.order_by("put_on_at", "place", "id").first()
        is_new = item is not None and item.discussed_at is None
    if item and is_new:
        said = {"meeting": meeting.id}
        write(item.case, Kind.NOTE_ADDED, by=police, text=f"Seen near the harbour on Sunday {INVENTED}", **said)
        write(item.case, Kind.TASK_ADDED, by=lead, title=f"Wyn visits before noon {INVENTED}", **said)
        with acting(lead):
            holding.mark_discussed(meeting=meeting, case_id=item.case_id, by=lead)
