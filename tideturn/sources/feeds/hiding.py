"""Hiding this process from others of its user, where the kernel has no Landlock to keep them from looking."""

import ctypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tideturn.sources.feeds.confining import PR_SET_DUMPABLE, landlock_version

_lock = threading.Lock()
_hiding = [0]


@contextmanager
def hidden() -> Iterator[None]:
    """Let nobody but root read the environment and memory of this process meanwhile, where Landlock does not see to it.

    Not for longer: what cleans up after a product that was killed finds its processes by their environment.
    """
    if sys.platform != "linux" or landlock_version():
        yield
        return
    with _lock:
        _hiding[0] += 1
        _be_dumpable(False)
    try:
        yield
    finally:
        with _lock:
            _hiding[0] -= 1
            _be_dumpable(not _hiding[0])


def _be_dumpable(is_so: bool) -> None:
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, int(is_so), 0, 0, 0)
