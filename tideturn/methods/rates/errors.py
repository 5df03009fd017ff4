"""What can be wrong with what a rate is asked of."""


class RatesError(ValueError):
    """A rate cannot be given; the message says what to do instead."""


class CountsInvalid(RatesError):
    """Events or populations that cannot be counted with."""


class BandsInvalid(RatesError):
    """Age bands that are missing, doubled or unknown."""


class ParametersInvalid(RatesError):
    """A parameter is outside what the statistic can work with."""
