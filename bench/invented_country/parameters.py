"""What the invented country is made of. Frozen before any method was run on it; see docs/explanation/many-series.md.

Changing a number here voids every figure in docs/measured/many-series.md: a new country gets a new name, not new
numbers.
"""

from dataclasses import dataclass

HISTORY = 8 * 52
JUDGED = 2 * 52


@dataclass(frozen=True)
class Indicator:
    """One way of counting the harm: its weekly mean in the country, its delay in weeks, and its seasons.

    `holiday` multiplies the last week of the year and `after_holiday` the week that follows.
    """

    name: str
    mean: float
    lag: int
    amplitude: float
    holiday: float
    after_holiday: float


@dataclass(frozen=True)
class Parameters:
    """All that is fixed about the invented country; what varies between countries is drawn with a seed."""

    indicators: tuple[Indicator, ...]
    board_sizes: tuple[int, ...]
    population_spread: float
    burden_spread: float
    dispersion: tuple[float, float]
    growth_of_country: float
    growth_of_area: float
    drift: float
    noise_of_country: float
    noise_of_indicator: float
    noise_of_board: float
    noise_of_partnership: float
    noise_memory: float
    share_missing: float
    backlogs_a_year: float
    recording_changes_a_year: float
    recording_change: float
    events_a_year: float
    quiet_before: int
    weeks_apart: int
    levels: tuple[float, float, float]
    sizes: tuple[float, ...]
    seen_in: tuple[float, ...]
    share_slow: float
    sudden_weeks: tuple[int, int]
    slow_weeks: tuple[int, int]
    size_spread: float
    unevenness: float
    share_later: float


INVENTED_COUNTRY = Parameters(
    indicators=(
        Indicator("ambulance naloxone", mean=90, lag=0, amplitude=0.10, holiday=1.10, after_holiday=1.0),
        Indicator("suspected deaths", mean=22, lag=0, amplitude=0.05, holiday=1.10, after_holiday=1.0),
        Indicator("emergency attendances", mean=130, lag=1, amplitude=0.15, holiday=0.90, after_holiday=1.05),
        Indicator("toxicology", mean=35, lag=2, amplitude=0.05, holiday=0.60, after_holiday=1.40),
    ),
    board_sizes=(6, 4, 3, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),  # partnerships in each board: 30 in 14
    population_spread=0.8,  # sd of the logarithm of a partnership's population
    burden_spread=0.25,  # sd of the logarithm of harm a head, by partnership and indicator
    dispersion=(1.0, 2.2),  # variance over mean of a partnership's counts, before shared noise; uniform
    growth_of_country=0.05,  # sd of yearly growth, by indicator
    growth_of_area=0.03,  # sd of yearly growth, by partnership
    drift=0.006,  # sd of the weekly steps of a slow random walk, by indicator
    noise_of_country=0.03,  # sd of the week's noise that all areas and indicators share
    noise_of_indicator=0.04,  # … that all areas share in one indicator
    noise_of_board=0.06,  # … that a board's partnerships and indicators share
    noise_of_partnership=0.06,  # … that a partnership's indicators share
    noise_memory=0.3,  # correlation of that noise from one week to the next
    share_missing=0.004,  # partnership-indicator-weeks that never arrive
    backlogs_a_year=1.0,  # by indicator: a board sends nothing for one or two weeks, then all at once
    recording_changes_a_year=0.5,  # a partnership's indicator is counted otherwise from some week on
    recording_change=0.25,  # sd of the logarithm of that change
    events_a_year=5.0,
    quiet_before=26,  # no event begins in the last half-year before the judged weeks
    weeks_apart=20,  # between the beginnings of events in areas of which one holds the other
    levels=(0.2, 0.3, 0.5),  # country, board, partnership
    sizes=(1.5, 3.0, 6.0),  # standard deviations a week at the peak, in the area of the event; equally often
    seen_in=(0.15, 0.25, 0.25, 0.35),  # in one, two, three, four indicators
    share_slow=0.3,
    sudden_weeks=(2, 5),  # at full size, the last at half
    slow_weeks=(8, 16),  # rising evenly for eight weeks, then level to the sixteenth
    size_spread=0.35,  # sd of the logarithm of an event's size between indicators
    unevenness=4.0,  # Dirichlet concentration (times the number of partnerships) of where the excess falls
    share_later=0.25,  # indicator's effect that comes a week later than its lag
)
