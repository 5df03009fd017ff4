"""What can be wrong with a time limit or a pause."""


class ClockError(ValueError):
    """A clock cannot be set; the message says what to do instead."""


class LimitInvalid(ClockError):
    """A limit that is no length of time, or longer than any promise to a person."""


class PauseInvalid(ClockError):
    """A pause without a reason, or one that ends before it begins."""
