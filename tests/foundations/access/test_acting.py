"""Who acts, as the database knows it: set for a transaction, given back to the outer actor, and to nobody after it."""

import uuid

import pytest
from django.db import connection, transaction

from tideturn.foundations.access.acting import Actor, acting, current, current_actor, system_actor
from tideturn.foundations.access.errors import ActorUnclear, NobodyActs

TEAM = uuid.UUID(int=7)
WORKER = Actor("north", 4, "Ada Invented", team_ids=(TEAM,), purpose="follow-up")
MANAGER = Actor("south", 5, "Bo Invented", sees_whole_agency=True)
NOBODY = (None, None, [], False, None, None)
ASK = """select acting_user(), acting_agency(), acting_teams(), acting_whole_agency(), acting_purpose(),
         acting_system()"""


def told():
    with connection.cursor() as cursor:
        cursor.execute(ASK)
        return cursor.fetchone()


pytestmark = pytest.mark.django_db


def test_database_knows_nobody_where_nobody_acts():
    assert told() == NOBODY
    assert current() is None
    with pytest.raises(NobodyActs, match="acting"):
        current_actor()


def test_acting_tells_the_database_everything_and_takes_it_back():
    with acting(WORKER):
        assert told() == (4, "north", [TEAM], False, "follow-up", None)
        assert current_actor() is WORKER

    assert told() == NOBODY
    assert current() is None


def test_acting_inside_another_gives_the_outer_actor_back():
    with acting(MANAGER):
        with acting(system_actor("clocks")):
            assert told() == (None, None, [], False, None, "clocks")
        assert told() == (5, "south", [], True, None, None)
        assert current() is MANAGER


def test_acting_gives_the_outer_actor_back_when_the_inner_one_fails():
    with acting(MANAGER):
        with pytest.raises(ZeroDivisionError), acting(WORKER):
            raise ZeroDivisionError
        assert told() == (5, "south", [], True, None, None)
        assert current() is MANAGER

    assert told() == NOBODY


def test_acting_gives_the_outer_actor_back_when_the_database_refuses():
    with acting(MANAGER):
        with pytest.raises(Exception, match="division by zero"), acting(WORKER), connection.cursor() as cursor:
            cursor.execute("select 1 / 0")
        assert told()[1] == "south"


def test_acting_gives_the_outer_actor_back_when_the_inner_one_is_rolled_back_without_an_error():
    with acting(MANAGER):
        with acting(WORKER):
            transaction.set_rollback(True)
        assert told()[1] == "south"


@pytest.mark.parametrize("parts", [(None, 1, "x"), ("north", 1, "")])
def test_actor_of_whom_nobody_could_say_who_it_was_is_refused(parts):
    with pytest.raises(ActorUnclear):
        Actor(*parts)


def test_system_actor_of_an_unknown_part_is_refused():
    with pytest.raises(ValueError, match="everything"):
        system_actor("everything")


def test_actor_cannot_be_of_an_agency_and_of_the_system():
    with pytest.raises(ActorUnclear):
        Actor("north", None, "x", system="clocks")


def test_for_purpose_keeps_all_else():
    assert MANAGER.for_purpose("follow-up") == Actor(
        "south", 5, "Bo Invented", sees_whole_agency=True, purpose="follow-up"
    )
