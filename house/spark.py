"""Spark for the one test of it: half a gigabyte, which only those fetch who ask for it with SPARK=1."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from house import environment
from house.trouble import Trouble
from house.verb import Verb


def settings(verb: Verb, environ: Mapping[str, str]) -> dict[str, str]:
    """Return what tells the suite where Spark is; say aloud that it is not tried, or refuse where it must be."""
    if not environ.get("SPARK"):
        verb.progress.say("THE SPARK ENGINE IS NOT TRIED. To try it (half a gigabyte, and Java): make test SPARK=1")
        return {}
    if shutil.which("java") is None:
        raise Trouble("SPARK=1 needs Java 17 or later, and none is here. Install it first: openjdk-17-jre-headless")
    return {"TIDETURN_SPARK_PACKAGES": str(fill(verb))}


def fill(verb: Verb) -> Path:
    """Return the folder that holds what the lock says, filled unless it does already."""
    folder = verb.here.state / "spark"
    lock = verb.here.clone / environment.SPARK_LOCK
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = folder / ".filled-from"
    if stamp.is_file() and stamp.read_text() == digest:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    verb.progress.begin("Installing Spark, every part checked against its hash")
    uv = [str(verb.here.venv / "bin" / "uv"), "pip", "install", "-q", "--require-hashes", "--target", str(folder)]
    verb.runner.run(
        [*uv, "--python", str(verb.here.python), "-r", str(lock)],
        environment=environment.uv_environment(environment.base_environment(os.environ)),
    )
    stamp.write_text(digest)
    return folder
