"""The database decides as plain Python does, in any world; and what one may not see changes nothing one gets."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.foundations.conftest import SET_UP, Place
from tests.foundations.sharing.reference import (
    AnAgreement,
    AnOpening,
    APart,
    ASubject,
    AWish,
    Someone,
    Span,
    World,
    expected,
    strongest,
)
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.sharing import sql
from tideturn.foundations.sharing.models import Agreement, AgreementSignature, BreakGlass, Part, Subject, Wish

NAMES = ("east", "north", "south")
PURPOSES = ("follow-up", "release")
PEOPLE = (uuid.UUID(int=1), uuid.UUID(int=2))
# The database asks its own clock: an hour set by hand would let it see a span end that the reference sees in force.
NOW = timezone.localtime()
EXAMPLES = 200

# What is repeated is drawn more often: in a world where hardly anything holds, hardly anything is compared.
days = st.sampled_from((-3, -3, -2, -2, -1, -1, 1))
names = st.sampled_from(NAMES)
staff = st.sampled_from([f"{name}-{number}" for name in NAMES for number in (1, 2)])
purposes = st.sampled_from(("follow-up", "follow-up", "follow-up", "release"))
teams = st.sampled_from((None, None, 0, 1))


def some(values: tuple[str, ...], smallest: int = 0) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), min_size=smallest)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    since = NOW + timedelta(days=draw(days))
    lasts = draw(st.sampled_from((None, None, None, 1, 3)))
    return Span(since, since + timedelta(days=lasts, hours=1) if lasts else None)


lesser_parts = st.builds(
    APart, names, teams, st.sampled_from(("referral", "referral", "meeting", "contributor")), spans()
)
openings = st.builds(
    AnOpening, staff, st.builds(lambda ends: Span(NOW - timedelta(days=4), NOW + timedelta(days=ends)), days)
)


@st.composite
def subjects(draw: st.DrawFn) -> ASubject:
    holder = draw(names)
    responsible = APart(holder, draw(teams), "holder", Span(NOW - timedelta(days=5)))
    earlier = APart(draw(names), None, "holder", Span(NOW - timedelta(days=9), NOW - timedelta(days=5)))
    return ASubject(
        id=uuid.UUID(int=draw(st.integers(10, 2**100))),
        purpose=draw(purposes),
        holder=holder,
        person=draw(st.sampled_from((None, PEOPLE[0], PEOPLE[0], *PEOPLE))),
        areas=tuple(sorted(draw(some(("A1", "A2"))))),
        parts=(responsible, earlier, *draw(st.lists(lesser_parts, min_size=2, max_size=5))),
        openings=tuple(draw(st.lists(openings, max_size=1))),
    )


@st.composite
def agreements(draw: st.DrawFn) -> AnAgreement:
    starts = NOW.date() + timedelta(days=draw(st.sampled_from((-3, -3, 0, 0, 1))))
    lasts = draw(st.sampled_from((None, None, 0, 3)))
    parties = draw(some(NAMES, 2))
    return AnAgreement(
        parties=parties,
        signed_by=parties if draw(st.sampled_from((True, True, True, False))) else parties & draw(some(NAMES)),
        ended_at=draw(st.sampled_from((None, None, NOW - timedelta(days=1)))),
        purposes=draw(some(PURPOSES, 1)),
        categories=draw(
            st.sampled_from((frozenset(), frozenset({"case"}), frozenset({"case", "x"}), frozenset({"placement"})))
        ),
        areas=draw(st.sampled_from((frozenset(), frozenset(), frozenset({"A1"})))),
        starts_on=starts,
        ends_on=None if lasts is None else starts + timedelta(days=lasts),
    )


@st.composite
def wishes(draw: st.DrawFn) -> AWish:
    person, span = draw(st.sampled_from((PEOPLE[0], *PEOPLE))), draw(spans())
    is_withdrawn = draw(st.sampled_from((False, False, False, True)))
    if draw(st.booleans()):
        return AWish(person, "agrees", draw(purposes), draw(names), span, is_withdrawn)
    anywhere, anyone = st.one_of(st.just(""), purposes), st.one_of(st.none(), names)
    return AWish(person, "objects", draw(anywhere), draw(anyone), span, is_withdrawn)


worlds = st.builds(
    World,
    st.lists(subjects(), min_size=1, max_size=3, unique_by=lambda one: one.id).map(tuple),
    st.lists(agreements(), min_size=1, max_size=4).map(tuple),
    st.lists(wishes(), min_size=1, max_size=4).map(tuple),
    st.just(NOW),
)
actors = st.builds(
    lambda who, teams, is_whole, purpose: Someone(who, who[:-2], teams, is_whole, purpose),
    staff,
    st.frozensets(st.sampled_from((0, 1))),
    st.booleans(),
    st.one_of(st.none(), purposes),
)
PANEL = tuple(Someone(f"{name}-1", name, frozenset({0}), False, "follow-up") for name in NAMES)


@dataclass(frozen=True)
class Land:
    """Three agencies of two teams and two people each, in the database."""

    teams: dict[str, tuple[uuid.UUID, uuid.UUID]]
    users: dict[str, int]

    def actor(self, someone: Someone) -> Actor:
        """Return someone as an actor."""
        return Actor(
            someone.agency,
            self.users[someone.who],
            someone.who,
            team_ids=tuple(self.teams[someone.agency][team] for team in sorted(someone.teams)),
            sees_whole_agency=someone.is_whole,
            purpose=someone.purpose,
        )

    def keep(self, world: World) -> None:
        """Write a world into the tables."""
        with acting(SET_UP):
            for agreement in world.agreements:
                self._keep_agreement(agreement)
            for subject in world.subjects:
                self.keep_subject(subject)
        with acting(system_actor("intake")):
            Wish.objects.bulk_create(_wish(one) for one in world.wishes)
        for subject in world.subjects:
            for opening in subject.openings:
                self._keep_opening(subject, opening)

    def _keep_agreement(self, agreement: AnAgreement) -> None:
        kept = Agreement.objects.create(**_agreement(agreement))
        AgreementSignature.objects.bulk_create(
            AgreementSignature(agreement=kept, agency_id=party, signed_at=NOW, signed_by="a test")
            for party in sorted(agreement.signed_by)
        )

    def keep_subject(self, subject: ASubject) -> None:
        """Write a subject and its parts, as set-up."""
        Subject.objects.create(
            id=subject.id,
            kind="case",
            purpose=subject.purpose,
            holder_agency_id=subject.holder,
            about=subject.person,
            areas=list(subject.areas),
        )
        Part.objects.bulk_create(
            Part(
                subject_id=subject.id,
                agency_id=part.agency,
                team_id=None if part.team is None else self.teams[part.agency][part.team],
                capacity=part.capacity,
                since=part.span.since,
                until=part.span.until,
            )
            for part in subject.parts
        )

    def _keep_opening(self, subject: ASubject, opening: AnOpening) -> None:
        agency = opening.who[:-2]
        with acting(self.actor(Someone(opening.who, agency, frozenset(), False, None))):
            BreakGlass.objects.create(
                user_id=self.users[opening.who],
                agency_id=agency,
                subject_id=subject.id,
                reason="An invented emergency",
                began_at=opening.span.since,
                ends_at=opening.span.until,
            )


def _agreement(one: AnAgreement) -> dict[str, object]:
    return {
        "title": "Invented",
        "parties": sorted(one.parties),
        "purposes": sorted(one.purposes),
        "categories": sorted(one.categories),
        "areas": sorted(one.areas),
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "ended_at": one.ended_at,
    }


def _wish(one: AWish) -> Wish:
    return Wish(
        person=one.person,
        stance=one.stance,
        purpose=one.purpose,
        recipient_id=one.recipient,
        since=one.span.since,
        until=one.span.until,
        withdrawn_at=NOW if one.is_withdrawn else None,
        recorded_by="a test",
    )


@pytest.fixture
def land(make_place: Callable[..., Place]) -> Land:
    """Three agencies of two teams and two people each."""
    places = {name: make_place(name.title(), "A1") for name in NAMES}
    with acting(SET_UP):
        second = {
            name: agencies.create_team(agency=place.agency, name="Second", by=SET_UP) for name, place in places.items()
        }
    return Land(
        {name: (place.team.pk, second[name].pk) for name, place in places.items()},
        {f"{name}-{number}": place.user(f"Someone-{number}").pk for name, place in places.items() for number in (1, 2)},
    )


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def compared(land: Land, examples: int = EXAMPLES) -> Callable[[], None]:
    """Return what compares the database with the reference in so many worlds."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds, st.lists(actors, min_size=1, max_size=3))
    def compare(world: World, people: list[Someone]) -> None:
        with undone():
            land.keep(world)
            for someone in (*PANEL, *people):
                compare_for(land, world, someone)

    return compare


def compare_for(land: Land, world: World, someone: Someone) -> None:
    """Assert that the database says to someone what the reference says."""
    wanted = {subject.id: expected(world, someone, subject) for subject in world.subjects}
    about = {
        person: strongest({wanted[subject.id] for subject in world.subjects if subject.person == person})
        for person in PEOPLE
    }
    with acting(land.actor(someone)):
        assert answered("sharing_ground", wanted) == wanted
        assert answered("sharing_ground_of_person", about) == about
        assert set(Subject.objects.values_list("pk", flat=True)) == {one for one in wanted if wanted[one]}


def answered(function: str, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str | None]:
    """Return what a deciding function says of each id."""
    with connection.cursor() as cursor:
        cursor.execute(f"select id, {function}(id) from unnest(%s::uuid[]) as id", [list(ids)])  # noqa: S608
        return dict(cursor.fetchall())


def everything_seen() -> tuple[object, ...]:
    """Return all that the tables of sharing say to whoever acts, in an order that a page would have."""
    tables = (Subject, Part, Agreement, AgreementSignature, Wish, BreakGlass)
    seen = [list(table.objects.order_by("pk").values()) for table in tables]
    by_purpose = list(Subject.objects.values_list("purpose", flat=True).order_by("created_at"))
    return (*seen, Subject.objects.count(), Part.objects.count(), by_purpose)


@pytest.mark.django_db
def test_database_decides_as_the_reference_does(land):
    compared(land)()


@pytest.mark.django_db
def test_what_one_may_not_see_changes_nothing_one_gets(land):
    @settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(worlds, actors, subjects())
    def unchanged(world: World, someone: Someone, other: ASubject) -> None:
        hidden = replace(other, id=uuid.UUID(int=5), openings=())
        if expected(world, someone, hidden) is not None:
            return
        actor = land.actor(someone)
        with undone():
            land.keep(world)
            with acting(actor):
                before = everything_seen()
            with acting(SET_UP):
                land.keep_subject(hidden)
            with acting(actor):
                after = everything_seen()
            assert before == after

    unchanged()


REPLACED = sql.GROUND.replace("create function", "create or replace function")
MUTATIONS = (
    "drop policy sharing_subject_read on sharing_subject",
    "alter policy sharing_subject_read on sharing_subject using (true)",
    "alter table sharing_subject no force row level security",
    REPLACED.replace("wish.stance = 'objects'", "false"),
    REPLACED.replace("'agrees'", "'objects'"),
    REPLACED.replace("and (part.until is null or part.until > statement_timestamp())", ""),
    REPLACED.replace("part.team_id is null or acting_whole_agency()", "true"),
    REPLACED.replace("as party where not exists", "as party where false and not exists"),
    REPLACED.replace("agreement.ended_at is null or", "true or"),
    REPLACED.replace("glass.user_id = acting_user()", "true"),
)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", MUTATIONS)
def test_comparison_catches_a_guard_that_is_gone(land, statement):
    assert statement != REPLACED
    with undone():
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute(statement)
        with pytest.raises(AssertionError):
            compared(land)()
