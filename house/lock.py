"""`make lock`: the locks, made from pyproject.toml with hashes and without any registry's address."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from house import environment
from house.places import Places
from house.process import Runner
from house.trouble import Trouble
from house.verb import begin


@dataclass(frozen=True)
class Lock:
    """One lock and what it is made from."""

    file: str
    made_from: tuple[str, ...]


# In this order: the development lock is held to what the server's says.
LOCKS = (
    Lock(environment.SETUP_LOCK, ("--group", "setup")),
    Lock(environment.ASSETS_LOCK, ("--group", "assets")),
    Lock(environment.LEVEL_LOCKS["server"], ("--extra", "server", "pyproject.toml")),
    Lock(
        environment.LEVEL_LOCKS["dev"],
        ("--extra", "server", "--extra", "charts", "--group", "dev", "pyproject.toml", "-c", "requirements.lock"),
    ),
    Lock(environment.SPARK_LOCK, ("--group", "spark", "-c", "requirements-dev.lock")),
)


def main(arguments: list[str]) -> int:
    """Make the locks anew; pins that still fit are kept, unless --upgrade is given."""
    verb = begin("lock.log")
    environment.prepare(verb.here, verb.runner, "server")
    upgrade = ["--upgrade"] if "--upgrade" in arguments or os.environ.get("UPGRADE") else []
    for lock in LOCKS:
        verb.progress.begin(f"Making {lock.file}")
        verb.runner.run(compile_command(verb.here, lock, upgrade), environment=compile_environment())
    return 0


def compile_command(here: Places, lock: Lock, more: list[str]) -> list[str]:
    """Return the command that makes a lock where it stands."""
    fixed = ["--universal", "--generate-hashes", "--no-header", "--python-version", "3.11", "-q"]
    return [str(here.venv / "bin" / "uv"), "pip", "compile", *fixed, *more, *lock.made_from, "-o", lock.file]


def compile_environment() -> dict[str, str]:
    """Return the environment of uv when it makes locks."""
    return environment.uv_environment(environment.base_environment(os.environ))


def stale(here: Places, runner: Runner) -> list[str]:
    """Return the locks that do not say what pyproject.toml asks for; without a network, look at names alone."""
    with tempfile.TemporaryDirectory(prefix="tideturn-locks-") as folder:
        copy = Path(folder)
        for name in ("pyproject.toml", *environment.EVERY_LOCK):
            shutil.copy2(here.clone / name, copy / name)
        there = Runner(runner.progress, runner.stop, runner.log, copy)
        try:
            for lock in LOCKS[:-1]:
                there.run(compile_command(here, lock, []), environment=compile_environment())
        except Trouble as trouble:
            runner.progress.say(
                f"  uv could not make the locks; only the names in them were looked at. It said:\n{trouble}"
            )
            return stale_by_name(here)
        differ = [one.file for one in LOCKS if (copy / one.file).read_bytes() != (here.clone / one.file).read_bytes()]
        # Of Spark the names alone: to ask what it needs is to fetch half a gigabyte.
        return differ + [file for file in stale_by_name(here) if file == environment.SPARK_LOCK]


def stale_by_name(here: Places) -> list[str]:
    """Return the locks that lack a package which pyproject.toml names."""
    project = tomllib.loads((here.clone / "pyproject.toml").read_text())
    base, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    groups = project["dependency-groups"]
    wanted_by_lock = (
        groups["setup"],
        groups["assets"],
        [*base, *extras["server"]],
        [*groups["dev"], *extras["charts"]],
        groups["spark"],
    )
    asked = dict(zip((lock.file for lock in LOCKS), wanted_by_lock, strict=True))
    return [
        file for file, wanted in asked.items() if {name_of(one) for one in wanted} - locked_names(here.clone / file)
    ]


def name_of(requirement: str) -> str:
    """Return the normalised name of the package that a requirement asks for."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;@]", requirement, maxsplit=1)[0]).lower()


def locked_names(file: Path) -> set[str]:
    """Return the names of the packages that a lock pins."""
    return {name_of(line) for line in file.read_text().splitlines() if re.match(r"[A-Za-z0-9]", line)}
