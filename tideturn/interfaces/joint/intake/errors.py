"""Why a report cannot be received, with the remedy."""


class ReportRefused(Exception):
    """A report cannot be received as it is; the message says what to do."""


class OccurredInTheFuture(ReportRefused):
    """The event is said to have happened at a time still to come."""

    def __init__(self) -> None:
        super().__init__(
            "occurred_at lies more than five minutes ahead of this server's clock. "
            "Check the sender's clock and time zone, and send the report again."
        )
