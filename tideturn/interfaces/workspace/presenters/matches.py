"""Cases that may be about the same event and wait for somebody to decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from tideturn.engines.pathways.models import Case, LikelyMatch
from tideturn.interfaces.workspace import addresses


@dataclass(frozen=True)
class MatchRow:
    """The other case of a pair, and what speaks for their being one."""

    reference: str
    href: str
    decide_href: str
    reasons: tuple[str, ...]


def matches_of(matches: Iterable[LikelyMatch], case: Case, others: Mapping[UUID, Case]) -> tuple[MatchRow, ...]:
    """Return the pairs of which the reader may see both cases; of the rest nothing is told."""
    return tuple(_row(match, other) for match in matches if (other := others.get(other_id(match, case))) is not None)


def other_id(match: LikelyMatch, case: Case) -> UUID:
    """Return the case that a pair compares with this one."""
    return match.other_id if match.case_id == case.id else match.case_id


def _row(match: LikelyMatch, other: Case) -> MatchRow:
    return MatchRow(
        reference=other.reference,
        href=addresses.of_case(other.id),
        decide_href=addresses.of("match", match_id=match.id),
        reasons=tuple(match.reasons),
    )
