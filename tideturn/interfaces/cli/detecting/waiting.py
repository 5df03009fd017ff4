"""A progress bar for those who have waited two seconds already; nothing at all into a pipe or a log."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 2.0

Step = Callable[[str, float], None]


@contextmanager
def waiting() -> Iterator[Step]:
    """Yield the function to call with a few words and the share of the work, from 0 to 1, that is done."""
    if not sys.stderr.isatty():
        yield lambda words, share: None
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("Reading", total=1.0)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda words, share: bar.update(task, description=words, completed=share)
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
