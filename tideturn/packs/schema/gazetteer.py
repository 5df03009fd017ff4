"""What the gazetteer of a country is made from and how its postcodes look: the file directory/places.yaml."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from tideturn.packs.schema.area import Pattern
from tideturn.packs.schema.frozen import Frozen, LongHttpsAddress, Name, Sentence


class PlaceKind(StrEnum):
    """What sort of place a name names, the ones people mean first at the top."""

    DISTRICT = "district"
    TOWN = "town"
    AREA = "area"
    VILLAGE = "village"
    QUARTER = "quarter"


class PlaceSource(Frozen):
    """A publication whose figures stand in places.csv, and the words its licence asks for."""

    title: Name
    publisher: Name
    edition: Name
    address: LongHttpsAddress | None = None
    licence: Name
    attribution: Sentence
    used_for: Sentence


class Box(Frozen):
    """The part of the world in which every place must lie, in degrees of latitude and longitude."""

    south: Annotated[float, Field(ge=-90, le=90)]
    north: Annotated[float, Field(ge=-90, le=90)]
    west: Annotated[float, Field(ge=-180, le=180)]
    east: Annotated[float, Field(ge=-180, le=180)]

    @model_validator(mode="after")
    def check_sides(self) -> "Box":
        """Refuse a box whose sides are changed about."""
        if self.south >= self.north or self.west >= self.east:
            raise ValueError("south must be below north, and west below east")
        return self

    def holds(self, latitude: float, longitude: float) -> bool:
        """Say whether a point lies in the box."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


class PlacesDescription(Frozen):
    """The file directory/places.yaml. A postcode is a district, and after it an inward part that is never kept."""

    district_title: Name
    district_pattern: Pattern
    inward_pattern: Pattern
    country_words: tuple[Name, ...] = ()
    box: Box
    is_invented: bool = False
    sources: tuple[PlaceSource, ...] = Field(min_length=1)

    @property
    def postcode(self) -> re.Pattern[str]:
        """Return the pattern of a postcode in a text, whole or its district alone, written in one or in two."""
        whole = rf"(?:{self.district_pattern})(?:\s*(?:{self.inward_pattern}))?"
        return re.compile(rf"(?<![^\W_]){whole}(?![^\W_])", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A place of the gazetteer: degrees of latitude and longitude, and the area in which most or all of it lies.

    `district` is the postcode district at its middle; `people` is how many live there, where the source tells it.
    An area, which people name too, stands at its middle; so does a quarter, at that of the district or ward by which
    alone it is known.
    """

    kind: PlaceKind
    name: str
    also: tuple[str, ...]
    district: str
    area: str
    area_name: str
    latitude: float
    longitude: float
    people: int | None
