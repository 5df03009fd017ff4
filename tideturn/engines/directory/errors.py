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


class SourceInvalid(DirectoryError):
    """A source cannot be what it is said to be."""

    def __init__(self, field: str, said: str) -> None:
        super().__init__(f"{field.replace('_', ' ')}: {said} Ids are of letters, digits and hyphens; addresses https.")


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


class SourceIsOurs(DirectoryError):
    """What people write in the workspace is no feed."""

    def __init__(self, source_id: str) -> None:
        super().__init__(
            f"“{source_id}” is what people write in the workspace, and no feed. Give a feed an id of its own; what "
            "somebody wrote is taken back there, in the list of changes."
        )


class NothingToGive(DirectoryError):
    """A source has no feed that could be given back."""

    def __init__(self, source_id: str) -> None:
        super().__init__(f"Nothing of “{source_id}” can be given back: no import of it is in the directory.")


class SaidTwice(DirectoryError):
    """A feed says different things of one id."""

    def __init__(self, kind: str, feed_id: str, place: str, times: int) -> None:
        named = f"id “{feed_id[:80]}”" if feed_id else "empty id"
        super().__init__(
            f"{place}: {times} entries share the {named}, and say different things of one {kind.replace('_', ' ')}. "
            "Nothing was kept. Ask whoever publishes the feed to give each entry an id of its own; or import it with "
            "--keep-first, which takes the first of them and keeps the others only to give the feed back."
        )


class ServiceNotFound(DirectoryError):
    """No service of the directory has this id or code."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"There is no service “{asked[:60]}” in the directory.")


class NotOnePair(DirectoryError):
    """A pair of services was decided about already, or is none."""

    def __init__(self, likeness_id: int) -> None:
        super().__init__(f"The pair {likeness_id} was decided just now by somebody else, or is no pair. Look again.")


class EditNotFound(DirectoryError):
    """No change that somebody may see has this number."""

    def __init__(self) -> None:
        super().__init__("There is no such change.")


class EditDecided(DirectoryError):
    """A change is not where it would have to be for what was asked."""

    def __init__(self, state: str) -> None:
        super().__init__(f"This change is {state} already. Look at it again; to change more, write a new one.")


class NothingChanged(DirectoryError):
    """A change says nothing that the entry does not say."""

    def __init__(self) -> None:
        super().__init__("That is what the entry says already. Change something, or say that it is still right.")


class TellsWhere(DirectoryError):
    """A text tells where a place is that must not be found."""

    def __init__(self) -> None:
        super().__init__(
            "The address of this service is confidential, and a postcode stands in what you wrote. Take it out, and "
            "whatever else tells where the place is."
        )


class LinkPast(DirectoryError):
    """A link of a reminder is good no more."""

    def __init__(self) -> None:
        super().__init__(
            "This link is not good any more: it was used, it is too old, or the entry has changed since. Sign in to "
            "say that the entry is right, or wait for the next message."
        )


class OrganisationNotFound(DirectoryError):
    """No organisation for which somebody answers has this number."""

    def __init__(self) -> None:
        super().__init__("There is no such organisation in your areas.")


class ContactUnfit(DirectoryError):
    """An address to which no reminder could go."""

    def __init__(self) -> None:
        super().__init__("Reminders go to one e-mail address, such as directory@example.org. Give that alone.")


class ReportNotFound(DirectoryError):
    """Nothing that somebody found wrong has this reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"There is no report “{reference[:60]}”. Look at the letters once more: WRG and eight others.")


class ReportRefused(DirectoryError):
    """A report, or its answer, says what cannot be kept."""


class ReportSentBefore(DirectoryError):
    """One page was sent twice, with different words."""

    def __init__(self) -> None:
        super().__init__("This page was sent before with other words. What was sent first is kept; open the form anew.")


class ReportAnswered(DirectoryError):
    """A report has been answered already."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} has been answered already. Open it again to see what was answered.")
