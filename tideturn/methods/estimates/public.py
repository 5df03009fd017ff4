"""The public door of estimates: what one calls and what one passes in."""

from tideturn.methods.estimates.errors import EstimatesError, ListsInvalid, ParametersInvalid, SupplyInvalid
from tideturn.methods.estimates.naloxone.circulation import Wear, kits_in_circulation
from tideturn.methods.estimates.naloxone.kits_per_death import kits_per_death
from tideturn.methods.estimates.naloxone.reach import reach
from tideturn.methods.estimates.naloxone.supply import Supply
from tideturn.methods.estimates.naloxone.uncertain import UncertainCount, UncertainShare, exactly
from tideturn.methods.estimates.prevalence.averaging import Criterion
from tideturn.methods.estimates.prevalence.lists import ListTable, list_table
from tideturn.methods.estimates.prevalence.models import hierarchical_models, model_name
from tideturn.methods.estimates.prevalence.over_counts import Manner, OverCount
from tideturn.methods.estimates.prevalence.population import estimate_population
from tideturn.methods.estimates.prevalence.strata import add_strata

__all__ = [
    "Criterion",
    "EstimatesError",
    "ListTable",
    "ListsInvalid",
    "Manner",
    "OverCount",
    "ParametersInvalid",
    "Supply",
    "SupplyInvalid",
    "UncertainCount",
    "UncertainShare",
    "Wear",
    "add_strata",
    "estimate_population",
    "exactly",
    "hierarchical_models",
    "kits_in_circulation",
    "kits_per_death",
    "list_table",
    "model_name",
    "reach",
]
