"""How many may write in a while, counted over everybody: nothing is kept of who wrote, not even an address."""

import time

from django.core.cache import cache

SECONDS, AT_MOST = 600, 60


def is_flood() -> bool:
    """Count one more, and return whether that is more than people write; a program that floods us shuts others out.

    They are then told so, and whom to call: better than to lose what they wrote among thousands of invented words.
    """
    key = f"website:written:{int(time.time() // SECONDS)}"
    cache.add(key, 0, SECONDS)
    return cache.incr(key) > AT_MOST
