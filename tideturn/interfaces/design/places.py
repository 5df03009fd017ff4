"""Where somebody means when they write a place."""

from tideturn.engines.directory.mapping import Point
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.gazetteer import Place


class PlaceUnknown(ValueError):
    """What was written is no place of the country's list."""

    def __init__(self, written: str) -> None:
        super().__init__(
            f"“{written[:40]}” is no place we know. Write a town, or the first part of a postcode, such as DD1."
        )


def place_meant(written: str) -> Place:
    """Return the place that somebody most likely means by a postcode or a name, or raise PlaceUnknown."""
    found = load_directory().places.find(written)
    if not found:
        raise PlaceUnknown(written)
    return found[0]


def point_of(place: Place) -> Point:
    """Return the middle of a place."""
    return Point(place.latitude, place.longitude)


def point_of_postcode(written: str) -> Point:
    """Return the middle of a postcode's district, or of a place that was named; raise PlaceUnknown where it is none."""
    return point_of(place_meant(written))
