"""Two pooled connections serve many people in turn, and none of them ever acts as the one before."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.db import connection, connections

from tideturn.foundations.access import acting as acting_module
from tideturn.foundations.access.acting import Actor, acting, current, system_actor

REQUESTS, THREADS = 10_000, 4
SEED = 4
NOBODY = (None, None, None)
_NAMES = count()


class Wrong(Exception):
    """Something went wrong within a request."""


def told():
    with connections["default"].cursor() as cursor:
        cursor.execute("select acting_agency(), acting_user(), acting_system()")
        return cursor.fetchone()


def request(chance: random.Random) -> int:
    """Make one request as somebody, in one of the ways a request may end; return how often another was seen."""
    actor = Actor(f"agency-{chance.randrange(50)}", chance.randrange(1_000), "x")
    mine = (actor.agency_id, actor.user_id, None)
    way = chance.randrange(4)
    leaks = int(told() != NOBODY)
    try:
        with acting(actor):
            leaks += told() != mine
            if way == 1:
                with acting(system_actor("clocks")):
                    leaks += told() != (None, None, "clocks")
                leaks += told() != mine
            if way == 2:
                raise Wrong
    except Wrong:
        pass
    leaks += current() is not None
    if way == 3:
        leaks += told() != NOBODY
    connections["default"].close()
    return leaks


@pytest.fixture
def two_connections(db: None) -> Callable[[int], int]:
    """A function that serves so many requests by threads that share two pooled connections, and counts the leaks."""
    alias = f"pooled-{next(_NAMES)}"

    def serve(requests: int) -> int:
        def worker(seed: int) -> int:
            wrapper = connection.copy(alias)
            wrapper.settings_dict["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 2, "timeout": 30}
            # For this thread alone; by its own name Django looks up the types of the database.
            connections["default"] = connections[alias] = wrapper
            chance = random.Random(seed)  # noqa: S311 - a seed that can be told
            try:
                return sum(request(chance) for _ in range(requests // THREADS))
            finally:
                wrapper.close()

        try:
            with ThreadPoolExecutor(THREADS) as pool:
                return sum(pool.map(worker, range(SEED, SEED + THREADS)))
        finally:
            connection.copy(alias).close_pool()

    return serve


def test_no_request_sees_the_actor_of_another(two_connections):
    assert two_connections(REQUESTS) == 0


def test_settings_that_outlive_the_transaction_are_caught(two_connections, monkeypatch):
    monkeypatch.setattr(acting_module, "IS_LOCAL", False)

    assert two_connections(200) > 0
