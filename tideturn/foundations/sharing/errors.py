"""What can go wrong with sharing, with the remedy."""

from uuid import UUID


class SharingError(Exception):
    """Something asked of sharing cannot be done; the message says what to do."""


class NotTheHolder(SharingError):
    """Only the agency responsible for a subject says who else has a part in it."""

    def __init__(self) -> None:
        super().__init__("Only the team responsible may do this. Ask the lead of this case to do it.")


class HolderOnlyHandedOver(SharingError):
    """Responsibility is not given as one part among others, and is never laid down."""

    def __init__(self) -> None:
        super().__init__("Somebody is always responsible: hand over to another team instead.")


class WishNotSpecific(SharingError):
    """To agree, one must know to what."""

    def __init__(self) -> None:
        super().__init__("To agree, name one agency and one purpose. To object, neither is needed.")


class WishUnknown(SharingError):
    """No wish in force of this id is there for the actor."""

    def __init__(self, wish_id: int) -> None:
        super().__init__(f"There is no wish {wish_id} in force to withdraw.")


class AgreementUnfit(SharingError):
    """An agreement says too little, or something that cannot be."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This agreement cannot be kept: {reason}.")


class AgreementUnknown(SharingError):
    """No agreement of this id is the agency's to sign or to end."""

    def __init__(self) -> None:
        super().__init__("There is no agreement in force here that your agency can sign or end. See the list of them.")


class BreakGlassRefused(SharingError):
    """An emergency opening is refused."""


class ReasonTooShort(BreakGlassRefused):
    """The reason says too little to be reviewed."""

    def __init__(self, shortest: int) -> None:
        super().__init__(f"Say in at least {shortest} characters why this cannot wait; a colleague will review it.")


class SubjectUnknown(BreakGlassRefused):
    """There is nothing of this id."""

    def __init__(self, subject_id: UUID) -> None:
        super().__init__(f"There is nothing to open under {subject_id}. Check the reference.")


class OpenedTooOften(BreakGlassRefused):
    """Emergencies are rare."""

    def __init__(self, most: int, hours: int) -> None:
        super().__init__(
            f"You have opened {most} cases in an emergency within {hours} hours, which is the most there may be. "
            "Ask the responsible team, or your Caldicott lead."
        )


class ReviewOverdue(BreakGlassRefused):
    """An earlier opening has waited too long for its review."""

    def __init__(self, days: int) -> None:
        super().__init__(
            f"An earlier emergency opening of yours has not been reviewed for more than {days} days. "
            "Ask your Caldicott lead to review it; until then none can follow."
        )


class NobodyToReview(BreakGlassRefused):
    """The agency has nobody who could review an opening."""

    def __init__(self) -> None:
        super().__init__(
            "Your agency has no Caldicott lead other than you, so nobody could review this. Ask the responsible team."
        )


class OpeningUnknown(SharingError):
    """No opening of this id waits for this reviewer."""

    def __init__(self, opening_id: int) -> None:
        super().__init__(f"No emergency opening {opening_id} of your agency waits for a review that you may make.")
