"""The public door of rates: what one calls and what one passes in."""

from tideturn.methods.rates.count_limits import Limits, byar_limits, exact_limits
from tideturn.methods.rates.crude import crude_rate
from tideturn.methods.rates.direct import directly_standardised_rate
from tideturn.methods.rates.errors import BandsInvalid, CountsInvalid, ParametersInvalid, RatesError
from tideturn.methods.rates.funnel import proportion_funnel, rate_funnel
from tideturn.methods.rates.indirect import expected_events, indirectly_standardised_ratio
from tideturn.methods.rates.moving_average import moving_average
from tideturn.methods.rates.overdispersion import Overdispersion
from tideturn.methods.rates.proportion import proportion
from tideturn.methods.rates.random_variation import likely_range, random_variation
from tideturn.methods.rates.standard_population import EUROPEAN_2013, StandardPopulation

__all__ = [
    "EUROPEAN_2013",
    "BandsInvalid",
    "CountsInvalid",
    "Limits",
    "Overdispersion",
    "ParametersInvalid",
    "RatesError",
    "StandardPopulation",
    "byar_limits",
    "crude_rate",
    "directly_standardised_rate",
    "exact_limits",
    "expected_events",
    "indirectly_standardised_ratio",
    "likely_range",
    "moving_average",
    "proportion",
    "proportion_funnel",
    "random_variation",
    "rate_funnel",
]
