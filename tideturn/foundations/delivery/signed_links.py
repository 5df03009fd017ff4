"""Links that need no password: signed when they leave the house, so that no table holds what is needed to follow one.

The signature says that the link is ours and nothing else; for how long it is good, how often, and for what, is for the
page to which it leads.
"""

from django.core import signing
from django.utils.crypto import constant_time_compare

SALT = "tideturn.delivery.link"


def signed(link: str) -> str:
    """Return a link with its signature as its last part."""
    return f"{link}{_signature(link)}/"


def is_signature_of(link: str, signature: str) -> bool:
    """Return whether a signature is ours for a link."""
    return constant_time_compare(_signature(link), signature[:200])


def _signature(link: str) -> str:
    return signing.Signer(salt=SALT).signature(link)
