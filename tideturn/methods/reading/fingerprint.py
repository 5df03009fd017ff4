"""A short mark of a commitment's wording, by which a register knows an edition without holding its text."""

import hashlib
import re
import unicodedata

from tideturn.methods.reading.commitments import Commitment

# Letters and digits of any script, and the signs of money; quotes, dashes and spaces differ between formats.
_WORDS = re.compile(r"[^\W_]+|[£€$¥]")
LENGTH = 16


def fingerprint(commitment: Commitment) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of all that was read of a commitment.

    Only letters, digits and signs of money count, without case, so that the same document saved in another format,
    with other quotes or spaces, has the same mark, and a word changed or slipped in has another.
    """
    parts = (commitment.number, commitment.text, commitment.outcome, commitment.response, commitment.progress)
    read = "\n".join(_plain_words(part or "") for part in parts)
    return hashlib.sha256(read.encode()).hexdigest()[:LENGTH]


def _plain_words(text: str) -> str:
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))
