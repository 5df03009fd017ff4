"""Series with reporting delays, of which the truth is known."""

import numpy as np


def simulated(*, series, periods, mean, seed, max_delay=8, scale=2.0, variation=0.05, concentration=50.0):
    """Return true totals, (series, periods), and counts by delay: gamma-Poisson events, Dirichlet delays."""
    generator = np.random.default_rng(seed)
    chance = np.exp(-np.arange(max_delay + 1) / scale)
    shares = generator.dirichlet(concentration * chance / chance.sum(), (series, periods))
    means = np.broadcast_to(mean, (series, periods))
    truth = generator.poisson(generator.gamma(1 / variation, variation * means))
    return truth, generator.multinomial(truth, shares)
