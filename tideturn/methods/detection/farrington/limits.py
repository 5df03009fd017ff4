"""What the two ways of fitting share: the limits of R's `glm.fit`."""

STEPS_AT_MOST = 25
TOLERANCE = 1e-8
SMALLEST_MEAN = 2.220446049250313e-16
LARGEST_PREDICTOR = 700.0
