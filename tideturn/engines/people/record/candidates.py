"""Who in the record a new report may be about."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection

from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.history import History
from tideturn.engines.people.record.identities import histories
from tideturn.engines.people.record.matching.comparing import compared, is_likely, sentences, strength
from tideturn.engines.people.record.matching.keys import looked_for_under, mark_of_number
from tideturn.engines.people.record.matching.traits import Traits, traits_of

# Of a mark that a hundred share, such as the phone of a hostel or a date that stands for none, the rest is no help.
MOST_OF_A_MARK = 100
MOST_COMPARED = 30
MOST_OFFERED = 10
# Each mark is one step down one index; that and the limits keep the time the same however many people there are.
UNDER_MARKS = """
    select person_id from unnest(%s::bigint[]) as mark
    cross join lateral (select person_id from people_key where value = mark limit %s) as found
    group by person_id order by bool_or(mark = %s) desc, count(*) desc, person_id limit %s
"""


class Certainty(StrEnum):
    """Whether two may be joined at once, or a person must look at them first."""

    CERTAIN = "certain"
    LIKELY = "likely"


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a report may be about, with the reasons in sentences for the staff who decide."""

    person_id: UUID
    certainty: Certainty
    reasons: tuple[str, ...]


def candidates(details: PersonDetails, occurred_at: datetime | None = None) -> list[Candidate]:
    """Return whom details may be about: the certain one first, then at most ten likely ones, the likeliest first.

    Ask before keeping the person of the report. Of two transactions with one CHI number the later waits here for the
    end of the earlier, so that each report sees the other's. Only the system's intake and matching see everybody.
    """
    told = traits_of(details, occurred_at)
    if told.is_unknown:
        return []
    found = [judged for history in histories(_under_marks(told)) if (judged := _judged(told, history))]
    several = sum(candidate.certainty is Certainty.CERTAIN for _, candidate in found) > 1
    ordered = sorted(found, key=lambda pair: (pair[1].certainty is not Certainty.CERTAIN, -pair[0], pair[1].person_id))
    return [_one_of_several(candidate) if several else candidate for _, candidate in ordered[:MOST_OFFERED]]


def _under_marks(told: Traits) -> list[UUID]:
    number = mark_of_number(told)
    with connection.cursor() as cursor:
        if number is not None:
            cursor.execute("select pg_advisory_xact_lock(%s)", [number])
        marks = sorted(looked_for_under(told))
        cursor.execute(UNDER_MARKS, [marks, MOST_OF_A_MARK, number, MOST_COMPARED])
        return [person_id for (person_id,) in cursor.fetchall()]


def _judged(told: Traits, history: History) -> tuple[int, Candidate] | None:
    """Return the candidate that somebody is, with the strength of it, or nothing where nobody needs to be asked."""
    raw = [traits_of(telling.details, telling.occurred_at) for telling in history.tellings]
    present = traits_of(history.present())
    comparisons = [compared(told, traits) for traits in (present, *history.versions(), *raw)]
    likely = [comparison for comparison in comparisons if is_likely(comparison)]
    if not likely:
        return None
    best = max(likely, key=strength)
    against = tuple(_against(told, present, history))
    certainty = Certainty.LIKELY if against or not told.chi else Certainty.CERTAIN
    reasons = dict.fromkeys([*sentences(best), *(against if best.chi else ())])
    return strength(best), Candidate(history.person_id, certainty, tuple(reasons))


def _against(told: Traits, present: Traits, history: History) -> list[str]:
    """Return what keeps a shared number from being certain: it may be another's, mistyped or mistaken."""
    versions = history.versions()
    found = [compared(told, version) for version in versions]
    givens = [comparison.given or comparison.is_name_swapped for comparison in found if comparison.given is not None]
    reasons = []
    if told.chi is None or present.chi != told.chi or any(version.chi not in (None, told.chi) for version in versions):
        reasons.append("Against it: this number is not, or not the only one, that was given for this person.")
    if any(comparison.birth_date is False for comparison in found):
        reasons.append("Against it: the birth dates are different.")
    if givens and not any(givens):
        reasons.append("Against it: the given names are different.")
    if any(_is_of_other_date(told.chi, traits) for traits in (told, present)):
        reasons.append("Against it: the birth date is not the one in the CHI number.")
    return reasons


def _is_of_other_date(chi: str | None, traits: Traits) -> bool:
    return bool(chi and traits.birth_date and f"{traits.birth_date:%d%m%y}" != chi[:6])


def _one_of_several(candidate: Candidate) -> Candidate:
    if candidate.certainty is not Certainty.CERTAIN:
        return candidate
    words = "Against it: several people in the record have this number."
    return replace(candidate, certainty=Certainty.LIKELY, reasons=(*candidate.reasons, words))
