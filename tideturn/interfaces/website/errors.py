"""What a reader can ask that this site cannot answer, in words that say what to do."""


class AskedBadly(Exception):
    """The request holds something that cannot be meant; the message says what may be asked."""


class NotHere(Exception):
    """There is no such page; the message says where to look."""


class NotNow(Exception):
    """What was asked for could not be made this time; the message says what to do instead."""
