"""How many people there are, seen or not, by log-linear capture-recapture with model averaging.

The older method. Public Health Scotland gave it up for bias: lists refer people to each other, people differ in how
visible they are to any list, and the answer depends on a choice of model that the lists cannot settle (H. E. Jones et
al., Recapture or precapture?, American Journal of Epidemiology 179, 2014; in its place, H. E. Jones et al., Addiction
115, 2020). Every result says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.estimates.errors import ParametersInvalid
from tideturn.methods.estimates.prevalence.averaging import Criterion, weights_of
from tideturn.methods.estimates.prevalence.existence import Standing, standing_of
from tideturn.methods.estimates.prevalence.intervals import profiles_of
from tideturn.methods.estimates.prevalence.likelihood import Best, Likelihood, likelihood_of
from tideturn.methods.estimates.prevalence.lists import ListTable
from tideturn.methods.estimates.prevalence.models import (
    INDEPENDENCE,
    Model,
    columns_of,
    design_matrix,
    interactions,
    model_name,
)
from tideturn.methods.estimates.prevalence.over_counts import LooseCell, OverCount, loose_cell

Floats = NDArray[np.float64]

OLDER_METHOD = "capture-recapture: the older method, dropped by the national publisher for bias"

# From the firmest to what says least.
ORDER = {one: place for place, one in enumerate(Standing)}

# Models of less weight than this move an interval by less than it is wide to the digits that are printed.
WEIGHT_AT_LEAST = 1e-4


@dataclass(frozen=True)
class ModelFit:
    """One model: the people it adds to those seen, what it costs, what it counts for, and whether it may be used."""

    name: str
    unseen: float
    people: float
    deviance: float
    parameters: int
    criterion: float
    weight: float
    standing: Standing


@dataclass(frozen=True)
class PopulationEstimate:
    """People seen and unseen. NaN or endless where the lists give no answer; `standing` and `warnings` say why.

    `people` with `lower` and `upper` are all of them; `observed` are those on the lists as counted. `people` is where
    the averaged likelihood puts as much below as above; with one model it is that model's estimate. `mean_of_models` is
    the weighted mean of the models' own estimates. `method` is the label that goes wherever the figures go.
    """

    observed: float
    people: float
    lower: float
    upper: float
    mean_of_models: float
    confidence: float
    models: tuple[ModelFit, ...]
    standing: Standing
    warnings: tuple[str, ...]
    method: str = OLDER_METHOD

    @property
    def unseen(self) -> float:
        """Return how many people are estimated beyond those on the lists as counted; below zero after an over-count."""
        return self.people - self.observed


def estimate_population(
    table: ListTable,
    *,
    models: Sequence[Model] = (INDEPENDENCE,),
    criterion: Criterion = Criterion.AIC,
    over_count: OverCount | None = None,
    confidence: float = 0.95,
) -> PopulationEstimate:
    """Return how many people there are by these models of the lists, with a profile-likelihood interval.

    Models that say nothing about the unseen, or that there are none, are set aside where others can be used (see
    existence); where none can, the answer of the first is given with its standing and a warning. Raises
    ParametersInvalid for a confidence outside of 0 to 1 or no model, ListsInvalid for an over-count of an unknown list.
    """
    if not models or not 0 < confidence < 1:
        raise ParametersInvalid("An estimate needs one model or more, and a confidence between 0 and 1, as 0.95.")
    loose = loose_cell(table, over_count)
    weighed = _weigh(table, models, criterion, loose)
    chosen = _chosen(weighed)
    low, middle, high = _interval(weighed, chosen, confidence)
    known = weighed.likelihood.people_known
    return PopulationEstimate(
        observed=table.observed,
        people=known + middle,
        lower=known + low,
        upper=known + high,
        mean_of_models=known + float(np.sum(chosen * np.where(chosen > 0, weighed.uncounted, 0.0))),
        confidence=confidence,
        models=_fits(weighed, table, models),
        standing=weighed.standing,
        warnings=_warnings(weighed, loose),
    )


@dataclass(frozen=True)
class _Weighed:
    likelihood: Likelihood
    columns: NDArray[np.bool_]
    best: Best
    uncounted: Floats
    standings: tuple[Standing, ...]
    parameters: NDArray[np.int64]
    criteria: Floats
    weights: Floats

    @property
    def standing(self) -> Standing:
        """Return the standing of what is used: the first model's where none is usable, else that of the heaviest."""
        return self.standings[int(np.argmax(self.weights))] if self.weights.any() else self.standings[0]


def _weigh(table: ListTable, models: Sequence[Model], criterion: Criterion, loose: LooseCell | None) -> _Weighed:
    lists = len(table.lists)
    order = max((len(term) for model in models for term in model), default=1)
    terms = interactions(lists, order=order)
    unseen = np.zeros((1, lists), dtype=np.int8)
    design = design_matrix(np.vstack([unseen, table.histories]), terms)
    likelihood = likelihood_of(table, design, loose)
    columns = columns_of(models, lists, terms)
    best = likelihood.best(columns)
    standings, parameters = zip(*(_standing(likelihood, design[:, chosen]) for chosen in columns), strict=True)
    costs = criterion.of(best.deviance, np.array(parameters), people=likelihood.people_known)
    weights = weights_of(costs, np.array([one.is_usable for one in standings]))
    uncounted = np.array([_settled(one, *pair) for one, *pair in zip(standings, best.unseen, best.loose, strict=True)])
    return _Weighed(likelihood, columns, best, uncounted, standings, np.array(parameters), costs, weights)


def _standing(likelihood: Likelihood, design: Floats) -> tuple[Standing, int]:
    counts, seen, known = likelihood.counts, design[1:], likelihood.known
    cell = likelihood.loose
    if cell is not None and not cell.is_bounded:
        # A cell that is left out is estimated as well, and has to stand as firmly as those unseen.
        rows = (design[0], seen[cell.place])
        return max((standing_of(seen[known], counts[known], row) for row in rows), key=lambda found: ORDER[found[0]])
    # A bounded cell loses no likelihood by becoming smaller, which is how an empty cell behaves.
    return standing_of(seen, np.where(known, counts, 0.0), design[0])


def _settled(standing: Standing, unseen: float, loose: float) -> float:
    ends = {Standing.NONE_UNSEEN: loose, Standing.UNBOUNDED: np.inf, Standing.UNDETERMINED: np.nan}
    return float(ends.get(standing, unseen + loose))


def _chosen(weighed: _Weighed) -> Floats:
    """Return the weights that the figures are made with; the first model alone where none is usable."""
    if not weighed.weights.any():
        return np.eye(1, len(weighed.weights), dtype=np.float64).ravel()
    kept = np.where(weighed.weights >= WEIGHT_AT_LEAST, weighed.weights, 0.0)
    return np.asarray(kept / kept.sum())


def _interval(weighed: _Weighed, chosen: Floats, confidence: float) -> tuple[float, float, float]:
    if weighed.standing is Standing.UNDETERMINED:
        return np.nan, np.nan, np.nan
    kept = chosen > 0
    profiles = profiles_of(
        weighed.likelihood,
        weighed.columns[kept],
        chosen[kept],
        centres=weighed.uncounted[kept],
        deviances=weighed.best.deviance[kept],
    )
    tail = (1 - confidence) / 2
    middle = float(profiles.centres[0]) if kept.sum() == 1 else profiles.value_at(0.5)
    return profiles.value_at(tail), middle, profiles.value_at(1 - tail)


def _fits(weighed: _Weighed, table: ListTable, models: Sequence[Model]) -> tuple[ModelFit, ...]:
    known = weighed.likelihood.people_known
    return tuple(
        ModelFit(
            name=model_name(model, table.lists),
            unseen=float(weighed.uncounted[place] - weighed.best.loose[place]),
            people=known + float(weighed.uncounted[place]),
            deviance=float(weighed.best.deviance[place]),
            parameters=int(weighed.parameters[place]),
            criterion=float(weighed.criteria[place]),
            weight=float(weighed.weights[place]),
            standing=weighed.standings[place],
        )
        for place, model in enumerate(models)
    )


WORDS = {
    Standing.NONE_UNSEEN: "cells without anybody put the unseen at exactly none, which is no estimate",
    Standing.UNBOUNDED: "cells without anybody let the unseen grow without end",
    Standing.UNDETERMINED: "the lists overlap too little to say anything about the unseen",
}


def _warnings(weighed: _Weighed, loose: LooseCell | None) -> tuple[str, ...]:
    told = []
    aside = sum(not one.is_usable for one in weighed.standings)
    if not weighed.weights.any():
        told.append(f"No model can be used: {WORDS[weighed.standing]}.")
    elif aside:
        told.append(f"{aside} of {len(weighed.standings)} models are set aside, as they say nothing about the unseen.")
    if weighed.standing is Standing.SPARSE:
        told.append("Some lists share nobody; the estimate rests on the other lists.")
    if loose is not None:
        told.append("One list's own cell over-counts and is not taken as counted.")
    return tuple(told)
