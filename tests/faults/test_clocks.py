"""Clocks are raised soon after they fall due, soon after everything was started again, and oldest first.

The short form of `bench/clocks.py`. Clocks that hang on a timetable instead are found in test_kill_campaign.py.
"""

from collections.abc import Callable

from tests.faults.rig import clocks
from tests.faults.rig.cluster import Country

SOON, AFTER_A_RESTART = 5.0, 10.0


def test_clocks_are_raised_in_time_after_a_restart_and_oldest_first(country: Country, say: Callable[[str], None]):
    measured = clocks.measure(country, in_time=60, after_restart=30, overdue=1000)

    say(measured.words())
    assert measured.latest_in_time <= SOON
    assert measured.after_restart <= AFTER_A_RESTART
    assert measured.cleared_after <= 60
    # Two workers take a batch each, so that the younger of two batches may be raised a moment before the elder.
    assert measured.out_of_order <= 2 * clocks.BATCH
