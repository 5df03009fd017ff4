"""How a fault is written into the log: where it arose and of which kind it is, and never its own words.

The words of an error hold what it is about: the row that the database refused, the value that could not be read.
"""

import logging
from traceback import extract_tb, format_list
from types import TracebackType
from typing import Any

Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """The usual lines, with tracebacks that name each error by its kind alone."""

    def formatException(self, ei: Error | Any) -> str:  # noqa: N802 - the name of the library
        """Return the places that an error and those behind it came through, the first one first."""
        told, error, seen = [], ei[1], set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            told.append("".join(format_list(extract_tb(error.__traceback__))) + type(error).__qualname__)
            error = error.__cause__ or error.__context__
        return "\n\n".join(reversed(told))
