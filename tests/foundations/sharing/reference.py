"""What `sharing_ground` must answer, said once more in plain Python over plain values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

STRENGTH = ("holder", "referral", "meeting", "agreement", "consent", "break-glass")


@dataclass(frozen=True)
class Span:
    """From when to when something is in force."""

    since: datetime
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Return whether it is in force at a moment."""
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True)
class APart:
    """A part in a subject."""

    agency: str
    team: int | None
    capacity: str
    span: Span


@dataclass(frozen=True)
class AnOpening:
    """An emergency opening."""

    who: str
    span: Span


@dataclass(frozen=True)
class ASubject:
    """A subject with all that hangs on it."""

    id: UUID
    purpose: str
    holder: str
    person: UUID | None
    areas: tuple[str, ...]
    parts: tuple[APart, ...]
    openings: tuple[AnOpening, ...] = ()


@dataclass(frozen=True)
class AnAgreement:
    """An agreement."""

    parties: frozenset[str]
    purposes: frozenset[str]
    categories: frozenset[str]
    areas: frozenset[str]
    starts_on: date
    ends_on: date | None
    signed_by: frozenset[str]
    ended_at: datetime | None = None


@dataclass(frozen=True)
class AWish:
    """A wish."""

    person: UUID
    stance: str
    purpose: str
    recipient: str | None
    span: Span
    is_withdrawn: bool


@dataclass(frozen=True)
class Someone:
    """An actor of an agency: `who` of it, in which of its teams."""

    who: str
    agency: str
    teams: frozenset[int]
    is_whole: bool
    purpose: str | None


@dataclass(frozen=True)
class World:
    """All there is."""

    subjects: tuple[ASubject, ...]
    agreements: tuple[AnAgreement, ...]
    wishes: tuple[AWish, ...]
    now: datetime
    kind: str = field(default="case")


def expected(world: World, someone: Someone, subject: ASubject) -> str | None:
    """Return the strongest ground on which someone may see a subject, or None."""
    grounds = {_of_part(world, someone, subject, part) for part in subject.parts}
    if any(opening.who == someone.who and opening.span.holds(world.now) for opening in subject.openings):
        grounds.add("break-glass")
    return strongest(grounds)


def strongest(grounds: set[str | None]) -> str | None:
    """Return the strongest of some grounds."""
    return next((ground for ground in STRENGTH if ground in grounds), None)


def _of_part(world: World, someone: Someone, subject: ASubject, part: APart) -> str | None:
    if part.agency != someone.agency or not part.span.holds(world.now):
        return None
    if part.team is not None and not someone.is_whole and part.team not in someone.teams:
        return None
    if part.capacity == "holder":
        return "holder" if someone.purpose in (None, subject.purpose) else None
    if someone.purpose != subject.purpose or _is_objected(world, subject, part.agency):
        return None
    if part.agency == subject.holder or any(_covers(world, one, subject, part) for one in world.agreements):
        return {"contributor": "agreement"}.get(part.capacity, part.capacity)
    return "consent" if part.capacity == "referral" and _is_agreed(world, subject, part.agency) else None


def _covers(world: World, agreement: AnAgreement, subject: ASubject, part: APart) -> bool:
    today = world.now.date()
    return (
        {part.agency, subject.holder} <= agreement.parties
        and agreement.signed_by == agreement.parties
        and (agreement.ended_at is None or agreement.ended_at > world.now)
        and subject.purpose in agreement.purposes
        and (not agreement.categories or world.kind in agreement.categories)
        and (not agreement.areas or bool(agreement.areas & set(subject.areas)))
        and agreement.starts_on <= today
        and (agreement.ends_on is None or today <= agreement.ends_on)
    )


def _wishes(world: World, subject: ASubject, stance: str) -> list[AWish]:
    return [
        wish
        for wish in world.wishes
        if wish.person == subject.person
        and wish.stance == stance
        and wish.span.holds(world.now)
        and not wish.is_withdrawn
    ]


def _is_objected(world: World, subject: ASubject, agency: str) -> bool:
    return any(
        wish.purpose in ("", subject.purpose) and wish.recipient in (None, agency)
        for wish in _wishes(world, subject, "objects")
    )


def _is_agreed(world: World, subject: ASubject, agency: str) -> bool:
    return any(
        wish.purpose == subject.purpose and wish.recipient == agency for wish in _wishes(world, subject, "agrees")
    )
