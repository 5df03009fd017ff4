"""A short mark of a commitment's wording, by which a register knows an edition without holding its text."""

import hashlib
import re

from tideturn.methods.reading.commitments import Commitment

_WORDS = re.compile(r"[a-z0-9]+")
LENGTH = 16


def fingerprint(commitment: Commitment) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of all that was read of a commitment.

    Only letters and digits count, without case, so that the same document saved in another format, with other quotes
    or spaces, has the same mark, and a changed word has another.
    """
    parts = (commitment.number, commitment.text, commitment.outcome, commitment.response, commitment.progress)
    words = " ".join(_WORDS.findall(" | ".join(part or "" for part in parts).lower()))
    return hashlib.sha256(words.encode()).hexdigest()[:LENGTH]
