"""Why a table cannot be read or written, in a sentence that says where and what to do."""

from collections.abc import Iterable

from tideturn.sources.documents.errors import printable

SHOWN_AT_MOST = 40


class TableRefused(Exception):
    """A table that cannot be read or written; the message names the file, the place and the remedy."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{printable(file)}: {reason}")
        self.file = file
        self.reason = reason

    def __reduce__(self) -> tuple[type["TableRefused"], tuple[str, str]]:
        return type(self), (self.file, self.reason)


class ValueFault(ValueError):
    """A value that is not of its column's kind; the message says why and what to write instead."""


def shown(value: object) -> str:
    """Return a value as it may stand in a sentence: in quotation marks, short, without control characters."""
    text = str(value)
    short = text if len(text) <= SHOWN_AT_MOST else text[: SHOWN_AT_MOST - 1] + "…"
    return f"'{printable(short)}'"


def listed(names: Iterable[str]) -> str:
    """Return names of columns as they may stand in a sentence."""
    return ", ".join(printable(name) for name in names)
