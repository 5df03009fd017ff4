"""What the two ways of fitting share."""

# What is found of each series; `fitting.Fits` names the columns.
COLUMNS = 14

# Those of R's `glm.fit`.
STEPS_AT_MOST = 25
TOLERANCE = 1e-8
SMALLEST_MEAN = 2.220446049250313e-16
LARGEST_PREDICTOR = 700.0

# Which past outbreaks count for less: none, all above the threshold, or those among them that chance does not explain.
NO_WEIGHING, PUBLISHED, CAUTIOUS = 0, 1, 2

# Cautiously: so many steps, for parts of the year without cases take long; passes of flagging and fitting; the share of
# flags that may be false; and the standard errors to the upper limit of the dispersion.
MORE_STEPS = 60
PASSES = 3
FALSE_DISCOVERIES = 0.05
LIMIT = 2.58
