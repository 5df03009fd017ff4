"""What can go wrong with a meeting, with the remedy."""

from tideturn.engines.pathways.errors import PathwaysError


class MeetingNotFound(PathwaysError):
    """There is no meeting with this id, or nothing of it is there for the one who asks; which is never said."""

    def __init__(self) -> None:
        super().__init__("There is no meeting at this address. Open it from the page of meetings.")


class NotOnTheAgenda(PathwaysError):
    """A case does not stand on an agenda, or is not there for the one who asks; which is never said."""

    def __init__(self) -> None:
        super().__init__("This case does not stand on the agenda. Open the agenda to see what does.")


class NoMeetingHere(PathwaysError):
    """The pathway knows no meeting."""

    def __init__(self) -> None:
        super().__init__("This pathway knows no meeting. Write into the cases themselves.")


class NotYourMeeting(PathwaysError):
    """Only the team whose meeting it is changes its agenda."""

    def __init__(self) -> None:
        super().__init__("Only the team whose meeting it is changes the agenda. Ask somebody of that team.")


class MeetingIsOver(PathwaysError):
    """An agenda of another day is not changed any more."""

    def __init__(self) -> None:
        super().__init__("This meeting is over. Put the case on the agenda of today's meeting.")


class CaseNotForTheMeeting(PathwaysError):
    """A case cannot be brought to a meeting; the message says why."""
