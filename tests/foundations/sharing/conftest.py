"""A case of North's, and the ways in which South may come to see it."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from tests.foundations.conftest import PURPOSE, SET_UP, Place
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.sharing import actions, queries
from tideturn.foundations.sharing.models import Agreement, Subject
from tideturn.foundations.sharing.words import GroundKind


@pytest.fixture
def person() -> uuid.UUID:
    """Whom the case is about."""
    return uuid.uuid4()


@pytest.fixture
def subject(north: Place, person: uuid.UUID) -> Subject:
    """A case that North's team is responsible for."""
    with acting(SET_UP):
        return actions.register_subject(
            subject_id=uuid.uuid4(),
            kind="case",
            purpose=PURPOSE,
            agency_id=north.agency.pk,
            team_id=north.team.pk,
            about=person,
            areas=["A1", "B1"],
            by=SET_UP,
        )


@pytest.fixture
def agreement(north: Place, south: Place) -> Agreement:
    """An agreement between North and South."""
    with acting(SET_UP):
        return actions.make_agreement(
            title="North and South",
            parties=[north.agency.pk, south.agency.pk],
            purposes=[PURPOSE],
            starts_on=date(2020, 1, 1),
            by=SET_UP,
        )


@pytest.fixture
def ground_of(subject: Subject) -> Callable[[Actor], GroundKind | None]:
    """A function that says on which ground an actor sees the case."""

    def ground_of(actor: Actor) -> GroundKind | None:
        with acting(actor):
            return queries.kind_of_ground(subject.pk)

    return ground_of
