"""A program that stands beside a site and does what it is asked, one thing after another.

What a journey needs done by an administrator or a worker would be a program each time, and a second to begin it. Django
refuses queries where a browser is driven, so that it cannot be done within the test. The `tideturn` command itself is
tried in tests/interfaces/cli.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import IO

REPOSITORY = Path(__file__).resolve().parents[2]


class Beside:
    """Asks such a program, which begins with the first question and ends with `close`."""

    def __init__(self, database: str, pack: str) -> None:
        """Note the owner's address of the site's database, and the folder of its pack."""
        self.settings = {
            "DATABASE_URL": database,
            "TIDETURN_PACK": pack,
            "DJANGO_SETTINGS_MODULE": "tideturn.config.settings",
            # The same as the server's, which reads what was sealed under it.
            "SECRET_KEY": "only-for-tests",
        }
        self.program: subprocess.Popen[str] | None = None

    def command(self, *words: str) -> str:
        """Return what the `tideturn` command says, or fail with it where it refuses."""
        return self._ask({"words": words})

    def python(self, lines: str) -> str:
        """Return what a few lines of Python print; Django is set up for them."""
        return self._ask({"lines": lines})

    def close(self) -> None:
        """End the program, and with it its connections to the database."""
        if self.program is not None:
            self.program.communicate()

    def _ask(self, asked: dict[str, object]) -> str:
        if self.program is None:
            kept = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
            words = [sys.executable, "-m", "tests.journeys.beside"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self.program = subprocess.Popen(words, env={**kept, **self.settings}, cwd=REPOSITORY, **pipes)
        print(json.dumps(asked), file=self.program.stdin, flush=True)
        answer = self.program.stdout.readline()
        assert answer, f"The program beside the site ended while it was asked for {asked}."
        told = json.loads(answer)
        assert told["is_done"], f"{asked} failed:\n{told['said']}"
        return told["said"]


def done(asked: dict[str, object]) -> dict[str, object]:
    """Do what was asked, and return what was said meanwhile."""
    from django.db import connection

    try:
        return _by_command(asked["words"]) if "words" in asked else _by_lines(str(asked["lines"]))
    except Exception:
        return {"is_done": False, "said": traceback.format_exc()}
    finally:
        connection.close()


def _by_command(words: object) -> dict[str, object]:
    from click.testing import CliRunner

    from tideturn.interfaces.cli.command import main

    result = CliRunner().invoke(main, list(words))
    is_done = result.exit_code == 0
    return {"is_done": is_done, "said": result.stdout if is_done else f"{result.output}{result.exception!r}"}


def _by_lines(lines: str) -> dict[str, object]:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(lines, "beside", "exec"), {"__name__": "beside"})  # noqa: S102 - our own tests'
    return {"is_done": True, "said": said.getvalue()}


def answer_all(questions: IO[str], answers: IO[str]) -> None:
    """Answer one line after another until there is no more."""
    import django

    django.setup()
    for line in questions:
        print(json.dumps(done(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    # What is printed past us is no answer.
    answers, sys.stdout = sys.stdout, sys.stderr
    answer_all(sys.stdin, answers)
