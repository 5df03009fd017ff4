"""What can go wrong when a document is read."""

from collections.abc import Iterable


class LayoutUnknown(ValueError):
    """A layout was named that does not exist."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"There is no layout called {name!r}; choose one of {', '.join(known)}, or leave the layout out."
        )
