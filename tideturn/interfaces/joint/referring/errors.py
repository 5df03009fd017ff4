"""Why a service cannot be asked from its listing, with what to do instead."""

from tideturn.interfaces.joint.intake.errors import ReportRefused


class NobodyAnswers(ReportRefused):
    """Nobody would answer for the service here."""

    def __init__(self) -> None:
        super().__init__("Nobody answers for this service through this page. Ring it, or go there.")


class NotAgreed(ReportRefused):
    """The person has not said yes."""

    def __init__(self) -> None:
        super().__init__(
            "A referral goes only with the person's yes. Ask them; or give them the page of the service, so that they "
            "can ask for themselves."
        )


class NotForThisAgency(ReportRefused):
    """The service takes no referrals from agencies of this kind."""

    def __init__(self) -> None:
        super().__init__("This service takes no referrals from agencies of your kind. Ring it and ask.")


class NothingToShow(Exception):
    """No referral has this reference and this code; which of the two is wrong is not said."""
