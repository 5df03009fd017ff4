"""What may be chosen for a scan."""

from dataclasses import dataclass
from enum import StrEnum

from tideturn.methods.detection.errors import ParametersInvalid

REPLICATIONS_AT_MOST = 1_000_000
DISPERSION_AT_MOST = 1000


class Model(StrEnum):
    """Against what the counts are held: `poisson` needs expected counts or populations, `permutation` neither."""

    POISSON = "poisson"
    PERMUTATION = "permutation"


@dataclass(frozen=True)
class ScanParameters:
    """The choices of a scan.

    model: against what counts are held. replications: invented data sets against which the largest ratio is held.
    weeks_at_most: the longest cluster. largest_share: a group of several areas is looked at only while it holds no more
    than this share of all expected cases. fewest_cases: a cluster has at least so many cases. clusters_at_most: how
    many are listed, none sharing an area with another. enough_exceedances: stop as soon as so many replications reach
    the largest ratio (Besag and Clifford 1991); null runs them all. dispersion: how many times as large as its mean the
    variance of a count is where nothing but chance is at work; null estimates it from the weeks before the longest
    cluster. Poisson only. seed: from which all that is random follows.
    """

    model: Model = Model.POISSON
    replications: int = 999
    weeks_at_most: int = 12
    largest_share: float = 0.5
    fewest_cases: int = 2
    clusters_at_most: int = 10
    enough_exceedances: int | None = None
    dispersion: float | None = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what a scan cannot work with."""
        if not 1 <= self.replications <= REPLICATIONS_AT_MOST:
            raise ParametersInvalid(
                f"replications must be between 1 and {REPLICATIONS_AT_MOST:,}, not {self.replications}."
            )
        for name in ("weeks_at_most", "fewest_cases", "clusters_at_most"):
            if getattr(self, name) < 1:
                raise ParametersInvalid(f"{name} must be 1 or more, not {getattr(self, name)}.")
        if not 0 < self.largest_share <= 1:
            raise ParametersInvalid(f"largest_share must be above 0 and at most 1, not {self.largest_share}.")
        if self.enough_exceedances is not None and self.enough_exceedances < 1:
            raise ParametersInvalid(f"enough_exceedances must be 1 or more, not {self.enough_exceedances}.")
        if self.dispersion is not None and not 1 <= self.dispersion <= DISPERSION_AT_MOST:
            raise ParametersInvalid(f"dispersion must be 1 to {DISPERSION_AT_MOST:,}, not {self.dispersion}.")
        if self.model is Model.PERMUTATION and self.dispersion != 1:
            raise ParametersInvalid(
                "dispersion belongs to the Poisson scan; the permutation shuffles cases one by one."
            )
        if self.seed < 0:
            raise ParametersInvalid(f"seed must be 0 or more, not {self.seed}.")
