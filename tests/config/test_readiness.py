"""Before its first request a server has read what help is sought with."""

import gc
import sys

import pytest

from tideturn.config import readiness


@pytest.fixture
def as_it_was():
    """What is set for the whole process is set back."""
    turn, threshold = sys.getswitchinterval(), gc.get_threshold()
    yield
    sys.setswitchinterval(turn)
    gc.set_threshold(*threshold)
    gc.unfreeze()


def test_words_and_places_are_read_before_anybody_asks_and_never_looked_through_again(as_it_was):
    readiness.make_ready()

    assert gc.get_freeze_count() > 0
    assert sys.getswitchinterval() == readiness.TURN_SECONDS
