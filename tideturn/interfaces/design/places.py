"""Where somebody means when they write a place."""

from tideturn.engines.directory.mapping import Point
from tideturn.packs.loading import load_directory


class PlaceUnknown(ValueError):
    """What was written is no place of the country's list."""

    def __init__(self, written: str) -> None:
        super().__init__(
            f"“{written[:40]}” is no place we know. Write a town, or the first part of a postcode, such as DD1."
        )


def point_of_postcode(written: str) -> Point:
    """Return the middle of a postcode's district, or of another place of the list, or raise PlaceUnknown."""
    found = load_directory().places.find(written)
    if not found:
        raise PlaceUnknown(written)
    return Point(found[0].latitude, found[0].longitude)
