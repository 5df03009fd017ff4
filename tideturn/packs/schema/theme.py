"""What the register is about, across plans: the file themes.yaml."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from tideturn.packs.schema.frozen import Frozen, Kebab, Label, Sentence

# A word stands for itself and for longer ones that begin with it; what else it could mean is not guessed.
Beginning = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z '-]*$", min_length=3, max_length=60)]


def _once(words: Iterable[str]) -> tuple[str, ...]:
    given = tuple(words)
    if len({word.casefold() for word in given}) < len(given):
        raise ValueError("write each word once")
    return given


class ThemeSection(Frozen):
    """A heading of a plan under which everything is of the theme."""

    plan: Kebab
    section: Kebab


class Theme(Frozen):
    """One theme: what it is about, and by which words or headings a commitment is of it."""

    id: Kebab
    title: Label
    about: Sentence
    words: Annotated[tuple[Beginning, ...], AfterValidator(_once)] = Field(min_length=1)
    sections: tuple[ThemeSection, ...] = ()


def _apart(themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
    if len({theme.id for theme in themes}) < len(themes):
        raise ValueError("two themes have the same id; give each its own")
    return themes


class Themes(Frozen):
    """The file themes.yaml."""

    themes: Annotated[tuple[Theme, ...], AfterValidator(_apart)] = ()
