"""A product with a fault planted is seen to fail the tests of trouble: a check that never fails proves nothing.

A few faults at a time, where none hides another.
"""

import os
import signal
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from tests.faults.rig.cloning import a_first_case, clone
from tests.faults.rig.cluster import Country
from tests.faults.rig.posting import Poster
from tests.faults.rig.seeing import clocks_go_on, message, progress
from tests.faults.rig.sending import PATH, report
from tests.faults.rig.shims import compiled
from tests.faults.rig.standing import DATABASE, WEB, WORKERS, Standing, a_product
from tests.faults.test_chaos_alone import (
    at_another_time,
    clocks_of,
    filled,
    go_to,
    report_from_nowhere,
    small_disk,
    time_passes,
)

__all__ = ["small_disk"]

NO_KEY = "alter table pathways_receipt drop constraint one_receipt_a_key"


@pytest.fixture(scope="module")
def careless(country: Country) -> Iterator[Standing]:
    """A product that receives reports carelessly, in four ways."""
    plants = {"RIG_PLANT": "answer-anyway,no-key,no-joining,torn-taken"}
    with a_product(country, settings=plants, before=NO_KEY, services=(WEB,)) as made:
        yield made


def read_only(standing: Standing) -> None:
    standing.ask("alter role tideturn_serving set default_transaction_read_only = on")


def used_up(standing: Standing) -> None:
    standing.ask("alter role tideturn_serving connection limit 0")


def too_slow(standing: Standing) -> None:
    standing.ask("""create or replace function rig_late() returns trigger language plpgsql as $$
        begin perform pg_sleep(30); return new; end $$""")
    standing.ask("create trigger rig_late before insert on pathways_report for each row execute function rig_late()")


def well(standing: Standing) -> None:
    standing.ask("alter role tideturn_serving connection limit -1")
    standing.ask("alter role tideturn_serving reset default_transaction_read_only")
    standing.ask("drop trigger if exists rig_late on pathways_report")
    standing.ask("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tideturn_serving'")


@pytest.mark.parametrize("trouble", [read_only, used_up, too_slow])
def test_acknowledging_what_the_database_did_not_take_is_seen(careless: Standing, trouble):
    poster = Poster(careless)
    trouble(careless)
    careless.ask("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tideturn_serving'")
    try:
        careless.keep_until(lambda: poster.post().is_acknowledged, 30, "a report is answered as if it were kept")
    finally:
        well(careless)

    assert poster.lost() != []


def test_two_reports_under_one_key_are_seen(careless: Standing):
    poster = Poster(careless, seed=17)
    key, body = poster.next_report()

    poster.post_at_once(6, key, body)

    assert careless.number("select count(*) from pathways_receipt where idempotency_key = %s", [key]) > 1


def test_two_cases_of_one_event_are_seen(careless: Standing):
    poster = Poster(careless)
    for number in (48, 49):
        poster.post(*report(98, number))

    of_event = "select count(distinct case_id) from pathways_report where source_reference like 'EAS-98-4%'"
    assert careless.number(of_event) == 2


def test_torn_body_taken_for_a_report_is_seen(careless: Standing):
    poster = Poster(careless, seed=18)
    key, body = poster.next_report()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {careless.credential}\r\n"
        f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", careless.port)) as torn:
        torn.sendall(head.encode() + body[:40])
        torn.shutdown(socket.SHUT_WR)
        torn.settimeout(10)
        torn.recv(4096)

    assert poster.is_kept(key)


def test_database_down_answered_as_received_is_seen(careless: Standing):
    poster = Poster(careless, seed=19)
    os.kill(careless.pid(DATABASE), signal.SIGKILL)

    assert poster.post().is_acknowledged
    careless.keep_until(lambda: careless.pid(DATABASE) is not None, 30, "the database is started again")
    careless.keep_until(lambda: is_asked(careless), 30, "the database can be asked")
    assert poster.lost() != []


def is_asked(standing: Standing) -> bool:
    """Tell whether the database answers."""
    try:
        return standing.number("select 1") == 1
    except psycopg.Error:
        return False


def test_read_only_disk_answered_as_received_is_seen(country: Country, open_folder: Path):
    library, flag = compiled(open_folder, "read_only"), open_folder / "read-only"
    guarded = {"LD_PRELOAD": str(library), "RIG_READ_ONLY_FILE": str(flag)}
    plants = {"RIG_PLANT": "answer-anyway"}
    with a_product(country, database_environment=guarded, settings=plants, services=(WEB,)) as standing:
        poster = Poster(standing)
        flag.touch()
        acknowledged = [poster.post().is_acknowledged for _ in range(3)]
        flag.unlink()
        standing.keep_until(lambda: is_asked(standing), 60, "the database can be asked")
        assert any(acknowledged)
        assert poster.lost() != []


def test_full_disk_answered_as_received_is_seen(country: Country, small_disk: Path):
    data = small_disk / "data"
    data.mkdir(mode=0o700)
    with a_product(country, data=data, settings={"RIG_PLANT": "answer-anyway"}, services=(WEB,)) as standing:
        poster = Poster(standing)
        with filled(small_disk):
            standing.keep_until(lambda: poster.post().is_acknowledged and is_one_lost(poster), 120, "a report is lost")


def is_one_lost(poster: Poster) -> bool:
    """Tell whether an acknowledged report is known not to be there."""
    return is_asked(poster.standing) and poster.lost() != []


@pytest.fixture(scope="module")
def hurried(country: Country) -> Iterator[Standing]:
    """A product whose workers are careless in two ways."""
    with a_product(country, settings={"RIG_PLANT": "no-savepoints,sent-whatever"}) as made:
        a_first_case(made)
        yield made


@pytest.mark.parametrize("mood", ["refuse", "silent", "half-open"])
def test_message_counted_as_sent_that_nobody_received_is_seen(hurried: Standing, mood: str):
    hurried.mood(mood)
    numbers = [
        message(hurried, "webhook", f"http://127.0.0.1:{hurried.web_port}/hook"),
        message(hurried, "email", "duty@northmark.example"),
    ]

    hurried.keep_until(lambda: all(progress(hurried, one)[0] for one in numbers), 60, "both count as handed over")

    hurried.mood("well")
    assert {str(number) for number in numbers} & {line["number"] for line in hurried.received} == set()


def test_poison_without_its_savepoint_would_block_the_others(hurried: Standing):
    clone(hurried, 1, overdue=60.0, name="poison")
    hurried.ask("update pathways_clock set clock = 'no-such-clock' where due_at < now() and raised_at is null")

    with pytest.raises(AssertionError, match="in vain: all clocks"):
        clocks_go_on(hurried, within=5)


def test_one_message_that_holds_up_the_others_is_seen(country: Country):
    # Of two workers the second passes over what the first is trying, and sends the letter while that takes.
    alone = (WEB, WORKERS[0])
    with a_product(country, settings={"RIG_PLANT": "first-failure"}, services=alone) as standing:
        message(standing, "webhook", "https://receiver.invalid/hook")
        letter = message(standing, "email", "duty@northmark.example")

        with pytest.raises(AssertionError, match="in vain: a letter leaves all the same"):
            standing.keep_until(lambda: progress(standing, letter)[0], 8, "a letter leaves all the same")


def test_worker_that_is_not_started_again_is_seen(country: Country):
    with a_product(country, services=(WEB, WORKERS[0])) as standing:
        a_first_case(standing)
        forgotten = standing.service(WORKERS[0])
        standing.supervisor.running.remove(forgotten)
        forgotten.child.kill()
        forgotten.child.wait()

        with pytest.raises(AssertionError, match="in vain: all clocks"):
            clocks_go_on(standing, within=5)


def test_clocks_on_a_timetable_and_hours_on_the_wall_are_seen(country: Country, open_folder: Path):
    reported = datetime(2027, 3, 27, 22, 15, tzinfo=UTC)
    with at_another_time(country, open_folder, RIG_PLANT="timetable,wall-clock") as (standing, *files):
        with pytest.raises(AssertionError, match="in vain: all clocks"):
            time_passes(standing, Poster(standing), *files)
        go_to(standing, files, reported)
        received, due = clocks_of(standing, report_from_nowhere(Poster(standing), reported))

    assert due["find-a-team"] - received == timedelta(hours=3)
