"""What someone at the workspace asks that cannot be answered, in words that say what to do."""


class NotHere(Exception):
    """There is no such page, or none that this user may know of; the answer is the same for both."""


class AskedBadly(Exception):
    """The address holds something that cannot be meant; the message says what may be asked."""
