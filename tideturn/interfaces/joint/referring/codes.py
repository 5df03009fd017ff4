"""The code that only the person who asked is given: with the reference it shows how their asking stands.

It is made from the key of the page, so that the same page sent twice shows the same code, and is kept as a digest.
"""

import hashlib
import hmac
import re
import uuid

from django.utils.crypto import salted_hmac

from tideturn.methods.identifiers.references import ALPHABET

# Of 29 signs: 420 million million codes, each try of which is counted at the door.
LENGTH = 10
SALT = "tideturn.referring.code"
_READ_AS = str.maketrans("OILS", "0115")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—−_.]+")


def code_of(key: uuid.UUID) -> str:
    """Return the code that belongs to a page; without the secret of this installation nobody else can make it."""
    number = int.from_bytes(_keyed(f"page:{key}"), "big")
    signs = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return f"{''.join(signs[:5])}-{''.join(signs[5:])}"


def digest_of(code: str, report_id: uuid.UUID) -> bytes:
    """Return what is kept of the code of a report, however it was typed."""
    return _keyed(f"report:{report_id}:{_normalised(code)}")


def is_code_of(code: str, report_id: uuid.UUID, digest: bytes) -> bool:
    """Return whether a code is that of a report, in the same time whatever the answer."""
    return hmac.compare_digest(digest_of(code, report_id), digest)


def _keyed(text: str) -> bytes:
    return salted_hmac(SALT, text, algorithm=hashlib.sha256().name).digest()


def _normalised(code: str) -> str:
    return _BETWEEN.sub("", code[:100]).upper().translate(_READ_AS)
