"""The deaths of Connecticut, read in date order, where they are present."""

from collections import Counter

import pytest

from bench import connecticut
from bench.first_appearance import NEW, RULE, kind
from tideturn.methods.detection.first_appearance.watching import watch

pytestmark = pytest.mark.skipif(not connecticut.FILE.exists(), reason="the deaths of Connecticut are not here")

BY_THE_THIRD = """
xylazine flualprazolam metonitazene etizolam parafluorofentanyl acetylfentanyl furanylfentanyl bromazolam carfentanil
u47700 eutylone flubromazolam butyrylfentanyl acrylfentanyl cyclopropylfentanyl methoxyacetylfentanyl valerylfentanyl
"""


@pytest.fixture(scope="module")
def flags():
    return list(watch(connecticut.records(), RULE))


@pytest.mark.parametrize("substance", BY_THE_THIRD.split())
def test_watch_flags_the_new_substances_of_connecticut_by_their_third_record(flags, substance):
    (flag,) = [flag for flag in flags if flag.category == substance]

    assert substance in NEW.split()
    assert flag.record <= 3


def test_watch_keeps_the_false_flags_of_connecticut_as_few_as_stated(flags):
    false = Counter(flag.on.year for flag in flags if kind(flag.category) != "right")

    assert all(false[year] <= 5 for year in range(2015, 2023))
    assert sum(false[year] for year in range(2015, 2023)) <= 26


def test_every_flag_of_connecticut_has_been_judged(flags):
    assert "not judged" not in {kind(flag.category) for flag in flags}
