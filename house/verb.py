"""What every verb begins with: the clone's places, a clock that speaks, a flag for stopping, a runner of steps."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from house import environment, places
from house.places import Places
from house.process import Runner, StopFlag
from house.progress import Progress

CLONE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Verb:
    """One verb under way."""

    here: Places
    progress: Progress
    stop: StopFlag
    runner: Runner


def begin(log: str) -> Verb:
    """Return a verb of this clone that answers Ctrl-C, with its state folder made."""
    stop = StopFlag()
    stop.install()
    here = places.of_clone(CLONE, os.environ)
    places.make_state(here)
    progress = Progress()
    return Verb(here, progress, stop, Runner(progress, stop, here.logs / log, here.clone))


def turn_to_invented() -> None:
    """Turn this run to the invented country and its state folder, where `make demo` has its database."""
    os.environ["TIDETURN_PACK"] = "packs/example"
    os.environ["TIDETURN_STATE"] = str(places.demo_state_folder(CLONE, os.environ))


def tool(here: Places, name: str) -> list[str]:
    """Return the command of a tool of the virtual environment; by its Python, so that no path is too long for it."""
    return [str(here.python), str(here.venv / "bin" / name)]


def tool_environment(here: Places, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of tools: the person's own, with the virtual environment's programs first."""
    kept = environment.base_environment(environ)
    path = f"{here.venv / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}"
    return {**kept, "PATH": path, "VIRTUAL_ENV": str(here.venv)}


def show(here: Places, command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a command in the person's own terminal and return its exit code."""
    sys.stdout.flush()
    return subprocess.run(list(command), cwd=here.clone, env=dict(environ), check=False).returncode
