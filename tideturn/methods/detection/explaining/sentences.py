"""A signal in words: short, plain, and no surer than it is."""

from tideturn.methods.detection.explaining.signal import Signal, Week
from tideturn.methods.detection.outcome import Status

MANY = "{:,} earlier weeks have no data, and are left out."
MUCH = 0.05  # less than this more than chance alone, or this change a year, is not worth a word


def sentences_of(signal: Signal) -> tuple[str, ...]:
    """Return the explanation, the most important sentence first; what is not known is left out or said to be so."""
    lines = (
        _seen(signal),
        _expected(signal),
        _verdict(signal),
        _chance(signal),
        _status(signal),
        _trend(signal),
        _spread(signal),
        _compared(signal),
        _weighted_down(signal),
        _missing(signal),
        _method(signal),
    )
    return tuple(line for line in lines if line)


def number(value: float) -> str:
    """Return a number as it is read best: whole numbers whole, large ones without decimals."""
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"


def _seen(signal: Signal) -> str:
    week = signal.judged
    if week.observed is None:
        return (
            f"{signal.name}: there is no data for {week.words}. That is not a count of zero, and nothing can be said"
            " about the week until the count comes in."
        )
    return f"{signal.name}: {week.observed:,} {signal.unit} were counted in {week.words}."


def _expected(signal: Signal) -> str:
    week = signal.judged
    if week.expected is None:
        return "" if week.observed is None else "No expected count can be given."
    if week.upper is None:
        return f"About {number(week.expected)} were expected."
    if week.upper <= 0:
        return "None were expected; a single one would be a surprise."
    low = 0.0 if signal.lower is None else signal.lower
    return (
        f"About {number(week.expected)} were expected; anything from {number(low)} to {number(week.upper)} would be no"
        " surprise."
    )


def _verdict(signal: Signal) -> str:
    week = signal.judged
    if signal.alarm is None or week.observed is None:
        return "" if week.observed is None else "There is neither a signal nor the assurance that there is none."
    if not signal.alarm:
        return "No signal is suggested. That does not show that nothing is wrong."
    what = "a signal is suggested" if week.upper is None else f"{week.observed:,} is above {number(week.upper)}"
    above = "" if week.upper is None else ": a signal is suggested"
    return f"{what[0].upper()}{what[1:]}{above}. It asks a person to look; it is not confirmed, and names no cause."


def _chance(signal: Signal) -> str:
    if signal.pvalue is None or signal.judged.observed is None:
        return ""
    if signal.pvalue >= 0.1:
        how_often = f"in about {100 * signal.pvalue:.0f} weeks in 100"
    else:
        rounded = float(f"{1 / max(signal.pvalue, 1e-9):.2g}")
        how_often = (
            f"in about one week in {rounded:,.0f}" if signal.pvalue > 1e-6 else "in fewer than one week in a million"
        )
    return f"If nothing had changed, a count at least as high would come {how_often}."


def _status(signal: Signal) -> str:
    if signal.status is Status.OK or not signal.reason:
        return ""
    return signal.reason if signal.reason.endswith(".") else f"{signal.reason}."


def _trend(signal: Signal) -> str:
    if signal.trend_a_year is None:
        return ""
    change = abs(signal.trend_a_year)
    if change < MUCH / 5:
        return "A trend is taken in; it is close to level."
    way = "rising" if signal.trend_a_year > 0 else "falling"
    return f"The counts have been {way} by about {change:.0%} a year; the expected count takes that in."


def _spread(signal: Signal) -> str:
    if signal.phi is None:
        return ""
    if signal.phi <= 1 + MUCH:
        return "The weeks of the past vary about as much as chance alone would make them."
    return f"The variance of the past weeks is about {signal.phi:.1f} times what chance alone would give."


def _compared(signal: Signal) -> str:
    used = signal.used
    if not used:
        return ""
    if len(used) == 1:
        return f"The week is compared with {used[0].words}."
    return f"The week is compared with {len(used):,} weeks, from {used[0].words} to {used[-1].words}."


def _weighted_down(signal: Signal) -> str:
    lessened = [week for week in signal.used if week.is_weighted_down]
    if not lessened:
        return ""
    least = min(lessened, key=lambda week: week.weight or 0.0)
    if len(lessened) == 1:
        return f"One of them was unusually high and counts for less: {_weight(least)}."
    return (
        f"{len(lessened):,} of them were unusually high, as in an outbreak, and count for less; least of all"
        f" {_weight(least)}."
    )


def _weight(week: Week) -> str:
    return f"{week.words}, with {week.observed:,} counted and a weight of {week.weight:.2g}"


def _missing(signal: Signal) -> str:
    missing = sum(week.observed is None for week in signal.weeks[:-1])
    if not missing:
        return ""
    return "One earlier week has no data, and is left out." if missing == 1 else MANY.format(missing)


def _method(signal: Signal) -> str:
    settings = "; ".join(f"{name}: {value}" for name, value in signal.parameters)
    return f"Method: {signal.method}, with {settings}." if settings else f"Method: {signal.method}."
