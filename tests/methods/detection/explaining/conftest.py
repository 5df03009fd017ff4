"""A signal of an invented series, in which one past week was an outbreak and one has no count."""

from datetime import date, timedelta

import pytest

from tideturn.methods.detection.explaining.signal import Signal, Week
from tideturn.methods.detection.outcome import Status

FIRST, LENGTH, OUTBREAK, MISSING = date(2021, 1, 4), 120, 40, 50


def week(place):
    is_used = place < LENGTH - 27
    return Week(
        t=place + 1,
        begins=FIRST + timedelta(days=7 * place),
        observed=None if place == MISSING else 30 if place == OUTBREAK else 14 if place == LENGTH - 1 else place % 9,
        expected=5.25 if is_used or place == LENGTH - 1 else None,
        upper=9.0 if place == LENGTH - 1 else None,
        weight=None if not is_used or place == MISSING else 0.06 if place == OUTBREAK else 1.0,
    )


@pytest.fixture
def signal():
    return Signal(
        name="Ambulance naloxone, Northmoor",
        method="farrington-flexible",
        status=Status.OK,
        reason="",
        weeks=tuple(week(place) for place in range(LENGTH)),
        alarm=True,
        lower=2.0,
        pvalue=0.004,
        phi=1.6,
        trend_a_year=0.08,
        unit="administrations",
        parameters=(("years back", "5"), ("limit", "nb-plugin")),
    )
