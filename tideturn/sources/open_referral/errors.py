"""Why a feed cannot be read or written, in a sentence that says where and what to do."""

from tideturn.sources.documents.errors import printable


class FeedRefused(Exception):
    """A feed that cannot be read or written; the message names the place and the remedy."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{printable(place)}: {reason}")
        self.place = place
        self.reason = reason

    def __reduce__(self) -> tuple[type["FeedRefused"], tuple[str, str]]:
        return type(self), (self.place, self.reason)
