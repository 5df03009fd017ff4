"""What can go wrong in the record of people, with the remedy; no message names anybody."""

from collections.abc import Mapping


class RecordError(Exception):
    """Something asked of the record cannot be done; the message says what to do."""


class PersonNotFound(RecordError):
    """Nobody of this id is here for whoever asks; one who is hidden and one who was never there read the same."""

    def __init__(self) -> None:
        super().__init__("There is no such person here, or you may not see them. Ask the team that holds the case.")


class JoiningNotFound(RecordError):
    """No standing joining of this id is here for whoever asks."""

    def __init__(self) -> None:
        super().__init__("There is no such joining here, or it was undone. Read the person again.")


class DetailsRefused(RecordError):
    """Details of a person cannot be kept as given; `reasons` has a sentence for each field."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(" ".join(f"{field}: {reason}" for field, reason in reasons.items()))
        self.reasons = dict(reasons)


class ReasonMissing(RecordError):
    """A decision about who somebody is was given without a reason."""

    def __init__(self) -> None:
        super().__init__("Give a reason: whoever reads the record later must be able to judge this decision.")


class PersonMustDecide(RecordError):
    """A decision that a person must make was to be made by the system."""

    def __init__(self) -> None:
        super().__init__("A person with a name must decide this. Sign in and decide it yourself.")


class NothingToJoin(RecordError):
    """Two that are to be joined are the same person already."""

    def __init__(self) -> None:
        super().__init__("These are the same person in the record already; nothing was joined.")
