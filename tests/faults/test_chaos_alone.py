"""Trouble that needs a product of its own: another time, a full disk, a disk that takes no writing."""

import json
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.rig.cloning import all_raised, clone
from tests.faults.rig.cluster import Country
from tests.faults.rig.posting import Poster
from tests.faults.rig.seeing import clocks_go_on, doubled, wrong
from tests.faults.rig.shims import compiled
from tests.faults.rig.standing import WEB, WORKERS, Standing, a_product

HOURS = 3600


@contextmanager
def at_another_time(country: Country, folder: Path, **settings: str) -> Iterator[tuple[Standing, Path, Path]]:
    """Give a product whose database, and whose web server and workers, have clocks that a file each moves."""
    library, of_database, of_product = compiled(folder, "skew"), folder / "database", folder / "product"
    for file in (of_database, of_product):
        file.write_text("0")
    moved, also = ({"LD_PRELOAD": str(library), "RIG_SKEW_FILE": str(file)} for file in (of_database, of_product))
    with a_product(country, database_environment=moved, settings={**also, **settings}) as standing:
        yield standing, of_database, of_product


def time_passes(standing: Standing, poster: Poster, of_database: Path, of_product: Path) -> list[str]:
    """Move the clocks two hours ahead and back, of the database, of the product and of both; return what is wrong."""
    assert poster.post().is_acknowledged
    clone(standing, 3, overdue=-1.5 * HOURS, name="between")
    for database, product in ((0, 7200), (7200, 7200), (7200, 0), (-3600, 0), (0, -3600), (0, 0)):
        of_database.write_text(str(database))
        of_product.write_text(str(product))
        standing.keep_until(lambda wanted=database: is_moved_by(standing, wanted), 20, "the clock has moved")
        assert poster.post().is_acknowledged
        clocks_go_on(standing, within=20)
        if database == 7200:
            all_raised(standing, "between", 20)
    return [*wrong(poster), *doubled(standing)]


def is_moved_by(standing: Standing, seconds: float) -> bool:
    """Tell whether the database's clock is off by so many seconds."""
    [(now,)] = standing.ask("select extract(epoch from clock_timestamp())::float")
    return abs(now - time.time() - seconds) < 60


def test_clocks_two_hours_off_lose_and_double_nothing(country: Country, open_folder: Path):
    with at_another_time(country, open_folder) as (standing, of_database, of_product):
        assert time_passes(standing, Poster(standing), of_database, of_product) == []


def test_nights_on_which_the_clocks_change_move_no_clock_of_a_case(country: Country, open_folder: Path):
    """From the report over HTTP to the raised clock, on the two nights of 2027 in which an hour is skipped or twice.

    Four hours that begin on the evening before end in the night itself, and a working day ends at 17:00 on the wall.
    """
    nights = (
        (datetime(2027, 3, 27, 22, 15, tzinfo=UTC), datetime(2027, 3, 29, 16, tzinfo=UTC)),
        (datetime(2027, 10, 30, 21, 15, tzinfo=UTC), datetime(2027, 11, 1, 17, tzinfo=UTC)),
    )
    with at_another_time(country, open_folder) as (standing, *files):
        for reported, working_day in nights:
            go_to(standing, files, reported)
            received, due = clocks_of(standing, report_from_nowhere(Poster(standing), reported))
            assert abs(received - reported) < timedelta(minutes=2)
            assert due["find-a-team"] - received == timedelta(hours=4)
            assert due["first-review"] == working_day
            for name in ("find-a-team", "first-review"):
                raised_at_its_time(standing, files, name, due[name])


def go_to(standing: Standing, files: list[Path], moment: datetime) -> None:
    """Set the clocks of everything to a moment."""
    moved = int(moment.timestamp() - time.time())
    for file in files:
        file.write_text(str(moved))
    standing.keep_until(lambda: is_moved_by(standing, moved), 20, "the clocks have moved")


def report_from_nowhere(poster: Poster, reported: datetime) -> str:
    """Send a report that names no area, so that the national queue has four hours to find a team; return its key."""
    occurred_at = (reported - timedelta(hours=1)).isoformat()
    key, body = str(uuid.uuid4()), json.dumps({"occurred_at": occurred_at, "notes": "Invented."}).encode()
    assert poster.post(key, body).is_acknowledged
    return key


def clocks_of(standing: Standing, key: str) -> tuple[datetime, dict[str, datetime]]:
    """Return when a report was received, and when each clock of its case is due."""
    rows = standing.ask(
        """select clock.clock, clock.due_at, report.received_at from pathways_clock clock
           join pathways_report report on report.case_id = clock.case_id
           join pathways_receipt receipt on receipt.id = report.id where idempotency_key = %s""",
        [key],
    )
    return rows[0][2], {name: due for name, due, _ in rows}


def raised_at_its_time(standing: Standing, files: list[Path], name: str, due: datetime) -> None:
    """See a clock raised soon after its time, and not a moment before, though the workers look for it all the while."""
    raised = "select count(*) from pathways_clock where clock = %s and due_at = %s and raised_at is not null"
    late = "select extract(epoch from raised_at - due_at)::float from pathways_clock where clock = %s and due_at = %s"
    go_to(standing, files, due - timedelta(seconds=4))
    standing.keep_until(lambda: standing.number(raised, [name, due]) > 0, 20, f"the clock {name} is raised")
    assert 0 <= standing.ask(late, [name, due])[0][0] <= 5


@pytest.fixture
def small_disk(open_folder: Path) -> Iterator[Path]:
    """A disk of the test's own, which may be filled."""
    disk = open_folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=180m,mode=755", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("NOT TRIED: a full disk needs the right to mount one")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


def test_disk_full_keeps_what_was_acknowledged(country: Country, small_disk: Path):
    data = small_disk / "data"
    data.mkdir(mode=0o700)
    with a_product(country, data=data, services=(WEB, *WORKERS)) as standing:
        poster = Poster(standing)
        fill_and_free(standing, poster, small_disk)
        clocks_go_on(standing, within=30)
        assert wrong(poster) == []


def fill_and_free(standing: Standing, poster: Poster, disk: Path) -> None:
    """Fill a disk while reports come, and free it again."""
    assert poster.post().is_acknowledged
    with filled(disk):
        standing.keep_until(lambda: refused(poster), 120, "a report is refused for want of room")
    standing.keep_until(lambda: poster.post().is_acknowledged, 90, "reports are received once there is room")


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Leave no room on a disk for as long as it is wanted."""
    with (disk / "filling").open("wb") as filling, suppress(OSError):
        while True:
            filling.write(bytes(1 << 16))
            filling.flush()
    yield
    (disk / "filling").unlink()


def refused(poster: Poster) -> bool:
    """Send a report; tell whether it was refused, and in no other way than that one is to come again."""
    answer = poster.post()
    assert answer.is_acknowledged or answer.is_come_again or answer.status == 0, answer
    return answer.is_come_again


def test_read_only_disk_is_told_as_come_again_until_it_takes_writing(country: Country, open_folder: Path):
    library, flag = compiled(open_folder, "read_only"), open_folder / "read-only"
    guarded = {"LD_PRELOAD": str(library), "RIG_READ_ONLY_FILE": str(flag)}
    with a_product(country, database_environment=guarded) as standing:
        poster = Poster(standing)
        assert poster.post().is_acknowledged
        flag.touch()
        standing.keep_until(lambda: refused(poster), 20, "a report is refused")
        assert [answer for answer in poster.post_at_once(8) if not answer.is_come_again] == []
        flag.unlink()
        standing.keep_until(lambda: poster.post().is_acknowledged, 60, "reports are received once it takes writing")
        clocks_go_on(standing, within=20)
        assert wrong(poster) == []
