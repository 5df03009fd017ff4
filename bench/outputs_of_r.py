"""What R's `surveillance` computed, and what is asked of ours to be compared with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from tideturn.methods.detection import farrington as fitted
from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.bayes import Bayes, bayes
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.cusum import Cusum, Transformation, cusum
from tideturn.methods.detection.ears import EarsC1, EarsC2, EarsC3, ears
from tideturn.methods.detection.farrington import FlexibleFarrington, PowerTransform, Threshold
from tideturn.methods.detection.glr_negative_binomial import GlrNegativeBinomial, glr_negative_binomial
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Detection
from tideturn.methods.detection.rki import Rki, rki

REPOSITORY = Path(__file__).resolve().parents[1]
GOLDEN = REPOSITORY.parent / "shared" / "golden" / "surveillance"
TABLES = REPOSITORY / "tests" / "methods" / "detection"

Ask = Callable[[Batch, np.ndarray, pl.DataFrame], Detection]


@dataclass(frozen=True)
class Comparison:
    """Rows of R for one series, and the call of ours that should give the same; `group` is a line of the page."""

    group: str
    source: str
    batch: Batch
    rows: pl.DataFrame
    ask: Ask

    def ours(self) -> Detection:
        """Return what we say of the weeks that R was asked about."""
        return self.ask(self.batch, self.rows["t"].cast(pl.Int64).to_numpy() - 1, self.rows)


def read(path: Path) -> pl.DataFrame:
    """Return a table that R wrote."""
    return pl.read_csv(path, null_values=["NA", ""], infer_schema_length=None)


def numbers(column: pl.Series) -> np.ndarray:
    """Return a column as numbers, NaN where R gave none."""
    return column.cast(pl.Float64).fill_null(np.nan).to_numpy()


def batch_of(counts: pl.Series, dates: pl.Series | None = None, population: pl.Series | None = None) -> Batch:
    """Return a batch of one series."""
    days = None if dates is None else dates.str.to_date().to_numpy().astype("datetime64[D]")
    people = None if population is None else numbers(population)[None]
    return Batch(numbers(counts)[None], Calendar(len(counts), dates=days), population=people)


def asking(method: Callable[..., Detection], parameters: object = None) -> Ask:
    """Return the call of a method in compatible mode."""
    chosen = {} if parameters is None else {"parameters": parameters}
    return lambda batch, weeks, _: method(batch, weeks=weeks, mode=Mode.COMPATIBLE, **chosen)


def charting(**choices: object) -> Ask:
    """Return the call of the likelihood ratio chart with the levels that stand beside R's statistic."""

    def ask(batch: Batch, weeks: np.ndarray, rows: pl.DataFrame) -> Detection:
        levels = np.full((1, batch.calendar.length), np.nan)
        levels[0, weeks] = numbers(rows["mu0"])
        parameters = GlrNegativeBinomial(mu0=levels, training=int(weeks.min()), **choices)
        return glr_negative_binomial(batch, weeks=weeks, parameters=parameters, mode=Mode.COMPATIBLE)

    return ask


def _flexible(**choices: object) -> Ask:
    return asking(fitted.farrington_flexible, FlexibleFarrington(**choices))


MUAN, DELTA = {"threshold_method": Threshold.MUAN}, {"threshold_method": Threshold.DELTA}
OLDER = {
    "no_periods": 1, "past_weeks_not_included": 3, "weights_threshold": 1.0, "p_threshold_trend": 0.05, "alpha": 0.01,
    **DELTA,
}  # fmt: skip
PEARSON = Cusum(transformation=Transformation.PEARSON_NEGATIVE_BINOMIAL, alpha=0.1)
FLEXIBLE = {
    "FF_nb": _flexible(), "FF_nb_pop": _flexible(population_offset=True), "FF_nb_a05": _flexible(alpha=0.05),
    "FF_nb_b3": _flexible(b=3), "FF_nb_noreweight": _flexible(reweight=False), "FF_nb_notrend": _flexible(trend=False),
    "FF_muan": _flexible(**MUAN), "FF_muan_b3": _flexible(b=3, **MUAN),
    "FF_delta_np10": _flexible(p_threshold_trend=0.05, **DELTA), "FF_delta_classic": _flexible(**OLDER),
    "FF_delta_classic_b3": _flexible(b=3, **OLDER),
    "FF_delta_half": _flexible(power_transform=PowerTransform.HALF, **OLDER),
    "FF_delta_none": _flexible(power_transform=PowerTransform.NONE, **OLDER),
}  # fmt: skip
EARS = {name: asking(ears, choice()) for name, choice in (("C1", EarsC1), ("C2", EarsC2), ("C3", EarsC3))}
CLASSICAL = {
    **{f"EARS_{name}": ask for name, ask in EARS.items()},
    **{f"CUSUM_{way}": asking(cusum, Cusum(transformation=way)) for way in ("standard", "rossi", "anscombe")},
    "RKI_b2w4": asking(rki), "BAYES_b2w4": asking(bayes), "GLRNB_given_mu0": charting(),
}  # fmt: skip
PUBLISHED = {**FLEXIBLE, "FARRINGTON1996": asking(fitted.farrington), **CLASSICAL}

OWN_FLEXIBLE = {
    "nb": FLEXIBLE["FF_nb"], "nb_population": FLEXIBLE["FF_nb_pop"], "nb_plain": _flexible(reweight=False, trend=False),
    "muan": FLEXIBLE["FF_muan"], "muan_plain": _flexible(reweight=False, **MUAN), "delta": FLEXIBLE["FF_delta_np10"],
    "delta_older": FLEXIBLE["FF_delta_classic"], "delta_half": FLEXIBLE["FF_delta_half"],
    "delta_none": FLEXIBLE["FF_delta_none"],
}  # fmt: skip
OWN_CLASSICAL = {
    "ears": {
        "c1": EARS["C1"], "c2": EARS["C2"], "c3": EARS["C3"],
        "c1-baseline-5": asking(ears, EarsC1(baseline=5, alpha=0.01)),
        "c3-sigma-1": asking(ears, EarsC3(minimum_sigma=1)),
    },
    "cusum": {
        "standard": asking(cusum), "rossi": CLASSICAL["CUSUM_rossi"], "anscombe": CLASSICAL["CUSUM_anscombe"],
        "rossi-m-4": asking(cusum, Cusum(m=4, transformation=Transformation.ROSSI)),
        "pearson-negative-binomial": asking(cusum, PEARSON),
    },
    "rki": {"b2w4": asking(rki), "b1w6-current": asking(rki, Rki(b=1, w=6, current_year=True))},
    "bayes": {"b2w4": asking(bayes), "b0w6": asking(bayes, Bayes(b=0, w=6, alpha=0.01))},
    "glr": {
        "given": charting(), "poisson": charting(alpha=0.0), "theta": charting(theta=1.2),
        "minimum-window-3": charting(minimum_window=3), "window-4": charting(window=4),
        "estimated": asking(glr_negative_binomial, GlrNegativeBinomial()),
        "estimated-trend": asking(glr_negative_binomial, GlrNegativeBinomial(harmonics=2, trend=True)),
    },
}  # fmt: skip


def published() -> Iterator[Comparison]:
    """Give the comparisons with the golden outputs beside the repository; none where they are absent."""
    for name, ask in PUBLISHED.items():
        for file in sorted(GOLDEN.glob(f"*/{name}.csv")):
            table = read(file.parent / "input.csv")
            for (series,), rows in read(file).group_by(["series"], maintain_order=True):
                batch = _golden_batch(table.filter(pl.col("series") == series).sort("t"), name in CLASSICAL)
                yield Comparison(name, file.parent.name, batch, rows, ask)


def _golden_batch(own: pl.DataFrame, is_classical: bool) -> Batch:
    has_dates = own["date"].null_count() == 0 and not is_classical
    has_population = own["population"].null_count() == 0
    return batch_of(own["observed"], own["date"] if has_dates else None, own["population"] if has_population else None)


def awkward() -> Iterator[Comparison]:
    """Give the comparisons with the golden outputs of awkward series."""
    if not GOLDEN.is_dir():
        return
    series = read(GOLDEN / "edge" / "input.csv")
    asked = {**FLEXIBLE, **CLASSICAL}
    answered = read(GOLDEN / "edge" / "expected.csv").filter(pl.col("t").is_not_null())
    for (name, case), rows in answered.group_by(["config", "case"], maintain_order=True):
        batch = batch_of(series.filter(pl.col("case") == case).sort("t")["observed"])
        yield Comparison(str(name), str(case), batch, rows, asked[str(name)])


def own() -> Iterator[Comparison]:
    """Give the comparisons with the small tables beside the tests."""
    yield from _own_farrington(TABLES / "farrington" / "tables")
    yield from _own_classical(TABLES / "tables")


def _own_farrington(folder: Path) -> Iterator[Comparison]:
    table = read(folder / "series.csv")

    def batch(series: str, dated: bool) -> Batch:
        return batch_of(table[series], table["date"] if dated else None, table["population"])

    asked = read(folder / "flexible.csv").sort("choice", maintain_order=True)
    for (series, dated, choice), rows in asked.group_by(["series", "dated", "choice"], maintain_order=True):
        yield Comparison(f"flexible Farrington, {choice}", series, batch(series, dated), rows, OWN_FLEXIBLE[choice])
    for (series, dated), rows in read(folder / "farrington_1996.csv").group_by(
        ["series", "dated"], maintain_order=True
    ):
        yield Comparison("Farrington 1996", series, batch(series, dated), rows, PUBLISHED["FARRINGTON1996"])


def _own_classical(folder: Path) -> Iterator[Comparison]:
    table = read(folder / "classical_series.csv")
    for method, asked in OWN_CLASSICAL.items():
        answered = read(folder / f"classical_{method}.csv")
        for (case, series), rows in answered.group_by(["case", "series"], maintain_order=True):
            batch = batch_of(table.filter(pl.col("series") == series).sort("t")["observed"])
            yield Comparison(f"{method}, {case}", series, batch, rows, asked[case])
