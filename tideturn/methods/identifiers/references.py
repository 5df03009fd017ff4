"""References that people read out over the telephone: `NFO-7K3M-Q2XD`.

Three letters say what it is, seven characters are drawn at random, and the last one checks the seven. The alphabet has
no character that is taken for another (no I, L, O, S) and no vowel, so that no word arises by chance. Its 29 characters
are a prime number, over which the check of ISO 7064 with radix 2 finds every single wrong character and every two that
changed places, neighbours or not: for eight places the powers of two differ modulo 29.
"""

import re
from collections.abc import Callable

from stdnum.iso7064 import mod_37_2

ALPHABET = "0123456789BCDFGHJKMNPQRTVWXYZ"
DRAWN = 7
PREFIX = re.compile(r"[A-Z]{3}")
# What people write for what stands there.
_READ_AS = str.maketrans("OILS", "0115")
_PREFIX_READ_AS = str.maketrans("015", "OIS")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—−_.]+")


class PrefixInvalid(ValueError):
    """A prefix that could not be told from the rest of a reference."""

    def __init__(self, prefix: str) -> None:
        super().__init__(f"“{prefix}” cannot begin a reference. Write three capital letters, such as NFO.")


def make(prefix: str, random: Callable[[str], str]) -> str:
    """Return a new reference, its characters drawn by `random`, such as `secrets.choice`."""
    if not PREFIX.fullmatch(prefix):
        raise PrefixInvalid(prefix)
    drawn = "".join(random(ALPHABET) for _ in range(DRAWN))
    return _written(prefix, drawn + _check_character(drawn))


def check(text: str) -> bool:
    """Say whether a text is a reference whose check character fits, however it was typed."""
    reference = normalise(text)
    if reference is None:
        return False
    return mod_37_2.checksum(reference[-9:].replace("-", ""), ALPHABET) == 1


def normalise(text: str) -> str | None:
    """Return a reference as it is printed, from whatever case, hyphens and look-alikes were typed; else None."""
    joined = _BETWEEN.sub("", text).upper()
    prefix, body = joined[: -DRAWN - 1].translate(_PREFIX_READ_AS), joined[-DRAWN - 1 :].translate(_READ_AS)
    if not PREFIX.fullmatch(prefix) or len(body) != DRAWN + 1 or set(body) - set(ALPHABET):
        return None
    return _written(prefix, body)


def _written(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:4]}-{body[4:]}"


def _check_character(drawn: str) -> str:
    # The one character c for which twice the sum of the others, plus c, leaves 1.
    return ALPHABET[(1 - 2 * mod_37_2.checksum(drawn, ALPHABET)) % len(ALPHABET)]
