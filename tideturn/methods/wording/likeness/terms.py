"""Words as likeness counts them: their beginnings, without the words that every sentence has.

Cutting a word after its first letters joins `recover`, `recovery` and `recovering` without a table of a language's
endings; how many letters are kept was chosen by measure (docs/measured/suggested_links.md).
"""

from collections.abc import Iterator

from tideturn.methods.wording.folding import fold, words_of

LETTERS_KEPT = 5
# What stands in every sentence of a plan and tells none from another.
EMPTY_WORDS = frozenset(
    fold(word)
    for words in (
        "a all also an and any are as at be been being both but by can could did do does each for from had has have",
        "he her his how i if in into is it its may more most must no nor not of on or other our out over own",
        "per shall she should so some such than that the their them then there these they this those through to",
        "under until up upon us was we were what when where which while who whom will with within would you your",
    )
    for word in words.split()
)


def terms_of(text: str, *, kept: int = LETTERS_KEPT) -> tuple[str, ...]:
    """Return the beginnings of the words of a text, in order, without case and accents; empty words are left out."""
    return tuple(term for _, term in written_terms(text, kept=kept))


def written_terms(text: str, *, kept: int = LETTERS_KEPT) -> Iterator[tuple[str, str]]:
    """Yield each word that counts as it is written, and its beginning."""
    for word in words_of(text):
        bare = fold(_without_possessive(word.written))
        if bare and bare not in EMPTY_WORDS:
            yield word.written, bare[:kept]


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word
