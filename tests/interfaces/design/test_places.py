"""A postcode is a point of the pack's own list; nobody else is asked."""

import pytest

from tideturn.engines.directory.mapping import Point
from tideturn.interfaces.design.places import PlaceUnknown, point_of_postcode


@pytest.fixture(autouse=True)
def invented_country(monkeypatch, repository) -> None:
    """The places are those of the invented country."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))


@pytest.mark.parametrize("written", ["NMK1", "nmk1 2ab", "NMK12AB"])
def test_postcode_is_the_middle_of_its_district(written) -> None:
    assert point_of_postcode(written) == Point(50.6, -25.0)


def test_what_is_no_place_is_named() -> None:
    with pytest.raises(PlaceUnknown, match="XX99"):
        point_of_postcode("XX99 9XX")
