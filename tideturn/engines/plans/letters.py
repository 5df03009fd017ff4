"""Text as people type it on a phone; what is searched and what is searched for are both brought to this."""

import unicodedata


def without_accents(text: str) -> str:
    """Return text without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
