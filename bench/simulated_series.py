"""Weekly series simulated as in Noufaily et al. (2013), and outbreaks laid over them."""

from dataclasses import dataclass

import numpy as np
from scipy.special import i0
from scipy.stats import lognorm

WEEKS_OF_YEAR = 52
SPREAD = 0.5  # of the logarithm of the weeks between an outbreak's start and a case; the median is one week
LASTS_AT_MOST = 6


@dataclass(frozen=True)
class Baseline:
    """Series alike: their mean, their variance over their mean, and how far the season swings the logarithm."""

    mean: float
    dispersion: float = 1.0
    swing: float = 0.0

    def means(self, chance: np.random.Generator, *, series: int, weeks: int) -> np.ndarray:
        """Return the expected counts, shape (series, weeks); each series has its own time of the year to peak at."""
        phase = chance.uniform(0.0, 2.0 * np.pi, (series, 1))
        season = np.exp(self.swing * np.cos(2.0 * np.pi * np.arange(weeks) / WEEKS_OF_YEAR + phase))
        return self.mean * season / i0(self.swing)

    def counts(self, chance: np.random.Generator, means: np.ndarray) -> np.ndarray:
        """Return negative binomial counts of these means; Poisson counts where the dispersion is 1."""
        if self.dispersion == 1.0:
            return chance.poisson(means).astype(float)
        excess = self.dispersion - 1.0
        return chance.negative_binomial(means / excess, 1.0 / self.dispersion).astype(float)


def shares_of_weeks() -> np.ndarray:
    """Return which share of an outbreak's cases comes in its first week, its second, and so on."""
    below = lognorm.cdf(np.arange(1, LASTS_AT_MOST + 1), SPREAD)
    below[-1] = 1.0
    return np.diff(below, prepend=0.0)


def outbreaks(chance: np.random.Generator, means: np.ndarray, dispersion: float, deviations: float) -> np.ndarray:
    """Return the cases of one outbreak a series, shape (series, LASTS_AT_MOST); `means` are those of its first week.

    The total is a Poisson count whose mean is so many standard deviations of the week in which the outbreak begins,
    drawn again where it is zero, because an outbreak without a case is none.
    """
    expected = deviations * np.sqrt(dispersion * means)
    total = chance.poisson(expected)
    while (total == 0).any():
        total = np.where(total == 0, chance.poisson(expected), total)
    return chance.multinomial(total, shares_of_weeks()).astype(float)


def with_past_outbreaks(
    chance: np.random.Generator, counts: np.ndarray, means: np.ndarray, baseline: Baseline, *, number: int
) -> np.ndarray:
    """Return counts into whose weeks so many outbreaks of 2 to 10 standard deviations were laid by chance."""
    spoilt, rows = counts.copy(), np.arange(len(counts))
    for _ in range(number):
        start = chance.integers(0, counts.shape[1] - LASTS_AT_MOST, len(counts))
        size = float(chance.uniform(2.0, 10.0))
        cases = outbreaks(chance, means[rows, start], baseline.dispersion, size)
        np.add.at(spoilt, (rows[:, None], start[:, None] + np.arange(LASTS_AT_MOST)), cases)
    return spoilt
