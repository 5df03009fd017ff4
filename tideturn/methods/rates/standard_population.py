"""Standard populations: the weights that make rates of places with older and younger people comparable.

The European Standard Population 2013 is that of Eurostat (Revision of the European Standard Population, 2013).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tideturn.methods.rates.age_bands import by_label, first_and_last_age
from tideturn.methods.rates.errors import BandsInvalid


@dataclass(frozen=True)
class StandardPopulation:
    """A standard population, such as EUROPEAN_2013: its `name`, and in `weights` the people of each age band.

    Labels are written as `0-4` and `90+`.
    """

    name: str
    weights: Mapping[str, float]

    def __post_init__(self) -> None:
        """Refuse a standard without people, and close it to writing."""
        weights = by_label(self.weights)
        if not weights or min(weights.values()) <= 0:
            raise BandsInvalid(f"The standard population {self.name!r} needs bands with more than nobody in them.")
        object.__setattr__(self, "weights", MappingProxyType(weights))

    @property
    def total(self) -> float:
        """Return how many people the standard has."""
        return float(sum(self.weights.values()))

    def between(self, first: int, last: int | None = None) -> "StandardPopulation":
        """Return the bands from one age to another, both included; raises BandsInvalid where a band would be cut."""
        kept = {}
        for label, weight in self.weights.items():
            low, high = first_and_last_age(label)
            if _overlaps(low, high, first, last):
                if low < first or (last is not None and (high is None or high > last)):
                    raise BandsInvalid(f"The ages {_span(first, last)} cut the band {label} of {self.name}.")
                kept[label] = weight
        return StandardPopulation(f"{self.name}, ages {_span(first, last)}", kept)

    def for_both_sexes(self) -> "StandardPopulation":
        """Return the standard once for each sex, with labels as `female 0-4`; its total is twice as large."""
        weights = {f"{sex} {label}": weight for sex in ("female", "male") for label, weight in self.weights.items()}
        return StandardPopulation(f"{self.name}, both sexes", weights)


def _overlaps(low: int, high: int | None, first: int, last: int | None) -> bool:
    return (high is None or high >= first) and (last is None or low <= last)


def _span(first: int, last: int | None) -> str:
    return f"{first}+" if last is None else f"{first}-{last}"


EUROPEAN_2013 = StandardPopulation(
    "European Standard Population 2013",
    {
        "0-4": 5000,
        "5-9": 5500,
        "10-14": 5500,
        "15-19": 5500,
        "20-24": 6000,
        "25-29": 6000,
        "30-34": 6500,
        "35-39": 7000,
        "40-44": 7000,
        "45-49": 7000,
        "50-54": 7000,
        "55-59": 6500,
        "60-64": 6000,
        "65-69": 5500,
        "70-74": 5000,
        "75-79": 4000,
        "80-84": 2500,
        "85-89": 1500,
        "90+": 1000,
    },
)
