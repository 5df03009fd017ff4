"""What is offered of the people found: pure, so that thousands of invented reports can be judged in a moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from tideturn.engines.people.record.history import History
from tideturn.engines.people.record.matching.comparing import Comparison, compared, is_likely, sentences, strength
from tideturn.engines.people.record.matching.traits import Traits, traits_of

MOST_OFFERED = 10
SEVERAL = "Against it: several people in the record have this number."


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


def offered(told: Traits, people: Iterable[History]) -> list[Candidate]:
    """Return whom of some people a telling may be about: the certain one first, then the likely, likeliest first."""
    found = [judged for history in people if (judged := _judged(told, history))]
    several = sum(candidate.certainty is Certainty.CERTAIN for _, candidate in found) > 1
    ordered = sorted(found, key=lambda pair: (pair[1].certainty is not Certainty.CERTAIN, -pair[0], pair[1].person_id))
    return [_one_of_several(candidate) if several else candidate for _, candidate in ordered[:MOST_OFFERED]]


def _judged(told: Traits, history: History) -> tuple[int, Candidate] | None:
    """Return the candidate that somebody is, with the strength of it, or nothing where nobody needs to be asked."""
    versions = history.versions()
    raw = (traits_of(telling.details, telling.occurred_at) for telling in history.tellings)
    present = traits_of(history.present())
    comparisons = {traits: compared(told, traits) for traits in (present, *versions, *raw)}
    likely = [comparison for comparison in comparisons.values() if is_likely(comparison)]
    if not likely:
        return None
    best = max(likely, key=strength)
    if not any(comparison.chi for comparison in comparisons.values()):
        return strength(best), Candidate(history.person_id, Certainty.LIKELY, tuple(sentences(best)))
    against = tuple(_against(told, present, {version: comparisons[version] for version in versions}))
    certainty = Certainty.LIKELY if against else Certainty.CERTAIN
    reasons = dict.fromkeys([*sentences(best), *against])
    return strength(best), Candidate(history.person_id, certainty, tuple(reasons))


def _against(told: Traits, present: Traits, versions: dict[Traits, Comparison]) -> Iterator[str]:
    """Yield what keeps a shared number from being certain: it may be another's, mistyped or mistaken.

    Twins' numbers are taken for each other; birth date and family name then agree, and given names may be as near as
    James and Jamie. So where both tellings have a name, a given name must be the same to the letter; a telling that
    has no name at all leaves the number to speak.
    """
    if present.chi != told.chi or any(version.chi not in (None, told.chi) for version in versions):
        yield "Against it: this number is not, or not the only one, that was given for this person."
    if any(found.birth_date is False for found in versions.values()):
        yield "Against it: the birth dates are different."
    if (
        _is_named(told)
        and any(map(_is_named, versions))
        and not any(found.is_given_same for found in versions.values())
    ):
        yield "Against it: the given name is not the same to the letter, or not told, as with twins."
    if any(_is_of_other_date(told.chi, traits) for traits in (told, present)):
        yield "Against it: the birth date is not the one in the CHI number."


def _is_named(traits: Traits) -> bool:
    return bool(traits.given or traits.family)


def _is_of_other_date(chi: str | None, traits: Traits) -> bool:
    return bool(chi and traits.birth_date and f"{traits.birth_date:%d%m%y}" != chi[:6])


def _one_of_several(candidate: Candidate) -> Candidate:
    if candidate.certainty is not Certainty.CERTAIN:
        return candidate
    return replace(candidate, certainty=Certainty.LIKELY, reasons=(*candidate.reasons, SEVERAL))
