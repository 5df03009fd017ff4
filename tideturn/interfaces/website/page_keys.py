"""A key that stands in a page with a form: it says that we made the page, when, and that it is sent once.

The public pages keep no cookie, so nothing else could tell a page of ours from one of somebody else's.
"""

import uuid

from django.core import signing

SALT = "tideturn.website.page"
SECONDS_AT_MOST = 4 * 60 * 60


class PageTooOld(Exception):
    """A page was sent that is not ours, was changed, or stood open too long."""


def new_key() -> str:
    """Return the key of a page that is about to be shown."""
    return signing.TimestampSigner(salt=SALT).sign(str(uuid.uuid4()))


def read_key(text: str) -> uuid.UUID:
    """Return what a page is known by; raise PageTooOld for any text that is no key in force."""
    try:
        return uuid.UUID(signing.TimestampSigner(salt=SALT).unsign(text[:200], max_age=SECONDS_AT_MOST))
    except (signing.BadSignature, ValueError):
        raise PageTooOld from None
