"""What can go wrong when a document is read in, with the remedy."""

from collections.abc import Sequence

from tideturn.engines.plans.errors import PlansError


class ReadingInError(PlansError):
    """Something asked of a document being read in, or of a suggested link, cannot be done."""


class ReadingNotFound(ReadingInError):
    """There is no such document, draft or suggestion."""

    def __init__(self) -> None:
        super().__init__("There is no such thing here. It may have been joined with another or published meanwhile.")


class NothingRead(ReadingInError):
    """A document holds nothing that looks like a commitment."""

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"Nothing that looks like a commitment was found in {file_name}; nothing was kept. Save the document in "
            "another format, so that its lists and tables stay lists and tables, and upload that."
        )


class AlreadyRead(ReadingInError):
    """The very same file is being read in already, or was published."""

    def __init__(self, file_name: str) -> None:
        super().__init__(f"The same file was uploaded before, as {file_name}. Go on there, or leave that one first.")


class ReadingOver(ReadingInError):
    """A document that was published or left is not open any more."""

    def __init__(self) -> None:
        super().__init__("This document is not open any more: it was published, or somebody left it.")


class PublishedUnread(ReadingInError):
    """A plan was to be published while drafts of it are undecided: nothing is published unread."""

    def __init__(self, undecided: int) -> None:
        one = "1 draft is" if undecided == 1 else f"{undecided} drafts are"
        super().__init__(f"{one} not decided yet; nothing was published. Accept or drop each of them first.")


class NotReadyToPublish(ReadingInError):
    """Something that a plan needs is missing."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("Nothing was published. " + " ".join(missing))
        self.missing = tuple(missing)


class PartingNotFound(ReadingInError):
    """The words at which a draft was to be split are not in it, or split nothing."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"“{words}” does not stand inside the wording with something before it. Copy the first words of the second "
            "part from the wording as it is."
        )


class NothingToJoin(ReadingInError):
    """A draft was to be joined with the next one, and there is none."""

    def __init__(self) -> None:
        super().__init__("There is no draft after this one that it could be joined with.")


class AlreadyDecided(ReadingInError):
    """A suggested link was decided by somebody else meanwhile."""

    def __init__(self) -> None:
        super().__init__("Somebody has decided about this link already.")


class AlreadyLinked(ReadingInError):
    """The two commitments of a suggested link are joined by the same relation already."""

    def __init__(self) -> None:
        super().__init__("The two are joined by this link already. Choose another relation, or refuse the link.")


class DraftChanged(ReadingInError):
    """Somebody else has changed a draft while it stood open."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed this draft since you opened it. Open it again, and look at what it says now."
        )


class LinesNotThere(ReadingInError):
    """A draft was to be made of lines that a document does not have, or that say nothing."""

    def __init__(self, lines: int) -> None:
        super().__init__(
            f"The document has lines 1 to {lines}. Give the first and the last line on which the passage stands."
        )


class NoSum(ReadingInError):
    """A line that should be a sum of money is none, or holds several."""

    def __init__(self, line: str) -> None:
        super().__init__(
            f"“{line[:80]}” is not one sum. Write each on a line of its own, as the document prints it, for example "
            "“£2.5 million” or “up to £300,000 per year”; below a sum that counts it, “of which £1 million”."
        )
