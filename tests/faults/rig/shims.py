"""Small libraries that stand between the database and its system: another time, or a disk that takes no writing."""

import shutil
import subprocess
from pathlib import Path

import pytest

RIG = Path(__file__).resolve().parent


def compiled(folder: Path, name: str) -> Path:
    """Return a library of the rig, made in a folder that the database's user may enter; skip aloud without gcc."""
    if shutil.which("gcc") is None:
        pytest.skip(f"NOT TRIED: {name} needs gcc to be made")
    library = folder / f"{name}.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, RIG / f"{name}.c", "-ldl"], check=True)
    return library
