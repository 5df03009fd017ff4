"""The launcher as a program: it refuses a second run, and when it alone is killed nothing outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from house import instance, leftovers, places
from house.places import Places
from house.trouble import Trouble

CLONE = Path(__file__).resolve().parents[2]
LAUNCHER = """
import os, sys, time, subprocess
from pathlib import Path
from house import process
folder = Path(sys.argv[2])
if sys.argv[1] == "leashed":
    child = process.start(["sleep", "60"], environment={"PATH": os.defpath}, folder=folder, log=folder / "log")
else:
    child = subprocess.Popen(["sleep", "60"], stdout=subprocess.DEVNULL, start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""
STOPPABLE = """
import os, sys
from pathlib import Path
from house import process, progress, supervisor, trouble
folder = Path(sys.argv[1])
stop = process.StopFlag()
stop.install()
keeper = supervisor.Supervisor(progress.Progress(), stop)
made = keeper.add(supervisor.Service("sleeper", ["sleep", "60"], {"PATH": os.defpath}, folder, folder / "log"))
print(made.child.pid, flush=True)
try:
    keeper.keep()
except trouble.StopRequested:
    keeper.stop_all()
"""


def script(source: str, *words: str) -> tuple[subprocess.Popen[str], int]:
    """Start a small launcher; return it and the number of the child that it printed."""
    launcher = subprocess.Popen([sys.executable, "-c", source, *words], stdout=subprocess.PIPE, text=True, cwd=CLONE)
    assert launcher.stdout is not None
    return launcher, int(launcher.stdout.readline())


def ends_within(process: int, seconds: float) -> bool:
    """Tell whether a process ends in time."""
    until = time.monotonic() + seconds
    while leftovers.is_running(process) and time.monotonic() < until:
        time.sleep(0.02)
    return not leftovers.is_running(process)


def test_start_ties_the_child_to_the_life_of_its_launcher(tmp_path: Path) -> None:
    launcher, child = script(LAUNCHER, "leashed", str(tmp_path))

    launcher.kill()
    launcher.communicate()

    assert ends_within(child, 3)


def test_a_child_without_the_leash_outlives_its_launcher(tmp_path: Path) -> None:
    launcher, child = script(LAUNCHER, "loose", str(tmp_path))

    launcher.kill()
    launcher.communicate()

    try:
        assert not ends_within(child, 0.5), "else the test above proves nothing"
    finally:
        os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_ends_everything_in_good_order(tmp_path: Path, number: int) -> None:
    launcher, child = script(STOPPABLE, str(tmp_path))

    launcher.send_signal(number)
    launcher.communicate(timeout=10)

    assert launcher.returncode == 0
    assert ends_within(child, 1)


def test_end_marked_ends_only_what_bears_this_clones_mark() -> None:
    marked = subprocess.Popen(["sleep", "60"], env={"PATH": os.defpath, leftovers.MARK: "clone-one"})
    other = subprocess.Popen(["sleep", "60"], env={"PATH": os.defpath, leftovers.MARK: "clone-two"})
    try:
        ended = leftovers.end_marked("clone-one")

        assert ended == [marked.pid]
        assert marked.wait(timeout=3) == -signal.SIGTERM
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def its_places(tmp_path: Path) -> Places:
    """Return places in the test's own folder."""
    its = Places(CLONE, tmp_path / "state", places.runtime_folder(tmp_path / "state", {}))
    places.make_state(its)
    return its


def test_only_one_refuses_a_second_run_with_what_the_first_is(tmp_path: Path) -> None:
    its = its_places(tmp_path)

    with (
        instance.only_one(its, "up", 4711),
        pytest.raises(Trouble, match=r"already running \(make up, process 4711\)") as refusal,
        instance.only_one(its, "setup", 4712),
    ):
        pass

    assert refusal.value.code == 3
    with instance.only_one(its, "up", 4713):
        assert "4713" in (its.state / "running.lock").read_text()


def test_only_one_is_free_again_when_its_holder_was_killed(tmp_path: Path) -> None:
    its = its_places(tmp_path)
    source = (
        "import os, sys, time; from pathlib import Path; from house import instance, places\n"
        "its = places.Places(Path.cwd(), Path(sys.argv[1]), Path('/tmp/x'))\n"
        "with instance.only_one(its, 'up', os.getpid()): print(os.getpid(), flush=True); time.sleep(60)"
    )
    holder, _ = script(source, str(its.state))
    with pytest.raises(Trouble), instance.only_one(its, "up", 1):
        pass

    holder.kill()
    holder.communicate()

    with instance.only_one(its, "up", 2):
        pass


@pytest.mark.parametrize(
    ("words", "settings", "code", "says"),
    [
        (["up"], {"PORT": "many"}, 2, "PORT=many is not a port"),
        (["up"], {"DOCUMENTS": "/no/such/folder"}, 2, "is not a folder"),
        (["up"], {"TIDETURN_PACK": "packs/atlantis"}, 2, "is not a folder"),
        (["up"], {"DATABASE_OWNER_URL": "postgresql://o@/t"}, 2, "without DATABASE_URL"),
        (["down"], {}, 2, "Give one of: up, demo, test"),
        ([], {}, 2, "Give one of: up, demo, test"),
        (["run"], {}, 2, "Give a command to run"),
        (["run", "--demo"], {}, 2, "Give a command to run"),
    ],
)
def test_the_verbs_answer_bad_requests_with_a_sentence(
    tmp_path: Path, words: list[str], settings: dict[str, str], code: int, says: str
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "TIDETURN", "PORT"))}

    done = subprocess.run(
        [sys.executable, "-m", "house", *words],
        cwd=CLONE,
        env={**kept, **settings, "TIDETURN_STATE": str(tmp_path / "state")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_demo_has_a_folder_beside_that_of_up() -> None:
    for environ in ({}, {"TIDETURN_STATE": "/srv/state"}):
        ours = places.state_folder(CLONE, environ)

        assert places.demo_state_folder(CLONE, environ) == ours.with_name(f"{ours.name}-demo")


def test_a_second_up_of_the_same_clone_is_refused(tmp_path: Path) -> None:
    its = its_places(tmp_path)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "TIDETURN", "PORT"))}

    with instance.only_one(its, "up", 4711):
        done = subprocess.run(
            [sys.executable, "-m", "house", "up"],
            cwd=CLONE,
            env={**kept, "TIDETURN_STATE": str(its.state)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 3
    assert "already running (make up, process 4711)" in done.stderr
