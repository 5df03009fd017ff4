"""What a server does before its first request, so that nobody who asks for help at night waits for it."""

import gc
import sys

# Objects made before the youngest are looked through for what nobody holds; a page makes some thousands.
YOUNGEST = 20_000
# A thread that comes back from the database waits at most so many seconds for one that computes.
TURN_SECONDS = 0.001


def make_ready() -> None:
    """Read what pages stand on, addresses, places and words of the pack, and let it never be looked through again."""
    _read()
    sys.setswitchinterval(TURN_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNGEST)


def _read() -> None:
    # None of it can be imported before Django knows its parts.
    from django.urls import get_resolver
    from django.utils import timezone

    from tideturn.interfaces.joint.helping.asked import Asked
    from tideturn.interfaces.joint.helping.lines import other_lines
    from tideturn.interfaces.joint.helping.understanding import understand

    _ = get_resolver().url_patterns
    understand(Asked(need="help"), at=timezone.now())
    other_lines(timezone.now())
