"""To whom something in a case is raised, and the messages that tell them to look; no message names anybody."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from tideturn.engines.pathways.models import Case, Clock, Notice
from tideturn.foundations.access import staff
from tideturn.foundations.access.models import Team, User
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.words import Channel, Kind

LEAD, TEAM, DUTY_LEAD, MANAGER, NATIONAL = "lead", "team", "duty-lead", "agency-manager", "national-queue"


@dataclass(frozen=True)
class Target:
    """Somebody, or a team, who is to look."""

    user: User | None = None
    team: Team | None = None

    @property
    def key(self) -> str:
        """Return what makes a notice to this target the same notice."""
        return f"user-{self.user.pk}" if self.user else f"team-{self.team.pk if self.team else ''}"


@dataclass(frozen=True)
class Answering:
    """Who answers beside the lead and the duty lead: asked of the staff, or remembered for a batch of cases."""

    managers: Callable[[str], tuple[User, ...]] = staff.managers_of
    national_queue: Callable[[], Team] = staff.national_queue

    @classmethod
    def remembered(cls) -> "Answering":
        """Return answers that are asked for only once, for as long as a batch takes."""
        return cls(cache(staff.managers_of), cache(staff.national_queue))


def targets_of(case: Case, names: Iterable[str], answering: Answering = Answering()) -> tuple[Target, ...]:
    """Return whom the names mean in a case at this moment; never nobody: the team itself where nobody is named."""
    found = {target.key: target for name in names for target in _target(case, name, answering)}
    own = Target(team=case.team)
    return tuple(found.values()) or (own,)


def _target(case: Case, name: str, answering: Answering) -> tuple[Target, ...]:
    team = case.team
    if name == LEAD and (case.lead or team.duty_lead):
        return (Target(user=case.lead or team.duty_lead),)
    if name == DUTY_LEAD and team.duty_lead:
        return (Target(user=team.duty_lead),)
    if name == MANAGER:
        return tuple(Target(user=manager) for manager in answering.managers(team.agency_id))
    if name == NATIONAL:
        return (Target(team=answering.national_queue()),)
    return (Target(team=team),)


def tell(
    case: Case,
    *,
    kind: str,
    targets: Iterable[Target],
    at: datetime,
    key: str,
    words: str = "",
    clock: Clock | None = None,
) -> list[Notice]:
    """Raise a notice to each target and put a message into the outbox for each; telling twice changes nothing."""
    notices = made(case, kind=kind, targets=targets, at=at, key=key, words=words, clock=clock)
    raise_to_people(notices)
    return notices


def made(
    case: Case,
    *,
    kind: str,
    targets: Iterable[Target],
    at: datetime,
    key: str,
    words: str = "",
    clock: Clock | None = None,
) -> list[Notice]:
    """Return a notice for each target, not yet kept."""
    return [
        Notice(
            id=uuid.uuid5(case.id, f"{key}:{target.key}"),
            case=case,
            clock=clock,
            kind=kind,
            reference=case.reference,
            holder=case.team,
            words=words,
            to_user=target.user,
            to_team=target.team,
            raised_at=at,
            key=f"{key}:{target.key}",
        )
        for target in targets
    ]


def raise_to_people(notices: Sequence[Notice]) -> None:
    """Keep notices and put a message into the outbox for each; doing it twice changes nothing."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    delivery.enqueue_each([letter for notice in notices for letter in _letters(notice)])


def letter_of(kind: str) -> Kind:
    """Return the kind of message that tells of a kind of notice: one of its own, or that there is news in a case."""
    return Kind(kind) if kind in Kind.values else Kind.CASE_NEWS


def _letters(notice: Notice) -> Iterator[delivery.Letter]:
    recipient = notice.to_user or (notice.to_team.duty_lead if notice.to_team else None)
    if recipient and recipient.email:
        yield delivery.Letter(
            channel=Channel.EMAIL,
            recipient=recipient.email,
            kind=letter_of(notice.kind),
            link=f"/workspace/cases/{notice.case_id}/",
            dedupe_key=notice.key,
            about=notice.case_id,
            agency=notice.holder.agency_id,
        )
