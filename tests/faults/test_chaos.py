"""Whatever goes wrong, nothing is acknowledged that is not kept, senders are told to come again, and clocks go on.

Of sixteen kinds of trouble those that can be tried on one standing product, in the order of this file. Those that need
one of their own are in test_chaos_alone.py; `rig/troubles.py` lists all sixteen, with the fault planted for each.
"""

import os
import resource
import signal
import socket
from collections.abc import Iterator

import pytest

from tests.faults.rig.cloning import clone
from tests.faults.rig.cluster import Country
from tests.faults.rig.memory import address_space, small_room
from tests.faults.rig.posting import Poster
from tests.faults.rig.seeing import (
    NAMES,
    all_are_acknowledged,
    clocks_go_on,
    doubled,
    message,
    progress,
    wrong,
)
from tests.faults.rig.sending import PATH, report
from tests.faults.rig.standing import DATABASE, WEB, WORKERS, Standing, a_product


def drop_connections(standing: Standing) -> None:
    """Close every connection of those that serve."""
    standing.ask("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tideturn_serving'")


def start_web_anew(standing: Standing) -> None:
    """Have every process of the web server begin with connections that no trouble has touched.

    Reports that are received again do not show that: whichever process took them, the other may hold dead ones still.
    """
    before = standing.pid(WEB)
    os.kill(before, signal.SIGTERM)
    standing.keep_until(lambda: standing.pid(WEB) not in (None, before), 60, "the web server is started again")
    standing.keep_until(standing.answers, 60, "the web server answers again")


@pytest.fixture(scope="module")
def standing(country: Country) -> Iterator[Standing]:
    """One product, with room for so few connections that they can be used up."""
    with a_product(country, database={"max_connections": "40"}) as made:
        yield made


@pytest.fixture(scope="module")
def poster(standing: Standing) -> Iterator[Poster]:
    """Who sends; whatever was acknowledged in any case must be there after the last."""
    made = Poster(standing)
    assert made.post().is_acknowledged
    yield made
    assert wrong(made) == []


@pytest.fixture(autouse=True)
def well_before_and_after(request: pytest.FixtureRequest) -> Iterator[None]:
    """Reports are received again after each case, on every connection, so that the next one begins well."""
    poster = request.getfixturevalue("poster")
    poster.answers.clear()
    yield
    request.node.user_properties.append(("answers", poster.told()))
    poster.standing.mood("well")
    poster.standing.keep_until(lambda: all_are_acknowledged(poster), 30, "reports are received after the case")


def test_database_down_is_told_as_come_again(standing: Standing, poster: Poster):
    key, body = poster.next_report()
    os.kill(standing.pid(DATABASE), signal.SIGKILL)

    answer = poster.post(key, body)

    assert answer.is_come_again, answer
    standing.keep_until(lambda: poster.post(key, body).is_acknowledged, 60, "the same report is received afterwards")
    clocks_go_on(standing, within=15)
    start_web_anew(standing)


def test_slow_database_is_waited_for_and_one_too_slow_keeps_nothing(standing: Standing, poster: Poster):
    late = """create or replace function rig_late() returns trigger language plpgsql as $$
        begin perform pg_sleep({}); return new; end $$"""
    standing.ask(late.format(2))
    standing.ask("create trigger rig_late before insert on pathways_report for each row execute function rig_late()")
    try:
        answers = poster.post_at_once(4)
        assert [answer.status for answer in answers] == [201] * 4
        standing.ask(late.format(30))
        key, body = poster.next_report()
        assert poster.post(key, body).is_come_again
        clocks_go_on(standing)
    finally:
        standing.ask("drop trigger rig_late on pathways_report")
    assert not poster.is_kept(key)


def test_connections_used_up_are_told_as_come_again(standing: Standing, poster: Poster):
    standing.ask("alter role tideturn_serving connection limit 0")
    drop_connections(standing)
    try:
        answers = poster.post_at_once(8)
    finally:
        standing.ask("alter role tideturn_serving connection limit -1")
        start_web_anew(standing)

    assert [answer for answer in answers if not (answer.is_come_again or answer.is_acknowledged)] == []
    assert any(answer.is_come_again for answer in answers)
    clocks_go_on(standing, within=15)


def test_read_only_database_is_told_as_come_again(standing: Standing, poster: Poster):
    standing.ask("alter role tideturn_serving set default_transaction_read_only = on")
    drop_connections(standing)
    try:
        answers = [poster.post() for _ in range(3)]
    finally:
        standing.ask("alter role tideturn_serving reset default_transaction_read_only")
        drop_connections(standing)
        start_web_anew(standing)

    assert [answer for answer in answers if not answer.is_come_again] == []
    clocks_go_on(standing, within=15)


def test_duplicate_sent_at_once_is_one_report(standing: Standing, poster: Poster):
    key, body = poster.next_report()

    answers = poster.post_at_once(6, key, body)

    assert {answer.status for answer in answers} == {201}
    assert len({answer.said for answer in answers}) == 1
    assert standing.number("select count(*) from pathways_receipt where idempotency_key = %s", [key]) == 1


def test_reports_of_one_event_out_of_order_are_one_case_with_one_set_of_clocks(standing: Standing, poster: Poster):
    (first_key, first), (second_key, second) = report(99, 48), report(99, 49)

    assert poster.post(second_key, second).is_acknowledged
    assert poster.post(first_key, first).is_acknowledged

    of_event = (
        "select count(distinct report.case_id) from pathways_report report where source_reference like 'EAS-99-4%'"
    )
    assert standing.number(of_event) == 1
    assert doubled(standing) == []


@pytest.mark.parametrize("sent", [0, 40])
def test_torn_body_keeps_nothing_and_holds_nobody_up(standing: Standing, poster: Poster, sent: int):
    key, body = poster.next_report()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {standing.credential}\r\n"
        f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", standing.port)) as torn:
        torn.sendall(head.encode() + body[:sent])
        torn.shutdown(socket.SHUT_WR)
        torn.settimeout(10)
        assert not torn.recv(4096).startswith(b"HTTP/1.1 201")

    assert not poster.is_kept(key)
    assert poster.post(key, body).is_acknowledged


def test_poison_blocks_no_other_clock_or_message_and_is_given_to_people(standing: Standing, poster: Poster):
    name = f"case{next(NAMES)}"
    clone(standing, 1, overdue=0.0, name=f"poison{name}")
    of_poison = "select clock.id from pathways_clock clock join pathways_case found on found.id = case_id"
    [(poison,)] = standing.ask(f"{of_poison} where found.reference like %s", [f"RIG-poison{name}-%"])
    standing.ask(
        "update pathways_clock set clock = 'no-such-clock', raised_at = null, tries = 4, due_at = now() where id = %s",
        [poison],
    )
    broken = message(standing, "email", f"nobody@{'x' * 70}.example")

    clocks_go_on(standing, count=20)

    given = "select count(*) from pathways_notice where clock_id = %s and kind = 'poison-clock'"
    standing.keep_until(lambda: standing.number(given, [poison]) > 0, 20, "the poison clock is given to people")
    standing.keep_until(lambda: progress(standing, broken)[1] > 0, 20, "the poison message was tried")
    assert not progress(standing, broken)[0]
    well = message(standing, "email", "duty@northmark.example")
    standing.keep_until(lambda: progress(standing, well)[0], 20, "another message is handed over")


def test_without_names_nothing_but_that_message_waits(standing: Standing, poster: Poster):
    nowhere = message(standing, "webhook", "https://receiver.invalid/hook")
    letter = message(standing, "email", "duty@northmark.example")

    standing.keep_until(lambda: progress(standing, nowhere)[1] > 0, 30, "the post to nowhere was tried")

    assert not progress(standing, nowhere)[0]
    standing.keep_until(lambda: progress(standing, letter)[0], 20, "a letter leaves all the same")
    assert poster.post().is_acknowledged
    clocks_go_on(standing)


@pytest.mark.parametrize("mood", ["refuse", "silent", "half-open"])
def test_receivers_that_fail_lose_no_message_and_hold_up_no_clock(standing: Standing, poster: Poster, mood: str):
    standing.mood(mood)
    hook = f"http://127.0.0.1:{standing.web_port}/hook"
    numbers = [message(standing, "webhook", hook), message(standing, "email", "duty@northmark.example")]

    clocks_go_on(standing)
    assert poster.post().is_acknowledged
    tried = "select count(*) from delivery_message where id = any(%s) and last_error <> '' and sent_at is null"
    standing.keep_until(lambda: standing.number(tried, [numbers]) == 2, 60, "both were tried in vain")

    standing.mood("well")
    standing.ask("update delivery_message set next_attempt_at = now() where sent_at is null and given_up_at is null")
    sent = "select count(*) from delivery_message where id = any(%s) and sent_at is not null"
    standing.keep_until(lambda: standing.number(sent, [numbers]) == 2, 40, "both are handed over afterwards")
    assert {str(number) for number in numbers} <= {line["number"] for line in standing.received}


def test_worker_that_dies_leaves_its_work_to_the_other(standing: Standing, poster: Poster):
    os.kill(standing.pid(WORKERS[0]), signal.SIGKILL)
    clocks_go_on(standing)
    standing.keep_until(lambda: standing.pid(WORKERS[0]) is not None, 30, "the worker is started again")


def test_worker_ended_by_the_kernel_for_want_of_memory_is_started_again(standing: Standing, poster: Poster):
    first = standing.pid(WORKERS[0])
    with small_room(1 << 20) as room:
        room.take(first)
        clocks_go_on(standing, count=200, within=20)
        standing.keep_until(lambda: room.killed() > 0, 30, "the kernel ends the worker")
        standing.keep_until(lambda: standing.pid(WORKERS[0]) not in (None, first), 30, "the worker is started again")
    clocks_go_on(standing)


def test_worker_that_gets_no_more_memory_blames_no_clock(standing: Standing, poster: Poster):
    starved = standing.pid(WORKERS[0])
    name = f"thin{next(NAMES)}"
    resource.prlimit(starved, resource.RLIMIT_AS, (address_space(starved), resource.RLIM_INFINITY))
    try:
        clone(standing, 200, overdue=0.0, name=name)
        clocks_go_on(standing, within=30)
    finally:
        give_memory_back(starved)
    tries = """select count(*) from pathways_clock clock join pathways_case found on found.id = case_id
               where found.reference like %s and (tries > 0 or raised_at is null)"""
    waits = "every clock is raised, and none is set aside for what was not its fault"
    standing.keep_until(lambda: standing.number(tries, [f"RIG-{name}-%"]) == 0, 30, waits)


def give_memory_back(process: int) -> None:
    """Let a process have what memory it asks for, where it is still there."""
    try:
        resource.prlimit(process, resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ProcessLookupError:
        return
