"""A process dies where CRASH_AT says, and nowhere else."""

import os
import signal
import subprocess
import sys

import pytest

PASSING = "from tideturn.foundations.crash_points import crash_point as c\nfor _ in range({times}): c('{name}')\n"


def ending(named: str, passed: str, times: int = 1) -> int:
    """Return how a process ended that passed a crash point."""
    script = PASSING.format(name=passed, times=times)
    return subprocess.run([sys.executable, "-c", script], env={**os.environ, "CRASH_AT": named}, check=False).returncode


@pytest.mark.parametrize(
    ("named", "passed", "code"),
    [
        ("before_commit", "before_commit", -signal.SIGKILL),
        ("before_commit", "after_commit", 0),
        ("", "before_commit", 0),
        ("before_commit:0", "before_commit", 0),
    ],
)
def test_crash_point_kills_only_where_it_is_named(named, passed, code):
    assert ending(named, passed) == code


def test_crash_point_with_a_chance_is_met_in_the_end():
    assert ending("before_commit:0.01", "before_commit", times=10_000) == -signal.SIGKILL
