"""Whatever goes wrong, nothing is acknowledged that is not kept, senders are told to come again, and clocks go on.

Sixteen cases. Most are tried on one standing product, in the order of this file; three need one of their own.
"""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.faults.rig import checking
from tests.faults.rig.cloning import a_first_case, all_raised, clone
from tests.faults.rig.cluster import Country
from tests.faults.rig.posting import Poster
from tests.faults.rig.sending import PATH
from tests.faults.rig.standing import DATABASE, RIG, WORKERS, Standing, a_product
from tideturn.methods.calendars import WorkingCalendar
from tideturn.methods.clocks import Limit, Unit, due_at

NAMES = itertools.count(1)


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
    assert made.lost() == []
    assert [str(found) for found in checking.of_audit(standing)] == []


@pytest.fixture(autouse=True)
def well_before_and_after(request: pytest.FixtureRequest) -> Iterator[None]:
    """Reports are received again after each case, on every connection, so that the next one begins well."""
    yield
    if "poster" in request.fixturenames:
        poster = request.getfixturevalue("poster")
        poster.standing.mood("well")
        poster.standing.keep_until(lambda: all_are_acknowledged(poster), 30, "reports are received after the case")


def all_are_acknowledged(poster: Poster) -> bool:
    """Tell whether as many reports at once as there are threads are all received."""
    return all(answer.is_acknowledged for answer in poster.post_at_once(8))


def clocks_go_on(standing: Standing, within: float = 10.0, count: int = 3) -> None:
    """Have clocks fall due now, and see them raised."""
    name = f"case{next(NAMES)}"
    clone(standing, count, overdue=0.0, name=name)
    all_raised(standing, name, within)


def message(standing: Standing, channel: str, recipient: str) -> uuid.UUID:
    """Put a message into the outbox."""
    number = uuid.uuid4()
    standing.ask(
        """insert into delivery_message (id, agency, channel, recipient, kind, link, dedupe_key, attempts, last_error)
           values (%s, '', %s, %s, 'clock-raised', '/workspace/', %s, 0, '')""",
        [number, channel, recipient, str(number)],
    )
    return number


def progress(standing: Standing, number: uuid.UUID) -> tuple[bool, int, str]:
    """Return whether a message was handed over, how often it was tried, and what was said last."""
    [(sent_at, attempts, last_error)] = standing.ask(
        "select sent_at, attempts, last_error from delivery_message where id = %s", [number]
    )
    return sent_at is not None, attempts, last_error


def test_database_down_is_told_as_come_again(standing: Standing, poster: Poster):
    key, body = poster.next_report()
    os.kill(standing.pid(DATABASE), signal.SIGKILL)

    answer = poster.post(key, body)

    assert answer.is_come_again, answer
    standing.keep_until(lambda: poster.post(key, body).is_acknowledged, 60, "the same report is received afterwards")
    clocks_go_on(standing, within=15)


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
    standing.ask("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tideturn_serving'")
    try:
        answers = poster.post_at_once(8)
    finally:
        standing.ask("alter role tideturn_serving connection limit -1")

    assert [answer for answer in answers if not (answer.is_come_again or answer.is_acknowledged)] == []
    assert any(answer.is_come_again for answer in answers)
    clocks_go_on(standing, within=15)


def test_read_only_database_is_told_as_come_again(standing: Standing, poster: Poster):
    standing.ask("alter role tideturn_serving set default_transaction_read_only = on")
    standing.ask("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tideturn_serving'")
    try:
        answers = [poster.post() for _ in range(3)]
    finally:
        standing.ask("alter role tideturn_serving reset default_transaction_read_only")
        standing.ask("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tideturn_serving'")

    assert [answer for answer in answers if not answer.is_come_again] == []
    clocks_go_on(standing, within=15)


def test_duplicate_sent_at_once_is_one_report(standing: Standing, poster: Poster):
    key, body = poster.next_report()

    answers = poster.post_at_once(6, key, body)

    assert {answer.status for answer in answers} == {201}
    assert len({answer.said for answer in answers}) == 1
    assert standing.number("select count(*) from pathways_receipt where idempotency_key = %s", [key]) == 1


def test_reports_of_one_event_out_of_order_are_one_case_with_one_set_of_clocks(standing: Standing, poster: Poster):
    from tests.faults.rig.sending import report

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


def test_poison_without_its_savepoint_would_block_the_others(country: Country):
    with a_product(country, settings={"RIG_PLANT": "no-savepoints"}) as standing:
        a_first_case(standing)
        clone(standing, 1, overdue=60.0, name="poison")
        standing.ask("update pathways_clock set clock = 'no-such-clock' where due_at < now() and raised_at is null")
        with pytest.raises(AssertionError, match="in vain: all clocks"):
            clocks_go_on(standing, within=5)


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


def test_worker_killed_for_want_of_memory_leaves_its_work_to_the_other(standing: Standing, poster: Poster):
    os.kill(standing.pid(WORKERS[0]), signal.SIGKILL)
    clocks_go_on(standing)
    standing.keep_until(lambda: standing.pid(WORKERS[0]) is not None, 30, "the worker is started again")


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        # The hour from 01:00 to 02:00 is skipped in March and comes twice in October: elapsed hours are elapsed hours.
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), Limit(4, Unit.HOURS), datetime(2026, 3, 29, 4, 30, tzinfo=UTC)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), Limit(4, Unit.HOURS), datetime(2026, 10, 25, 3, 30, tzinfo=UTC)),
        # Working days end at 17:00 by the clock on the wall.
        (datetime(2026, 3, 27, 12, tzinfo=UTC), Limit(1, Unit.WORKING_DAYS), datetime(2026, 3, 30, 16, tzinfo=UTC)),
        (datetime(2026, 10, 23, 12, tzinfo=UTC), Limit(1, Unit.WORKING_DAYS), datetime(2026, 10, 26, 17, tzinfo=UTC)),
    ],
)
def test_nights_on_which_the_clocks_change_move_no_clock_of_a_case(start: datetime, limit: Limit, due: datetime):
    calendar = WorkingCalendar("Europe/London", "GB", "SCT", frozenset[date]())

    assert due_at(start, limit, calendar) == due


def test_clock_of_the_database_two_hours_off_loses_and_doubles_nothing(country: Country, tmp_path: Path):
    if shutil.which("gcc") is None:
        pytest.skip("NOT TRIED: a clock two hours off needs gcc to be made")
    library, file = tmp_path / "skew.so", tmp_path / "skew"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, RIG / "skew.c", "-ldl"], check=True)
    let_the_database_in(tmp_path)
    file.write_text("0")
    moved = {"LD_PRELOAD": str(library), "RIG_SKEW_FILE": str(file)}
    with a_product(country, database_environment=moved) as standing:
        poster = Poster(standing)
        assert poster.post().is_acknowledged
        for seconds in (7200, -3600, 0):
            file.write_text(str(seconds))
            standing.keep_until(lambda wanted=seconds: is_moved_by(standing, wanted), 20, "the clock has moved")
            assert poster.post().is_acknowledged
            clocks_go_on(standing, within=20)
        assert poster.lost() == []
        assert doubled(standing) == []
        assert [str(found) for found in checking.of_audit(standing)] == []


def doubled(standing: Standing) -> list[str]:
    """Return what stands twice, or was not raised exactly once."""
    return [str(found) for found in checking.of_tables(standing) if "twice" in found.what or "once" in found.what]


def is_moved_by(standing: Standing, seconds: int) -> bool:
    """Tell whether the database's clock is off by so many seconds."""
    [(now,)] = standing.ask("select extract(epoch from clock_timestamp())::float")
    return abs(now - time.time() - seconds) < 60


def test_disk_full_keeps_what_was_acknowledged(country: Country, tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=180m,mode=755", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("NOT TRIED: a full disk needs the right to mount one")
    let_the_database_in(tmp_path)
    try:
        data = disk / "data"
        data.mkdir(mode=0o700)
        with a_product(country, data=data) as standing:
            fill_and_free(standing, Poster(standing), disk)
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


def let_the_database_in(folder: Path) -> None:
    """Let the user that runs the database enter a folder of the test's own."""
    ours = [one for one in (folder, *folder.parents) if one.name.startswith(("test_", "pytest-"))]
    for one in ours:
        one.chmod(one.stat().st_mode | 0o055)


def fill_and_free(standing: Standing, poster: Poster, disk: Path) -> None:
    """Fill a disk while reports come, and free it again."""
    assert poster.post().is_acknowledged
    with (disk / "filling").open("wb") as filling:
        try:
            while True:
                filling.write(bytes(1 << 16))
                filling.flush()
        except OSError:
            pass
    refused = []

    def is_full() -> bool:
        answer = poster.post()
        assert answer.is_acknowledged or answer.is_come_again or answer.status == 0, answer
        refused.extend([answer] if answer.is_come_again else [])
        return bool(refused)

    standing.keep_until(is_full, 120, "a report is refused for want of room")
    (disk / "filling").unlink()
    standing.keep_until(lambda: poster.post().is_acknowledged, 90, "reports are received once there is room")
    assert poster.lost() == []
