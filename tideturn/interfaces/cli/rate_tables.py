"""The tables that `tideturn rates` writes, one function a kind: read the columns, ask the method, set out the rows."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.interfaces.cli.long_form import ROW, Key, LongTable, key_frame
from tideturn.methods.rates.age_bands import band_label, first_and_last_age
from tideturn.methods.rates.count_limits import Limits
from tideturn.methods.rates.crude import crude_rate
from tideturn.methods.rates.direct import directly_standardised_rate
from tideturn.methods.rates.errors import BandsInvalid, RatesError
from tideturn.methods.rates.figures import Rates
from tideturn.methods.rates.funnel import LEVELS, Funnel, proportion_funnel, rate_funnel
from tideturn.methods.rates.indirect import expected_events, indirectly_standardised_ratio
from tideturn.methods.rates.moving_average import moving_average
from tideturn.methods.rates.overdispersion import Overdispersion
from tideturn.methods.rates.proportion import proportion
from tideturn.methods.rates.random_variation import random_variation
from tideturn.methods.rates.standard_population import EUROPEAN_2013, StandardPopulation
from tideturn.sources.tabular.errors import TableRefused

Floats = NDArray[np.float64]

FEW = 10
REASONS = {
    "ok": "",
    "no_data": "A count or its denominator is missing.",
    "zero_events": "There were no events; both limits are set to 0 by convention and are no interval.",
    "few_events": f"There were fewer than {FEW} events, on which a standardised rate and its limits are rough.",
}


@dataclass(frozen=True)
class Options:
    """What the command was asked for."""

    multiplier: float
    is_multiplier_given: bool
    confidence: float
    limits: Limits
    ages: str | None
    both_sexes: bool
    width: int | None
    target: float | None
    overdispersion: Overdispersion


def crude_table(table: LongTable, options: Options) -> pl.DataFrame:
    """Return one row a record: its crude rate."""
    people = table.numbers("population")
    rates = crude_rate(
        table.numbers("events"),
        people,
        multiplier=options.multiplier,
        confidence=options.confidence,
        limits=options.limits,
    )
    return _figures(table, table.key_columns(), rates, {"population": people})


def proportion_table(table: LongTable, options: Options) -> pl.DataFrame:
    """Return one row a record: its proportion."""
    whole, part = table.numbers("denominator"), table.numbers("numerator")
    _check_parts(table, part, whole)
    rates = proportion(part, whole, multiplier=options.multiplier, confidence=options.confidence)
    return _figures(table, table.key_columns(), rates, {"denominator": whole}).rename({"events": "numerator"})


def _check_parts(table: LongTable, part: Floats, whole: Floats) -> None:
    over = np.flatnonzero(part > whole)
    if len(over):
        raise table.refuse(int(over[0]), "the numerator is larger than the denominator; correct one of them.")


def direct_table(table: LongTable, options: Options) -> pl.DataFrame:
    """Return one row for each combination of keys: its directly standardised rate."""
    standard = _standard(options)
    if table.has("sex") and not options.both_sexes:
        table = replace(table, keys=(*table.keys, "sex"))
    if options.both_sexes and not table.has("sex"):
        raise TableRefused(str(table.file), "has no column sex; add it, or leave --both-sexes out.")
    labels = _labels(table, options.both_sexes)
    if options.ages:
        table = _of_ages(table, labels, standard)
    table.check_once(["age_band", *(["sex"] if options.both_sexes else [])], "this age band")
    found = [_direct_rate(group, labels, standard, options) for _, group in table.groups()]
    return _stack(table, [key for key, _ in table.groups()], found, is_standardised=True)


def _standard(options: Options) -> StandardPopulation:
    standard = EUROPEAN_2013
    if options.ages:
        standard = standard.between(*first_and_last_age(band_label(options.ages)))
    return standard.for_both_sexes() if options.both_sexes else standard


def _of_ages(table: LongTable, labels: dict[int, str], standard: StandardPopulation) -> LongTable:
    """Return the records of the ages that were asked for; the others are whole bands of the same standard."""
    other = {f"{sex}{label}" for label in EUROPEAN_2013.weights for sex in ("", "female ", "male ")}
    kept = [
        row not in labels or labels[row] in standard.weights or labels[row] not in other for row in table.frame[ROW]
    ]
    if not any(kept):
        raise TableRefused(str(table.file), f"has no age band of {standard.name}; give those bands.")
    return replace(table, frame=table.frame.filter(pl.Series(kept)))


def _labels(table: LongTable, with_sex: bool) -> dict[int, str]:
    """Return the label of each record by its number in the file; raises TableRefused with the line of a bad one."""
    labels = {}
    for record, row in enumerate(table.frame.iter_rows(named=True)):
        text = f"{row['sex'] or ''} {row['age_band']}" if with_sex else row["age_band"]
        try:
            labels[row[ROW]] = band_label(text)
        except BandsInvalid as error:
            raise table.refuse(record, str(error)) from None
    return labels


def _direct_rate(group: LongTable, labels: dict[int, str], standard: StandardPopulation, options: Options) -> Rates:
    names = [labels[row] for row in group.frame[ROW]]
    try:
        return directly_standardised_rate(
            dict(zip(names, group.numbers("events"), strict=True)),
            dict(zip(names, group.numbers("population"), strict=True)),
            standard=standard,
            multiplier=options.multiplier,
            confidence=options.confidence,
        )
    except RatesError as error:
        raise group.refuse(0, f"in the group that begins here: {error}") from None


def indirect_table(table: LongTable, options: Options) -> pl.DataFrame:
    """Return one row a record with `expected`, else one for each combination of keys: its ratio."""
    if table.has("expected"):
        base = table.numbers("expected")
        return _figures(table, table.key_columns(), _ratio(table.numbers("events"), base, options), {"expected": base})
    wanted = ("age_band", "population", "reference_events", "reference_population")
    missing = [name for name in wanted if not table.has(name)]
    if missing:
        raise TableRefused(str(table.file), f"needs the column expected, or the columns {', '.join(missing)} as well.")
    labels = _labels(table, with_sex=False)
    table.check_once(["age_band"], "this age band")
    groups = table.groups()
    base = np.array([_expected(group, labels) for _, group in groups])
    counts = np.array([group.numbers("events").sum() for _, group in groups])
    keys = key_frame(table.keys, [key for key, _ in groups])
    return _figures(table, keys, _ratio(counts, base, options), {"expected": base})


def _expected(group: LongTable, labels: dict[int, str]) -> float:
    names = [labels[row] for row in group.frame[ROW]]
    columns = {
        name: dict(zip(names, group.numbers(name), strict=True)) for name in group.frame.columns if _is_count(name)
    }
    try:
        return float(
            expected_events(
                columns["population"],
                reference_events=columns["reference_events"],
                reference_population=columns["reference_population"],
            )
        )
    except RatesError as error:
        raise group.refuse(0, f"in the group that begins here: {error}") from None


def _is_count(name: str) -> bool:
    return name in ("population", "reference_events", "reference_population")


def _ratio(counts: Floats, base: Floats, options: Options) -> Rates:
    return indirectly_standardised_ratio(
        counts, base, multiplier=options.multiplier, confidence=options.confidence, limits=options.limits
    )


def random_variation_table(table: LongTable, options: Options) -> pl.DataFrame:
    """Return one row a record: the moving average and the likely range of random variation around it."""
    ordered = _in_order(table)
    parts = []
    for _, group in ordered.groups():
        found = random_variation(group.numbers("events"), width=options.width or 5, confidence=options.confidence)
        outside = [
            None if np.isnan(low) else bool(flag) for low, flag in zip(found.lower, found.is_outside, strict=True)
        ]
        columns = _columns({"average": found.average, "lower": found.lower, "upper": found.upper})
        flags = pl.Series("outside", outside, dtype=pl.Int8)
        parts.append(_series(ordered, group, pl.DataFrame([*columns.values(), flags])))
    return pl.concat(parts)


def moving_average_table(table: LongTable, options: Options) -> pl.DataFrame:
    """Return one row a record: the central moving average."""
    ordered = _in_order(table)
    parts = []
    for _, group in ordered.groups():
        averages = moving_average(group.numbers("events"), width=options.width or 3)
        parts.append(_series(ordered, group, pl.DataFrame(_columns({"average": averages}))))
    return pl.concat(parts)


def _series(table: LongTable, group: LongTable, figures: pl.DataFrame) -> pl.DataFrame:
    time = "date" if table.has("date") else "period"
    return table.beside(group.frame.select(*table.keys, time, "events"), figures)


def _in_order(table: LongTable) -> LongTable:
    """Return the records in the order of time; raises TableRefused for a doubled period, or one that is left out."""
    if table.has("date") == table.has("period"):
        raise TableRefused(str(table.file), "needs one column for the time: date, or period for years and the like.")
    time = "date" if table.has("date") else "period"
    empty = table.frame[time].is_null()
    if empty.any():
        raise table.refuse(int(empty.arg_true()[0]), f"the {time} is empty; fill it in.")
    table.check_once([time], f"this {time}")
    ordered = replace(table, frame=table.frame.sort(time, maintain_order=True))
    for _, group in ordered.groups():
        _check_no_gap(group, time)
    return ordered


def _check_no_gap(group: LongTable, time: str) -> None:
    numbers = group.frame[time].cast(pl.Int32 if time == "date" else pl.Int64).cast(pl.Int64).to_numpy()
    step = 7 if time == "date" else 1
    gaps = np.flatnonzero(np.diff(numbers) != step)
    if len(gaps):
        rhythm = "seven days" if time == "date" else "1"
        raise group.refuse(
            int(gaps[0]) + 1,
            f"this {time} is not {rhythm} after the one before; add what is left out, with events empty.",
        )


def funnel_table(table: LongTable, options: Options) -> pl.DataFrame:
    """Return one row a record: a place against the target, and the limits for its size."""
    funnel, parts = _funnel(table, options)
    names = [str(level).replace("0.", "") for level in funnel.levels]
    limits = {f"lower_{name}": funnel.lower[place] for place, name in enumerate(names)}
    limits |= {f"upper_{name}": funnel.upper[place] for place, name in enumerate(names)}
    known = ~np.isnan(funnel.value)
    beyond = pl.Series(funnel.beyond).zip_with(pl.Series(known), pl.Series([None] * len(known), dtype=pl.Int64))
    figures = pl.DataFrame(_columns({**parts, "value": funnel.value})).with_columns(
        target=pl.lit(funnel.target),
        **_columns(limits),
        beyond=beyond,
        phi=pl.lit(funnel.dispersion.phi),
        overdispersion=pl.lit(funnel.overdispersion.value),
        status=pl.Series(np.where(known, "ok", "no_data")),
        reason=pl.Series(np.where(known, "", REASONS["no_data"])),
        multiplier=pl.lit(funnel.multiplier),
    )
    return table.beside(table.key_columns(), figures)


def _funnel(table: LongTable, options: Options) -> tuple[Funnel, dict[str, Floats]]:
    pairs = [("events", "population", 100_000.0), ("events", "expected", 100.0), ("numerator", "denominator", 100.0)]
    found = [pair for pair in pairs if table.has(pair[0]) and table.has(pair[1])]
    if len(found) != 1:
        raise TableRefused(
            str(table.file), "needs one pair: events and population, events and expected, or numerator and denominator."
        )
    part, whole, multiplier = found[0]
    counts, base = table.numbers(part), table.numbers(whole)
    if part == "numerator":
        _check_parts(table, counts, base)
    find = proportion_funnel if part == "numerator" else rate_funnel
    funnel = find(
        counts,
        base,
        target=options.target,
        levels=LEVELS,
        multiplier=options.multiplier if options.is_multiplier_given else multiplier,
        overdispersion=options.overdispersion,
    )
    return funnel, {part: counts, whole: base}


def _stack(table: LongTable, keys: list[Key], found: list[Rates], *, is_standardised: bool) -> pl.DataFrame:
    """Return the figures of groups worked out one by one as one table."""
    first = found[0]
    rates = Rates(
        events=np.array([float(one.events) for one in found]),
        value=np.array([float(one.value) for one in found]),
        lower=np.array([float(one.lower) for one in found]),
        upper=np.array([float(one.upper) for one in found]),
        multiplier=first.multiplier,
        confidence=first.confidence,
        method=first.method,
    )
    return _figures(table, key_frame(table.keys, keys), rates, {}, is_standardised=is_standardised)


def _figures(
    table: LongTable,
    keys: pl.DataFrame,
    rates: Rates,
    denominators: dict[str, Floats],
    *,
    is_standardised: bool = False,
) -> pl.DataFrame:
    status = _status(rates, is_standardised)
    counts = {name: _counted(values) for name, values in {"events": rates.events, **denominators}.items()}
    figures = pl.DataFrame(counts | _columns({"value": rates.value, "lower": rates.lower, "upper": rates.upper}))
    told = figures.with_columns(
        status=pl.Series(status, dtype=pl.String),
        reason=pl.Series([REASONS[one] for one in status], dtype=pl.String),
        multiplier=pl.lit(float(rates.multiplier)),
        confidence=pl.lit(rates.confidence),
        method=pl.lit(rates.method),
    )
    return table.beside(keys, told)


def _counted(values: Floats) -> pl.Series:
    """Return a column without decimal points where all that is known in it is whole."""
    column = pl.Series(values, dtype=pl.Float64).fill_nan(None)
    is_whole = bool((column.drop_nulls() == column.drop_nulls().floor()).all())
    return column.cast(pl.Int64) if is_whole else column


def _status(rates: Rates, is_standardised: bool) -> list[str]:
    words = np.where(np.isnan(rates.value), "no_data", "ok")
    if is_standardised:
        words = np.where(rates.events < FEW, "few_events", words)
        words = np.where(rates.events == 0, "zero_events", words)
    return [str(word) for word in words]


def _columns(arrays: dict[str, Floats]) -> dict[str, pl.Series]:
    return {name: pl.Series(name, np.asarray(values, dtype=np.float64)) for name, values in arrays.items()}
