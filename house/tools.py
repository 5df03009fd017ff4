"""The small verbs: mending style, checking packs, benchmarks, generated documents, and any command on this database."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from house import application, cluster, database, environment
from house.trouble import Trouble
from house.verb import Verb, begin, show, tool_environment, turn_to_invented


def fix(_arguments: list[str]) -> int:
    """Mend what ruff can mend and lay out the code."""
    verb = ready("dev")
    ruff = [str(verb.here.python), "-m", "ruff"]
    environ = tool_environment(verb.here, os.environ)
    mended = show(verb.here, [*ruff, "check", "--fix", "."], environ)
    return show(verb.here, [*ruff, "format", "."], environ) or mended


def pack(_arguments: list[str]) -> int:
    """Check the packs."""
    verb = ready("server")
    return show(verb.here, application.command(verb.here, "plans", "check"), tool_environment(verb.here, os.environ))


def bench(_arguments: list[str]) -> int:
    """Run every benchmark; print what it says and keep it in bench/results/."""
    verb = ready("dev")
    results = verb.here.clone / "bench" / "results"
    results.mkdir(parents=True, exist_ok=True)
    codes = [run_and_keep(verb, file, results / f"{file.stem}.txt") for file in scripts(verb, "bench")]
    return max(codes)


def docs(_arguments: list[str]) -> int:
    """Run every generator of docs/generators/, each of which writes its part of docs/reference/."""
    verb = ready("dev")
    environ = module_environment(verb)
    return max(
        show(verb.here, [str(verb.here.python), str(file)], environ) for file in scripts(verb, "docs/generators")
    )


def run(arguments: list[str]) -> int:
    """Run a command of the virtual environment on the database that `make up`, or with --demo `make demo`, keeps."""
    if arguments[:1] == ["--demo"]:
        arguments = arguments[1:]
        turn_to_invented()
    if not arguments:
        raise Trouble("Give a command to run on this clone's database: python3 -m house run tideturn plans list", 2)
    verb = ready("server")
    here = verb.here
    own = not database.given(os.environ)
    addresses = database.of_cluster(running_cluster(verb)) if own else database.of_given(here, os.environ)
    product = application.Application(here, addresses, application.pack_folder(here, os.environ), own)
    program = here.venv / "bin" / arguments[0]
    command = [str(here.python), str(program), *arguments[1:]] if is_script(program) else arguments
    return show(here, command, product.environment())


def ready(level: environment.Level) -> Verb:
    """Return a verb whose virtual environment holds what it needs."""
    verb = begin("tools.log")
    environment.prepare(verb.here, verb.runner, level)
    return verb


def running_cluster(verb: Verb) -> cluster.Cluster:
    """Return this clone's cluster, or say that it does not run."""
    ours = cluster.of_places(verb.here)
    if not cluster.is_ready(ours):
        raise Trouble(
            "This clone's database does not run. Start it in another terminal: make up. "
            "For the one that `make demo` keeps: python3 -m house run --demo COMMAND"
        )
    return ours


def is_script(program: Path) -> bool:
    """Tell whether a program is a Python script, which a long path of the clone could keep from starting by itself."""
    return program.is_file() and program.read_bytes()[:2] == b"#!"


def scripts(verb: Verb, folder: str) -> list[Path]:
    """Return the files of a folder that are meant to be run; refuse when there are none."""
    files = sorted((verb.here.clone / folder).glob("*.py"))
    found = [file for file in files if re.search(r"^if __name__ == .__main__.:", file.read_text(), re.MULTILINE)]
    if not found:
        raise Trouble(f"The folder {folder} holds nothing to run.")
    return found


def module_environment(verb: Verb) -> dict[str, str]:
    """Return the environment in which a file of the repository finds the others."""
    return {**tool_environment(verb.here, os.environ), "PYTHONPATH": str(verb.here.clone)}


def run_and_keep(verb: Verb, file: Path, result: Path) -> int:
    """Run one benchmark, print what it says as it says it and keep it; return its exit code."""
    verb.progress.begin(f"Benchmark {file.stem}")
    command = [str(verb.here.python), str(file)]
    environ = {**module_environment(verb), "PYTHONUNBUFFERED": "1"}
    with (
        result.open("w") as kept,
        subprocess.Popen(command, cwd=verb.here.clone, env=environ, stdout=subprocess.PIPE, text=True) as child,
    ):
        for line in child.stdout or ():
            sys.stdout.write(line)
            kept.write(line)
    return child.returncode
