"""`tideturn estimate prevalence`: people whom no list has seen, by the older method."""

from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.interfaces.cli.estimating import confidence_option, file_argument, out_option
from tideturn.interfaces.cli.long_form import Key, LongTable, key_frame, read_long, refusing
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.waiting import waiting
from tideturn.methods.estimates.errors import EstimatesError
from tideturn.methods.estimates.prevalence.averaging import Criterion
from tideturn.methods.estimates.prevalence.lists import list_table
from tideturn.methods.estimates.prevalence.models import INDEPENDENCE, Model, hierarchical_models, interactions
from tideturn.methods.estimates.prevalence.over_counts import Manner, OverCount
from tideturn.methods.estimates.prevalence.population import OLDER_METHOD, PopulationEstimate, estimate_population
from tideturn.methods.estimates.prevalence.strata import StratifiedEstimate, add_strata
from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.writing import check_writable, write_table

SEEN = {"1": 1, "obs": 1, "yes": 1, "true": 1, "0": 0, "un": 0, "no": 0, "false": 0}
WHOLE = "all strata"


@dataclass(frozen=True)
class Method:
    """What the command was asked for."""

    models: list[Model]
    criterion: Criterion
    over_count: OverCount | None
    confidence: float


@click.command("prevalence")
@file_argument
@out_option
@click.option("--lists", "names", required=True, metavar="A,B,…", help="The columns that say who was on which list.")
@click.option("--count", "count", default="count", show_default=True, help="The column with the number of people.")
@click.option(
    "--model",
    type=click.Choice(["average", "independence", "pairs"]),
    default="average",
    show_default=True,
    help="Average over all hierarchical models, or one model alone.",
)
@click.option(
    "--order", type=int, default=2, show_default=True, help="average: interactions of how many lists at most."
)
@click.option("--criterion", type=click.Choice([one.value for one in Criterion]), default="aic", show_default=True)
@click.option("--over-counted", metavar="LIST", help="A list whose own people include some who do not belong.")
@click.option(
    "--over-count",
    type=click.Choice([one.value for one in Manner]),
    default="censored",
    show_default=True,
    help="What to make of them: as counted, left out, or no more than counted.",
)
@confidence_option
def command(
    file: Path,
    out: Path,
    names: str,
    count: str,
    model: str,
    order: int,
    criterion: str,
    over_counted: str | None,
    over_count: str,
    confidence: float,
) -> None:
    """Estimate how many people there are, seen or not, from lists that overlap.

    This is capture-recapture: the older method, dropped by the national publisher for bias. Columns: one for each list
    (1 or obs: seen, 0 or un: not), and the count; the count of those on no list is left empty. All other columns are
    strata, estimated apart and added up.
    """
    lists = [name.strip() for name in names.split(",") if name.strip()]
    with refusing():
        check_writable(out, file)
        _check_lists(lists, count)
        method = Method(
            _models(model, len(lists), order),
            Criterion(criterion),
            OverCount(over_counted, Manner(over_count)) if over_counted else None,
            confidence,
        )
        kinds = {**dict.fromkeys(lists, Kind.TEXT), count: Kind.COUNT}
        table = read_long(file, required=kinds, optional={}, filled=lists)
        table.check_once(lists, "this combination of lists")
        write_table(_estimated(table, lists, count, method), out)
    click.echo(f"{OLDER_METHOD[0].upper()}{OLDER_METHOD[1:]}.", err=True)


def _check_lists(lists: list[str], count: str) -> None:
    if len(lists) < 2 or len(set(lists)) < len(lists) or count in lists:
        raise Refusal("--lists names two lists or more, each once, and not the column of the counts.")


def _models(model: str, lists: int, order: int) -> list[Model]:
    if model == "average":
        return hierarchical_models(lists, order=order)
    return [INDEPENDENCE if model == "independence" else frozenset(interactions(lists, order=2))]


def _estimated(table: LongTable, lists: list[str], count: str, method: Method) -> pl.DataFrame:
    groups, estimates = table.groups(), list[PopulationEstimate]()
    with waiting("Estimating") as step:
        for key, group in groups:
            step(f"Estimating {printable(_words(key))}", len(estimates) / len(groups))
            estimates.append(_estimate(group, lists, count, method))
    keys: list[Key] = [key for key, _ in groups]
    rows = [_row(one) for one in estimates]
    if len(groups) > 1:
        keys.append((WHOLE, *[None] * (len(table.keys) - 1)))
        rows.append(_total(add_strata({_words(key): one for (key, _), one in zip(groups, estimates, strict=True)})))
    figures = pl.DataFrame(rows, infer_schema_length=None)
    return table.beside(key_frame(table.keys, keys), figures)


def _words(key: Key) -> str:
    return ", ".join(part or "" for part in key) or "the whole table"


def _estimate(group: LongTable, lists: list[str], count: str, method: Method) -> PopulationEstimate:
    histories = [[_seen(group, record, name) for name in lists] for record in range(group.frame.height)]
    counts = group.numbers(count)
    _check_counts(group, np.array(histories, dtype=np.int64), counts, count)
    try:
        return estimate_population(
            list_table(lists, histories, counts),
            models=method.models,
            criterion=method.criterion,
            over_count=method.over_count,
            confidence=method.confidence,
        )
    except EstimatesError as error:
        raise group.refuse(0, f"in the stratum that begins here: {error}") from None


def _seen(group: LongTable, record: int, name: str) -> int:
    word = str(group.frame[name][record]).lower()
    if word not in SEEN:
        raise group.refuse(
            record, f"column {printable(name)} says {printable(word[:20])!r}; write 1 or 0, or obs or un."
        )
    return SEEN[word]


def _check_counts(group: LongTable, histories: NDArray[np.int64], counts: NDArray[np.float64], name: str) -> None:
    is_unseen = histories.sum(axis=1) == 0
    for record, (unseen, people) in enumerate(zip(is_unseen, counts, strict=True)):
        if unseen and people > 0:
            raise group.refuse(record, f"column {printable(name)} counts people on no list; leave it empty.")
        if not unseen and np.isnan(people):
            raise group.refuse(record, f"column {printable(name)} is empty; write 0 where a combination saw nobody.")


def _row(found: PopulationEstimate) -> dict[str, object]:
    usable = [one for one in found.models if one.standing.is_usable]
    heaviest = max(found.models, key=lambda one: one.weight)
    return {
        "observed": found.observed,
        "people": _number(found.people),
        "lower": _number(found.lower),
        "upper": _number(found.upper),
        "mean_of_models": _number(found.mean_of_models),
        "models": len(found.models),
        "models_set_aside": len(found.models) - len(usable),
        "heaviest_model": heaviest.name,
        "heaviest_weight": heaviest.weight,
        "status": found.standing.value,
        "reason": " ".join(found.warnings),
        "confidence": found.confidence,
        "method": found.method,
    }


def _total(found: StratifiedEstimate) -> dict[str, object]:
    first = next(iter(found.strata.values()))
    reason = f"Not to be quoted: no model can be used in {'; '.join(found.flagged)}." if found.flagged else ""
    return {
        "observed": found.observed,
        "people": _number(found.people),
        "lower": _number(found.lower),
        "upper": _number(found.upper),
        "mean_of_models": _number(sum(one.mean_of_models for one in found.strata.values())),
        "models": None,
        "models_set_aside": None,
        "heaviest_model": None,
        "heaviest_weight": None,
        "status": "flagged" if found.flagged else "sound",
        "reason": reason,
        "confidence": first.confidence,
        "method": found.method,
    }


def _number(value: float) -> float | None:
    """Return a figure, or nothing where it is endless or not known; the status says which."""
    return value if np.isfinite(value) else None
