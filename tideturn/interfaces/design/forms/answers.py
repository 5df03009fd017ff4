"""What was posted, as fields read it: no character that a database refuses, and nothing without an end."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Far more than any field takes; what goes beyond is cut before anything looks at it.
CHARACTERS_AT_MOST = 20_000
VALUES_AT_MOST = 100


class NotAnswered(ValueError):
    """A field was not filled in as asked; the message says how to."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands on the page and what to do."""

    name: str
    href: str
    said: str


@dataclass(frozen=True)
class Answers:
    """The posted values of each name, cleaned of what nobody types."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, posted: Mapping[str, object] | None) -> "Answers":
        """Return the answers in what a request posted, or in plain values kept for a form."""
        given = posted or {}
        return cls({name: _values(given, name) for name in given})

    def one(self, name: str) -> str:
        """Return the last value of a name, as browsers and forms agree; empty when there is none."""
        given = self.values.get(name, ())
        return given[-1] if given else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Return each value of a name once, in the order given."""
        return tuple(dict.fromkeys(self.values.get(name, ())))


def _values(posted: Mapping[str, object], name: str) -> tuple[str, ...]:
    listing = getattr(posted, "getlist", None)
    given = listing(name) if listing else posted[name]
    several = given if isinstance(given, Sequence) and not isinstance(given, str) else (given,)
    return tuple(cleaned(str(value)) for value in several[:VALUES_AT_MOST] if value is not None)


def cleaned(text: str) -> str:
    """Return a text without control characters and halves of characters, its line ends made alike."""
    short = text[:CHARACTERS_AT_MOST].replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in short if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept).strip()
