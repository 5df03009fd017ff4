"""The public door of detection: what one calls and what one passes in. What comes back is told of in the reference.

The package itself cannot be this door, because several functions have the names of their modules (`ears.ears`). It
stays light; this module brings SciPy with it, and numba only where a compiled kernel pays.
"""

from tideturn.methods.detection.batch import Batch, batch_of
from tideturn.methods.detection.bayes import Bayes, bayes
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.combining.cauchy import combined_pvalues
from tideturn.methods.detection.combining.discoveries import benjamini_hochberg, discoveries_of, simes
from tideturn.methods.detection.combining.evidence import combine_indicators
from tideturn.methods.detection.combining.following import Watching, follow_signals
from tideturn.methods.detection.combining.places import places_of
from tideturn.methods.detection.combining.signals import asking_in
from tideturn.methods.detection.combining.tree import Tree
from tideturn.methods.detection.cusum import Cusum, Transformation, cusum
from tideturn.methods.detection.ears import Distribution, EarsC1, EarsC2, EarsC3, ears
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.errors import BatchInvalid, DetectionError, ParametersInvalid
from tideturn.methods.detection.explaining.explanation import explain
from tideturn.methods.detection.explaining.gathering import signal_of
from tideturn.methods.detection.explaining.signal import SignalInvalid
from tideturn.methods.detection.farrington.classic import farrington
from tideturn.methods.detection.farrington.evidence import evidence_of
from tideturn.methods.detection.farrington.flexible import farrington_flexible
from tideturn.methods.detection.farrington.parameters import Farrington, FlexibleFarrington, PowerTransform, Threshold
from tideturn.methods.detection.first_appearance.errors import RecordsOutOfOrder
from tideturn.methods.detection.first_appearance.names import Wording, names_in
from tideturn.methods.detection.first_appearance.spelling import Spelling
from tideturn.methods.detection.first_appearance.surprise import first_appearance
from tideturn.methods.detection.first_appearance.watching import Record, Watcher, WatchRule, watch
from tideturn.methods.detection.first_appearance.zero_history import zero_history_pvalue, zero_history_upper
from tideturn.methods.detection.glr_negative_binomial.chart import glr_negative_binomial
from tideturn.methods.detection.glr_negative_binomial.parameters import Direction, GlrNegativeBinomial, Returns
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.nowcasting.carrying import carried_alarm
from tideturn.methods.detection.nowcasting.lawless import lawless
from tideturn.methods.detection.nowcasting.nowcast import nowcast
from tideturn.methods.detection.nowcasting.parameters import NowcastParameters, WindowShape
from tideturn.methods.detection.nowcasting.reports import Reports, Step, triangle_of_reports
from tideturn.methods.detection.nowcasting.scoring import coverage, interval_score, weighted_interval_score
from tideturn.methods.detection.nowcasting.triangle import Triangle, triangle_of
from tideturn.methods.detection.outcome import Detection, Status, score_of
from tideturn.methods.detection.rki import Rki, rki
from tideturn.methods.detection.scanning.parameters import Model, ScanParameters
from tideturn.methods.detection.scanning.scan import scan, scan_each
from tideturn.methods.detection.scanning.words import cluster_in_words
from tideturn.methods.detection.scanning.zones import Zones, zones_of_adjacency, zones_of_places

__all__ = [
    "Batch",
    "BatchInvalid",
    "Bayes",
    "Calendar",
    "Cusum",
    "Detection",
    "DetectionError",
    "Direction",
    "Distribution",
    "EarsC1",
    "EarsC2",
    "EarsC3",
    "Engine",
    "Farrington",
    "FlexibleFarrington",
    "GlrNegativeBinomial",
    "Mode",
    "Model",
    "NowcastParameters",
    "ParametersInvalid",
    "PowerTransform",
    "Record",
    "RecordsOutOfOrder",
    "Reports",
    "Returns",
    "Rki",
    "ScanParameters",
    "SignalInvalid",
    "Spelling",
    "Status",
    "Step",
    "Threshold",
    "Transformation",
    "Tree",
    "Triangle",
    "WatchRule",
    "Watcher",
    "Watching",
    "WindowShape",
    "Wording",
    "Zones",
    "asking_in",
    "batch_of",
    "bayes",
    "benjamini_hochberg",
    "carried_alarm",
    "cluster_in_words",
    "combine_indicators",
    "combined_pvalues",
    "coverage",
    "cusum",
    "discoveries_of",
    "ears",
    "evidence_of",
    "explain",
    "farrington",
    "farrington_flexible",
    "first_appearance",
    "follow_signals",
    "glr_negative_binomial",
    "interval_score",
    "lawless",
    "names_in",
    "nowcast",
    "places_of",
    "rki",
    "scan",
    "scan_each",
    "score_of",
    "signal_of",
    "simes",
    "triangle_of",
    "triangle_of_reports",
    "watch",
    "weighted_interval_score",
    "zero_history_pvalue",
    "zero_history_upper",
    "zones_of_adjacency",
    "zones_of_places",
]
