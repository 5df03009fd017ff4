"""Progress, said as it goes: every step with the seconds since the start, and a sign of life in long ones."""

from __future__ import annotations

import contextlib
import sys
import time
from dataclasses import dataclass, field

HEARTBEAT = 5.0


@dataclass
class Progress:
    """One run's clock and voice; steps go to standard error, so that the address alone is standard output."""

    started: float = field(default_factory=time.monotonic)
    step_started: float = field(default_factory=time.monotonic)
    step: str = ""
    beats: int = 0

    def elapsed(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.started

    def say(self, words: str) -> None:
        """Print one line with the seconds since the start."""
        # A terminal that was closed must not keep the launcher from ending what it started.
        with contextlib.suppress(OSError):
            print(f"{self.elapsed():6.1f} s  {words}", file=sys.stderr, flush=True)

    def begin(self, step: str) -> None:
        """Announce a step."""
        self.step, self.step_started, self.beats = step, time.monotonic(), 0
        self.say(step)

    def beat(self) -> None:
        """Give a sign of life every five seconds of the same step."""
        due = int((time.monotonic() - self.step_started) / HEARTBEAT)
        if due > self.beats:
            self.beats = due
            self.say(f"  still at it: {self.step}")
