"""What a week's count may be, with nothing taken as known that was only estimated."""

from tideturn.methods.detection.calibrated.inputs import Prediction, PredictiveInputs
from tideturn.methods.detection.calibrated.prediction import predict

__all__ = ["Prediction", "PredictiveInputs", "predict"]
