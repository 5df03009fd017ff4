"""Progress on a terminal for what takes longer than a moment; nothing at all into a pipe or a log."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str], None]


@contextmanager
def progress(total: int) -> Iterator[Step]:
    """Yield the function to call at the beginning of each of so many steps, with a few words that name it."""
    if not sys.stderr.isatty():
        yield lambda words: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        begun: list[str] = []

        def step(words: str) -> None:
            bar.update(task, description=escape(words), advance=1 if begun else 0)
            begun.append(words)

        yield step
