"""The virtual environment: made once, filled from hash locks, skipped when nothing changed."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from house import node
from house.places import Places
from house.process import POLL, Runner
from house.trouble import Trouble

Level = Literal["server", "dev"]

SETUP_LOCK = "requirements-setup.lock"
ASSETS_LOCK = "requirements-assets.lock"
SPARK_LOCK = "requirements-spark.lock"
LEVEL_LOCKS: dict[Level, str] = {"server": "requirements.lock", "dev": "requirements-dev.lock"}
LEFT_OUT = {"VIRTUAL_ENV", "DATABASE_URL", "DATABASE_OWNER_URL", "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL"}
EVERY_LOCK = (SETUP_LOCK, ASSETS_LOCK, *LEVEL_LOCKS.values(), SPARK_LOCK)


@dataclass(frozen=True)
class Stamp:
    """What the environment was last filled from."""

    digest: str
    level: Level

    def covers(self, digest: str, level: Level) -> bool:
        """Tell whether an environment with this stamp already holds what is wanted."""
        return self.digest == digest and (self.level == "dev" or self.level == level)


def stamp_file(places: Places) -> Path:
    """Return the file in which the environment remembers what filled it."""
    return places.venv / ".filled-from.json"


def read_stamp(places: Places) -> Stamp | None:
    """Return the environment's stamp, or None when there is none that can be read."""
    try:
        kept = json.loads(stamp_file(places).read_text())
        return Stamp(digest=str(kept["digest"]), level="dev" if kept["level"] == "dev" else "server")
    except (OSError, ValueError, KeyError, TypeError):
        return None


def wanted_digest(places: Places) -> str:
    """Return a digest of all that decides the environment: locks, project file, clone's place, need of node."""
    digest = hashlib.sha256(os.fsencode(places.clone))
    digest.update(b"node wheel" if node.system_node() is None else b"system node")
    for name in (*EVERY_LOCK, "pyproject.toml"):
        digest.update((places.clone / name).read_bytes())
    return digest.hexdigest()


def level_to_keep(places: Places, stamp: Stamp | None, level: Level) -> Level:
    """Return the level to fill to: an environment that holds the development tools keeps them."""
    has_tools = (stamp is not None and stamp.level == "dev") or (places.venv / "bin" / "pytest").exists()
    return "dev" if has_tools else level


def prepare(places: Places, runner: Runner, level: Level) -> None:
    """Make and fill the virtual environment, unless it already holds what the locks say."""
    digest = wanted_digest(places)
    stamp = read_stamp(places)
    if stamp and stamp.covers(digest, level) and places.python.exists():
        return
    with one_at_a_time(places, runner):
        stamp = read_stamp(places)
        if stamp and stamp.covers(digest, level) and places.python.exists():
            return
        make(places, runner)
        level = level_to_keep(places, stamp, level)
        stamp_file(places).unlink(missing_ok=True)
        fill(places, runner, level)
        stamp_file(places).write_text(json.dumps({"digest": digest, "level": level}))


@contextlib.contextmanager
def one_at_a_time(places: Places, runner: Runner) -> Iterator[None]:
    """Keep two verbs of one clone from filling the environment at the same time."""
    try:
        lock = (places.clone / ".venv.lock").open("w")
    except OSError as error:
        raise Trouble(
            f"The folder {places.clone} cannot be written to ({error.strerror}); it belongs to another user. "
            "Make your own clone, or take over this one with chown."
        ) from None
    with lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                runner.progress.begin("Waiting for another verb of this clone to fill the virtual environment")
                wait_a_moment(runner)
        yield


def wait_a_moment(runner: Runner) -> None:
    """Wait for one second, heeding a request to stop."""
    until = time.monotonic() + 1
    while time.monotonic() < until:
        runner.stop.check()
        time.sleep(POLL)


def base_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of every program: the person's own, without what leads elsewhere or is none of theirs.

    Make repeats what it was given, passwords of databases too, in variables of its own.
    """
    kept = {name: value for name, value in environ.items() if not name.startswith("PYTHON") and name not in LEFT_OUT}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}


def without_database_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without the person's own settings of PostgreSQL, which would lead past our own cluster."""
    return {name: value for name, value in environ.items() if not name.startswith("PG")}


def is_whole(places: Places) -> bool:
    """Tell whether the environment was made at this place and its Python still stands."""
    return places.python.exists() and (places.venv / "pyvenv.cfg").exists()


def make(places: Places, runner: Runner) -> None:
    """Make the virtual environment with the Python that runs the launcher."""
    if is_whole(places):
        return
    runner.progress.begin("Making the virtual environment (.venv)")
    code, said = runner.attempt(
        [sys.executable, "-m", "venv", "--clear", str(places.venv)], environment=base_environment(os.environ)
    )
    if code != 0:
        raise Trouble(
            f"The virtual environment could not be made with {sys.executable}. On Debian and Ubuntu, install it first: "
            f"apt-get install python3-venv\n{said}"
        )


def lock_files(places: Places, level: Level) -> list[str]:
    """Return the locks that fill the environment; the node wheel only where no node of the system serves."""
    assets = [ASSETS_LOCK] if node.system_node() is None else []
    return [str(places.clone / name) for name in (SETUP_LOCK, LEVEL_LOCKS[level], *assets)]


def fill(places: Places, runner: Runner, level: Level) -> None:
    """Install exactly what the locks say: with uv where it works, else with pip, both checking every hash."""
    files = lock_files(places, level)
    python = str(places.python)
    environment = base_environment(os.environ)
    ensure_pip(places, runner)
    runner.progress.begin("Installing the installer (uv)")
    locked = [python, "-m", "pip", "install", "-q", "--require-hashes"]
    code, _ = runner.attempt([*locked, "-r", files[0]], environment=environment)
    runner.progress.begin(f"Installing the dependencies ({level}), every one checked against its hash")
    if code == 0:
        code, said = runner.attempt(uv_sync(places, files), environment=uv_environment(environment))
        if code != 0:
            runner.progress.say(f"  uv could not install them; trying pip with the same locks. It said:\n{said}")
    if code != 0:
        requirements = [part for file in files for part in ("-r", file)]
        runner.run([*locked, *requirements], environment=environment)
    runner.run(
        [python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-build-isolation", "-e", "."],
        environment=environment,
    )


def uv_sync(places: Places, files: list[str]) -> list[str]:
    """Return the uv command that makes the environment hold what the locks say, and nothing else."""
    uv = str(places.venv / "bin" / "uv")
    return [uv, "pip", "sync", "-q", "--require-hashes", "--python", str(places.python), *files]


def uv_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for uv: no Python of its own, no complaint when it must copy."""
    return {**environment, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": environment.get("UV_LINK_MODE", "copy")}


def ensure_pip(places: Places, runner: Runner) -> None:
    """Put pip into an environment that was made without it."""
    if any((places.venv / "lib").glob("python*/site-packages/pip/__init__.py")):
        return
    runner.run([str(places.python), "-m", "ensurepip", "--upgrade"], environment=base_environment(os.environ))
