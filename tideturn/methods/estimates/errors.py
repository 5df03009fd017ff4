"""What can be wrong with what an estimate is asked of."""


class EstimatesError(ValueError):
    """An estimate cannot be given; the message says what to do instead."""


class ListsInvalid(EstimatesError):
    """Counts by list that do not form a table of capture histories."""


class SupplyInvalid(EstimatesError):
    """Kits supplied, used or lost that cannot be counted with."""


class ParametersInvalid(EstimatesError):
    """A parameter is outside what the method can work with."""
