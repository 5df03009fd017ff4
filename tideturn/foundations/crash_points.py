"""Named places where a process may be made to die at once, so that what it leaves behind can be looked at.

`CRASH_AT=before_commit` kills the process at that name; `CRASH_AT=before_commit:0.01` at one passing in a hundred.
The environment is read once, when the process starts; where it says nothing, nothing happens.
"""

import os
import random
import signal


def parse(words: str) -> tuple[str, float]:
    """Return the name and the chance that CRASH_AT gives: `name` or `name:chance`."""
    name, _, chance = words.strip().partition(":")
    return name, float(chance or 1)


CRASH_AT, CHANCE = parse(os.environ.get("CRASH_AT", ""))


def crash_point(name: str) -> None:
    """Kill this process, as a power cut would, where CRASH_AT names this place."""
    # SIGKILL and not an exception: nothing may be tidied away on the way out.
    if name == CRASH_AT and random.random() < CHANCE:  # noqa: S311 - chance, not secrecy
        os.kill(os.getpid(), signal.SIGKILL)
