"""Areas that services answer for, the boards they lie in, and how their codes look."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from tideturn.packs.schema.frozen import Frozen, Kebab, Name, Sentence


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a pattern that can be matched ({error})") from None
    return pattern


Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$", max_length=20)]
Pattern = Annotated[str, StringConstraints(pattern=r"^[^\^$|]+$", max_length=80), AfterValidator(_compiles)]


class AreaScheme(Frozen):
    """Which codes are in use: their edition, where they come from, and what each kind looks like."""

    title: Sentence
    edition: Name
    source: Sentence
    area_title: Name
    area_pattern: Pattern
    board_title: Name
    board_pattern: Pattern

    @property
    def pattern(self) -> str:
        """Return the pattern that a code of either kind matches from its first to its last character."""
        return f"^(?:{self.area_pattern}|{self.board_pattern})$"


class Coded(Frozen):
    """What areas and boards have in common: a code, a name, and the codes they had before."""

    code: Code
    name: Name
    former_codes: tuple[Code, ...] = ()


class Board(Coded):
    """A wider place, in which areas lie whole."""


class Area(Coded):
    """One area; without a calendar of its own it keeps the national holidays."""

    board: Code
    calendar: Kebab | None = None


class Areas(Frozen):
    """The file areas.yaml."""

    area_scheme: AreaScheme
    boards: tuple[Board, ...]
    areas: tuple[Area, ...]
