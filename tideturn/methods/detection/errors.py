"""What can be wrong with what detection is asked."""


class DetectionError(ValueError):
    """Something asked of detection cannot be done; the message says what to do instead."""


class BatchInvalid(DetectionError):
    """The series do not form a batch."""


class ParametersInvalid(DetectionError):
    """A parameter is outside what its method can work with."""
