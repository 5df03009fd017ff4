"""What of a case that somebody opened could matter: a shared name or address, long closed, no part in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from tideturn.engines.pathways.models import Case
from tideturn.engines.people.record import queries as record
from tideturn.engines.people.record.details import PersonDetails
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Membership, User
from tideturn.foundations.access.roles import ROLES, Permission
from tideturn.foundations.audit.models import Near
from tideturn.foundations.audit.odd_readings import marks_of
from tideturn.foundations.sharing.models import Part
from tideturn.methods.looking.near import address_marks, family_names, parts_of_name
from tideturn.methods.looking.standing_out import Look


@dataclass(frozen=True)
class Opened:
    """That somebody opened a case."""

    reader: int
    case: UUID
    at: datetime
    is_emergency: bool


@dataclass(frozen=True)
class Reader:
    """Who looks: their family name, the marks of what else is near to them, and when they were in which team."""

    names: frozenset[str]
    near_names: frozenset[bytes] = frozenset()
    near_addresses: frozenset[bytes] = frozenset()
    memberships: tuple[Membership, ...] = ()

    def teams_at(self, at: datetime) -> frozenset[UUID]:
        """Return the teams they were in at a moment."""
        held = (one for one in self.memberships if one.since <= at and (one.until is None or at < one.until))
        return frozenset(one.team_id for one in held if one.team_id)


@dataclass(frozen=True)
class Seen:
    """A case as it bears on its readers, and the person whom it is about, where anybody knows."""

    case: Case
    person: PersonDetails | None
    parts: tuple[Part, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the parts of the person's family name."""
        return parts_of_name(self.person.family_name or "") if self.person else frozenset()

    @cached_property
    def name_marks(self) -> frozenset[bytes]:
        """Return the keyed marks of the person's family name."""
        return marks_of(self.names)

    @cached_property
    def address_marks(self) -> frozenset[bytes]:
        """Return the keyed marks of the person's address."""
        return marks_of(address_marks(self.person.address or "")) if self.person else frozenset()


def looks(opened: Sequence[Opened], agency: str) -> list[Look]:
    """Return what somebody opened with what of it could matter."""
    readers = _readers({one.reader for one in opened}, agency)
    seen = _seen({one.case for one in opened}, agency)
    return [_look(one, readers[one.reader], seen[one.case]) for one in opened if one.case in seen]


def who_ask(agency: str) -> tuple[User, ...]:
    """Return who of an agency asks about readings that stand out."""
    roles = [role.id for role in ROLES.values() if Permission.READINGS_ANSWER in role.permissions]
    with acting(system_actor("clocks")):
        held = Membership.objects.in_force().filter(agency_id=agency, role__in=roles, user__is_active=True)
        return tuple({one.user_id: one.user for one in held.select_related("user").order_by("user_id")}.values())


def _look(opened: Opened, reader: Reader, seen: Seen) -> Look:
    closed = seen.case.closed_at
    return Look(
        reader=opened.reader,
        case=opened.case,
        day=timezone.localtime(opened.at).date(),
        is_namesake=bool(reader.names & seen.names or reader.near_names & seen.name_marks),
        is_near=bool(reader.near_addresses & seen.address_marks),
        closed_days=(opened.at - closed).days if closed and closed < opened.at else None,
        has_part=_has_part(opened, reader, seen),
        is_emergency=opened.is_emergency,
    )


def _has_part(opened: Opened, reader: Reader, seen: Seen) -> bool:
    """Tell whether the reader led the case, or their agency or a team of theirs had a part in it at that moment."""
    if opened.reader in (seen.case.lead_id, seen.case.lead_offered_to_id, seen.case.closed_by_id):
        return True
    teams = reader.teams_at(opened.at)
    had = (one for one in seen.parts if one.since <= opened.at and (one.until is None or opened.at < one.until))
    return any(one.team_id is None or one.team_id in teams for one in had)


def _readers(ids: Collection[int], agency: str) -> dict[int, Reader]:
    near: Mapping[tuple[int, str], set[bytes]] = _near(ids)
    with acting(system_actor("clocks")):
        held = list(Membership.objects.filter(agency_id=agency, user__in=ids))
        users = {user.pk: user.shown_name for user in User.objects.filter(pk__in=ids)}
    return {
        number: Reader(
            family_names(users.get(number, "")),
            frozenset(near.get((number, Near.NAME), ())),
            frozenset(near.get((number, Near.ADDRESS), ())),
            tuple(one for one in held if one.user_id == number),
        )
        for number in ids
    }


def _near(ids: Collection[int]) -> dict[tuple[int, str], set[bytes]]:
    found: dict[tuple[int, str], set[bytes]] = {}
    for near in Near.objects.filter(user__in=ids):
        found.setdefault((near.user_id, near.kind), set()).add(bytes(near.mark))
    return found


def _seen(ids: Collection[UUID], agency: str) -> dict[UUID, Seen]:
    """Return cases as they bear on readers; intake alone sees both whom a case is about and who has a part in it."""
    with acting(system_actor("intake")):
        cases = Case.objects.in_bulk(list(ids))
        people = record.people(case.person for case in cases.values() if case.person)
        parts = _parts(Part.objects.filter(subject__in=ids, agency_id=agency))
    return {
        case.pk: Seen(
            case,
            people[case.person].details if case.person in people else None,
            tuple(parts.get(case.pk, ())),
        )
        for case in cases.values()
    }


def _parts(found: Iterable[Part]) -> dict[UUID, list[Part]]:
    by_case: dict[UUID, list[Part]] = {}
    for one in found:
        by_case.setdefault(one.subject_id, []).append(one)
    return by_case
