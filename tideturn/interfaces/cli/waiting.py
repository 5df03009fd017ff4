"""A progress bar for those who have waited two seconds already; nothing at all into a pipe or a log."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 2.0

Step = Callable[[str, float], None]


@contextmanager
def waiting(words: str = "Reading") -> Iterator[Step]:
    """Yield the function to call with a few words and the share of the work, from 0 to 1, that is done."""
    if not (sys.stderr and sys.stderr.isatty()):  # none at all where the caller has closed it
        yield lambda words, share: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(escape(words), total=1.0)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        # Escaped, so that square brackets in the name of a series are never taken for markup.
        yield lambda words, share: bar.update(task, description=escape(words), completed=share)
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
