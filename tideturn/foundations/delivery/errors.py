"""What can go wrong with a message, in words for the person who must do something about it."""


class MessageRefused(Exception):
    """A message may not enter the outbox as it is; the sentence says why and what to give instead."""


class SendFailed(Exception):
    """A message was not handed over; the sentence says why, and never repeats what the message said."""

    def __init__(self, sentence: str, *, is_road_closed: bool = False) -> None:
        super().__init__(sentence)
        self.is_road_closed = is_road_closed
