"""`make check`: everything that can be said without running the suite; changes no file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from house import application, environment, lock, test
from house.verb import Verb, begin, show, tool, tool_environment


def main(_arguments: list[str]) -> int:
    """Run every check, also after one has failed; return 1 when any did."""
    verb = begin("check.log")
    environment.prepare(verb.here, verb.runner, "dev")
    failed: list[str] = []
    for name, passes in checks(verb).items():
        verb.progress.begin(name)
        if not passes():
            failed.append(name)
    if failed:
        print(f"Did not pass: {'; '.join(failed)}. `make fix` mends style, `make lock` the locks.", file=sys.stderr)
        return 1
    verb.progress.say("Every check passed.")
    return 0


def checks(verb: Verb) -> dict[str, Callable[[], bool]]:
    """Return each check under the words by which it is announced."""

    def runs(*command: str) -> Callable[[], bool]:
        return lambda: show(verb.here, command, check_environment(verb)) == 0

    python = str(verb.here.python)
    ruff, brief = (python, "-m", "ruff"), ("--output-format=concise", ".")
    return {
        "Style and likely mistakes (ruff)": runs(*ruff, "check", *brief),
        "Layout of the code (ruff format)": runs(*ruff, "format", "--check", *brief),
        "Types (mypy)": runs(python, "-m", "mypy", "tideturn", "house"),
        "Import contracts (import-linter)": runs(*tool(verb.here, "lint-imports")),
        "Locks say what pyproject.toml asks for": lambda: locks_are_fresh(verb),
        "Migrations say what the models ask for": lambda: migrations_are_fresh(verb),
    }


def check_environment(verb: Verb) -> dict[str, str]:
    """Return the environment of the checks that read only files; settings ask for an address, but nobody goes there."""
    here = verb.here
    return {
        **tool_environment(here, os.environ),
        "DJANGO_SETTINGS_MODULE": application.SETTINGS,
        "DATABASE_URL": f"postgresql://nobody@/nothing?host={here.runtime}",
        "SECRET_KEY": "only-for-checks",
        # The folder that holds the packages under check; some tools take it only from here.
        "PYTHONPATH": str(here.clone),
    }


def migrations_are_fresh(verb: Verb) -> bool:
    """Tell whether the migrations make what the models say, on a real database, which Django asks for its history."""
    with test.temporary_product(verb) as (product, _):
        command = application.django(verb.here, "makemigrations", "--check", "--dry-run")
        return show(verb.here, command, product.environment(as_owner=True)) == 0


def locks_are_fresh(verb: Verb) -> bool:
    """Tell whether all locks are fresh; name those that are not."""
    stale = lock.stale(verb.here, verb.runner)
    if stale:
        print(f"{', '.join(stale)}: not what pyproject.toml asks for. Make them anew: make lock", file=sys.stderr)
    return not stale
