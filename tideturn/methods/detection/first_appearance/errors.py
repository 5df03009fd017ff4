"""What can be wrong with a stream of records."""

from tideturn.methods.detection.errors import DetectionError


class RecordsOutOfOrder(DetectionError):
    """A record is older than the one before it."""
