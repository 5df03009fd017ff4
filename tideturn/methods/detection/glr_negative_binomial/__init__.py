"""The likelihood ratio chart for negative binomial counts: has the level moved at some week, by some factor?"""

from tideturn.methods.detection.glr_negative_binomial.chart import glr_negative_binomial
from tideturn.methods.detection.glr_negative_binomial.parameters import Direction, GlrNegativeBinomial, Returns

__all__ = ["Direction", "GlrNegativeBinomial", "Returns", "glr_negative_binomial"]
