"""The Farrington methods: a week against the same time of earlier years."""

from tideturn.methods.detection.farrington.classic import farrington
from tideturn.methods.detection.farrington.flexible import farrington_flexible
from tideturn.methods.detection.farrington.parameters import Farrington, FlexibleFarrington, PowerTransform, Threshold

__all__ = ["Farrington", "FlexibleFarrington", "PowerTransform", "Threshold", "farrington", "farrington_flexible"]
