"""Why a document cannot be read, in a sentence that says what to do."""

TOO_HEAVY = (
    "reading this file would take more memory or time than any plan needs; save the plan alone in another format."
)


def printable(name: str) -> str:
    """Return a name as it may stand on a terminal: line breaks, controls and stray bytes are written out."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "backslashreplace").decode("ascii")
        for sign in name
    )


class DocumentRefused(Exception):
    """A file that cannot be read as a plan; the message names the file and the remedy."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{printable(file)}: {reason}")
        self.file = file
        self.reason = reason

    def __reduce__(self) -> tuple[type["DocumentRefused"], tuple[str, str]]:
        return type(self), (self.file, self.reason)
