"""Text of details as it may be kept: one form for the same letters, of bounded length, blank is nothing."""

import re
import unicodedata

UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def why_not_kept(value: object, longest: int) -> str | None:
    """Return the sentence that refuses a value as the text of a detail, or nothing where it may be kept."""
    if value is None:
        return None
    if not isinstance(value, str):
        return "Give text, or nothing."
    if UNKEEPABLE.search(value):
        return "It holds a character that is no letter (a NUL or half a character). Send the text again without it."
    length = len(cleaned(value) or "")
    return f"It has {length} characters; {longest} are kept at most. Shorten it." if length > longest else None


def cleaned(value: str | None) -> str | None:
    """Return text in Unicode's composed form without blanks around it; nothing where nothing is left."""
    return unicodedata.normalize("NFC", value).strip() or None if value is not None else None
