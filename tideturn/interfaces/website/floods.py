"""How many may write in a while, counted over everybody: nothing is kept of who wrote, not even an address."""

import time

from django.core.cache import cache

SECONDS, AT_MOST = 600, 60


def is_flood(door: str = "written") -> bool:
    """Count one more at a door, and return whether that is more than people write there.

    A program that floods us shuts others out of that door, and of no other.
    They are then told so, and whom to call: better than to lose what they wrote among thousands of invented words.
    """
    key = f"website:{door}:{int(time.time() // SECONDS)}"
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) > AT_MOST
    except ValueError:
        # A full cache threw the count away in between: it begins anew, and nobody is shut out for that.
        return False
