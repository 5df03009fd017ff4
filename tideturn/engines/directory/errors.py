"""What can go wrong in the directory, with the remedy."""


class DirectoryError(Exception):
    """Something asked of the directory cannot be done; the message says what to do."""


class SourceNotFound(DirectoryError):
    """No source has this id."""

    def __init__(self, source_id: str) -> None:
        super().__init__(
            f"There is no source “{source_id}”. `tideturn directory sources` lists those there are; "
            "give --title to make a new one."
        )


class ImportWaits(DirectoryError):
    """A source has an import that a person has not decided about."""

    def __init__(self, source_id: str) -> None:
        super().__init__(
            f"An import of “{source_id}” waits to be looked at. Apply or refuse it first: "
            f"`tideturn directory apply {source_id}` or `tideturn directory refuse {source_id}`."
        )


class NothingWaits(DirectoryError):
    """A source has no import to decide about."""

    def __init__(self, source_id: str) -> None:
        super().__init__(f"No import of “{source_id}” waits. Import something: `tideturn directory import FILE`.")


class NothingToUndo(DirectoryError):
    """A source has no import that could be taken back."""

    def __init__(self, source_id: str) -> None:
        super().__init__(f"Nothing of “{source_id}” can be taken back: no import of it is in the directory.")


class SaidTwice(DirectoryError):
    """A feed holds one id twice."""

    def __init__(self, kind: str, feed_id: str, place: str) -> None:
        super().__init__(
            f"{place}: the {kind.replace('_', ' ')} “{feed_id[:80]}” stands in this feed twice. Nothing was kept. "
            "Ask whoever publishes it to give each entry an id of its own."
        )


class ServiceNotFound(DirectoryError):
    """No service of the directory has this id or code."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"There is no service “{asked[:60]}” in the directory.")


class NotOnePair(DirectoryError):
    """A pair of services was decided about already, or is none."""

    def __init__(self, likeness_id: int) -> None:
        super().__init__(f"The pair {likeness_id} was decided just now by somebody else, or is no pair. Look again.")
