"""Where a place is on a map of the Earth that keeps shapes, so that what is near on it is near."""

import math
import re
from dataclasses import dataclass

RADIUS = 6_371_008.8  # metres, the mean of the Earth
DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d{0,30})?")
NORTHERNMOST, EASTERNMOST = 85.0, 180.0


@dataclass(frozen=True)
class Point:
    """A place by latitude and longitude in degrees (WGS 84)."""

    latitude: float
    longitude: float

    @property
    def x(self) -> float:
        """Return how far east it is, in metres at the equator."""
        return RADIUS * math.radians(self.longitude)

    @property
    def y(self) -> float:
        """Return how far north it is, in metres at the equator, on the map of Mercator."""
        return RADIUS * math.asinh(math.tan(math.radians(self.latitude)))

    @property
    def stretch(self) -> float:
        """Return how many metres of the map are one metre here."""
        return 1 / math.cos(math.radians(self.latitude))


def point_of(latitude: object, longitude: object) -> Point | None:
    """Return a point, or nothing where the two are not one: beyond the poles, no number, or 0 and 0 for "unknown".

    A feed of tables may say a number as text.
    """
    north, east = _degrees(latitude), _degrees(longitude)
    if north is None or east is None:
        return None
    is_on_earth = abs(north) <= NORTHERNMOST and abs(east) <= EASTERNMOST
    return Point(north, east) if is_on_earth and (north or east) else None


def _degrees(said: object) -> float | None:
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        return None
    if isinstance(said, str) and not DEGREES.fullmatch(said.strip()):
        return None
    return float(said)


def metres_between(one: Point, other: Point) -> float:
    """Return how far two points are apart, by the haversine formula on a sphere (within half a per cent)."""
    north, east = math.radians(other.latitude - one.latitude), math.radians(other.longitude - one.longitude)
    part = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    return 2 * RADIUS * math.asin(math.sqrt(math.sin(north / 2) ** 2 + part * math.sin(east / 2) ** 2))
