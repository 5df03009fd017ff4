"""What is compared: a commitment by its title, its wording, and the title of what it stands under."""

from dataclasses import dataclass

from tideturn.methods.wording.likeness.terms import LETTERS_KEPT, terms_of


@dataclass(frozen=True)
class Passage:
    """A commitment as it is compared; `above` is the title of the commitment that it is a part of."""

    id: str
    title: str
    wording: str = ""
    above: str = ""


@dataclass(frozen=True)
class Setting:
    """How passages are compared: letters kept of a word, how often titles count, and the two constants of BM25.

    As it stands it was chosen by measure (docs/measured/suggested_links.md); the constants are the usual ones.
    """

    letters_kept: int = LETTERS_KEPT
    title_counts: int = 2
    above_counts: int = 1
    saturation: float = 1.2
    length_counts: float = 0.75

    def terms(self, passage: Passage) -> tuple[str, ...]:
        """Return all terms by which a passage is found, as often as they count."""
        title, above = (terms_of(text, kept=self.letters_kept) for text in (passage.title, passage.above))
        return (
            *self.title_counts * title,
            *terms_of(passage.wording, kept=self.letters_kept),
            *self.above_counts * above,
        )


CHOSEN = Setting()
