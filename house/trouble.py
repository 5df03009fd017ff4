"""What can go wrong while the product is stood up: sentences with a remedy, never a traceback."""

from __future__ import annotations


class Trouble(Exception):
    """Say what happened and what to do next, and end the verb with an exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        """Keep the sentence for the person and the exit code for the shell (2: the request cannot be served)."""
        super().__init__(sentence)
        self.code = code


class StopRequested(Exception):
    """Carry a Ctrl-C or SIGTERM from the signal's flag to the place that cleans up."""
