"""The likelihood ratio chart itself, from a batch to its outcome.

Höhle and Paul, "Count data regression charts for the monitoring of surveillance time series", Computational Statistics
and Data Analysis 52 (2008): at every week, the largest log likelihood ratio of a level multiplied by some factor since
some earlier week, against the level that season and trend foretell. After an alarm the chart starts anew.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.glr_negative_binomial import arrays
from tideturn.methods.detection.glr_negative_binomial.level import Level, estimated_level
from tideturn.methods.detection.glr_negative_binomial.parameters import DEFAULTS, GlrNegativeBinomial, Returns
from tideturn.methods.detection.history import (
    Arrays,
    Judged,
    Truths,
    alarms,
    detection,
    judged_of,
    statuses,
    with_first_appearances,
)
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Detection, Floats, Status

METHOD = "glr-negative-binomial"
REASONS = {
    Status.OK: "The likelihood of a changed level was compared with that of the level foretold.",
    Status.NO_DATA: "No count is known for this week; the chart passes over it.",
    Status.SHORT_HISTORY: "The training weeks are too few for the level asked for, or the week lies among them.",
    Status.NOT_CONVERGED: "There is no level: none was given for this week, or the regression came to no rest.",
    Status.FIRST_APPEARANCE: "This is the first case of the series; half a case is assumed in its training weeks.",
}


@dataclass(frozen=True)
class Charted:
    """Statistics and limits of the weeks from `start` to the end of the batch, each (series, weeks)."""

    statistics: Floats
    limits: Floats
    start: int

    def at(self, array: Floats, judged: Judged) -> Floats:
        """Return one of the arrays at the weeks judged; NaN before the start."""
        inside = judged.weeks >= self.start
        picked = np.full(judged.shape, np.nan)
        picked[:, inside] = array[:, judged.weeks[inside] - self.start]
        return picked


def glr_negative_binomial(
    batch: Batch,
    *,
    weeks: ArrayLike,
    parameters: GlrNegativeBinomial = DEFAULTS,
    mode: Mode = Mode.TEXTBOOK,
) -> Detection:
    """Run the chart from the end of training to the last week judged.

    `weeks` are columns of the batch. `score` is the statistic over c_arl: 1 or more is an alarm. In compatible mode
    `upper` holds the statistic, as R's glrnb returns it, and the same steps are taken to find the factor, which miss
    sudden rises of rare events; in textbook mode the factor is found wherever it lies, and `upper` is the highest
    whole count without an alarm where `returns` is `cases`, -1 where any count raises one.
    """
    parameters.check_mode(mode)
    judged = judged_of(batch, weeks)
    start = int(judged.weeks.min()) if parameters.training is None else parameters.training
    level = _level(batch, start, parameters, mode)
    charted = _charted(judged, level, start, parameters, mode)
    return detection(METHOD, judged, _filled(judged, level, charted, parameters, mode), REASONS)


def _filled(judged: Judged, level: Level, charted: Charted, parameters: GlrNegativeBinomial, mode: Mode) -> Arrays:
    statistic, mu0 = charted.at(charted.statistics, judged), level.mu0[:, judged.weeks]
    enough = level.enough[:, np.newaxis] & (judged.weeks >= charted.start)
    answered, status = enough & ~np.isnan(mu0), statuses(judged, enough=enough, unanswered=np.isnan(mu0))
    given = answered & np.isfinite(judged.counts)
    filled: Arrays = {
        "score": np.where(given, statistic / parameters.c_arl, np.nan),
        "alarm": alarms(statistic >= parameters.c_arl, given=given),
        "status": status,
    }
    if mode is Mode.COMPATIBLE:
        return {**filled, "upper": np.where(given, statistic, np.nan)}
    limits = charted.at(charted.limits, judged)
    return {
        **filled,
        "expected": np.where(answered, mu0, np.nan),
        "upper": np.where(answered, limits, np.nan),
        "status": with_first_appearances(status, judged),
    }


def _level(batch: Batch, start: int, parameters: GlrNegativeBinomial, mode: Mode) -> Level:
    if parameters.mu0 is None:
        found = estimated_level(
            batch.observed, calendar=batch.calendar, training=start, parameters=parameters, mode=mode
        )
        mu0 = np.where(found.converged[:, np.newaxis], found.mu0, np.nan)
        return Level(mu0, found.enough, found.converged)
    if parameters.mu0.shape not in (batch.observed.shape, (1, batch.calendar.length)):
        raise ParametersInvalid(
            f"mu0 has the shape {parameters.mu0.shape}, where the counts have {batch.observed.shape}."
        )
    always = np.ones(batch.size, dtype=np.bool_)
    return Level(np.broadcast_to(parameters.mu0, batch.observed.shape), always, always)


def _charted(judged: Judged, level: Level, start: int, parameters: GlrNegativeBinomial, mode: Mode) -> Charted:
    """Run the chart; weeks without a count or a level add nothing."""
    stop = max(int(judged.weeks.max()) + 1, start)
    counts, levels = judged.batch.observed[:, start:stop], level.mu0[:, start:stop]
    known = np.isfinite(counts) & np.isfinite(levels)
    settings = arrays.Settings(
        alpha=float(parameters.alpha),
        sign=parameters.direction.sign,
        theta=float(parameters.theta or 0.0),
        minimum=parameters.minimum_window,
        window=-1 if parameters.window is None else parameters.window,
        as_in_r=mode is Mode.COMPATIBLE and parameters.alpha > 0,  # a Poisson factor needs no steps, in R neither
    )
    with_cases = parameters.returns is Returns.CASES
    counts, levels = np.where(known, counts, 0.0), np.where(known, levels, 0.0)
    return Charted(*_charts()(counts, levels, known, settings, float(parameters.c_arl), with_cases), start)


def _charts() -> Callable[[Floats, Floats, Truths, arrays.Settings, float, bool], tuple[Floats, Floats]]:
    """Return the compiled form where numba is installed, else the one for arrays."""
    if importlib.util.find_spec("numba") is None:
        return arrays.charts
    from tideturn.methods.detection.glr_negative_binomial import kernel

    return lambda counts, levels, known, settings, *rest: kernel.charts(counts, levels, known, settings.plain, *rest)
