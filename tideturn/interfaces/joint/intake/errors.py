"""Why a report cannot be received, with the remedy."""

from collections.abc import Mapping, Sequence


class ReportRefused(Exception):
    """A report cannot be received as it is; the message says what to do."""


class OccurredInTheFuture(ReportRefused):
    """The event is said to have happened at a time still to come."""

    def __init__(self) -> None:
        super().__init__(
            "occurred_at lies more than five minutes ahead of this server's clock. "
            "Check the sender's clock and time zone, and send the report again."
        )


class SenderNotSaid(ReportRefused):
    """It is not said who reports, and not one agency alone may send."""

    def __init__(self, senders: Sequence[str]) -> None:
        among = f"one of {', '.join(senders)}" if senders else "an agency of `tideturn access list`"
        super().__init__(f"Say whose reports these are, with --agency and {among}.")


class DoorClosed(ReportRefused):
    """Nobody would answer what the public writes."""

    def __init__(self) -> None:
        super().__init__("Nobody answers here yet. Make an agency with `tideturn access create-agency`.")


class AnswersRefused(ReportRefused):
    """What somebody wrote about themselves cannot be kept; `reasons` has a sentence for each field of a person."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = dict(reasons)
