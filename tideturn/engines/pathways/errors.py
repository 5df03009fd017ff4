"""What can go wrong with a case, with the remedy."""


class PathwaysError(Exception):
    """Something asked of a case cannot be done; the message says what to do."""


class CaseNotFound(PathwaysError):
    """There is no case with this id, or the one who asks may not see it; which of the two is never said."""

    def __init__(self) -> None:
        super().__init__("There is no case at this address. Open it from your list of cases.")


class NoticeNotFound(PathwaysError):
    """There is no notice with this id, or it was raised to others; which of the two is never said."""

    def __init__(self) -> None:
        super().__init__("There is no notice at this address. Look at your list of notices.")


class PathwayUnknown(PathwaysError):
    """A case names a pathway that the pack does not hold."""

    def __init__(self, pathway_id: str) -> None:
        super().__init__(
            f"The pack holds no pathway “{pathway_id}”. Pathways are for ever: put its file back under pathways/."
        )


class NotAllowedNow(PathwaysError):
    """A step that the state of the case does not allow; the message is the reason."""


class EntryRefused(PathwaysError):
    """An entry that says something impossible, such as a time still to come."""


class KeyUsedForAnother(PathwaysError):
    """An idempotency key came again with another body."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used before with another body; nothing was stored. "
            "Send a new report under a new key, or the same body again."
        )


class ReportNotFound(PathwaysError):
    """There is no report with this id that this agency sent."""

    def __init__(self) -> None:
        super().__init__("There is no report with this id. Use the id that was given when the report was received.")
