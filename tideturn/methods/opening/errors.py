"""What can be wrong with hours."""


class OpeningError(ValueError):
    """Hours cannot be what they are said to be; the message says what to do instead."""


class RuleInvalid(OpeningError):
    """A rule whose parts do not say on which days it comes round; `field` is the one that has to change."""

    def __init__(self, field: str, said: str) -> None:
        self.field = field
        super().__init__(said)


class SpecialInvalid(OpeningError):
    """A closure or special days whose last day comes before their first."""
