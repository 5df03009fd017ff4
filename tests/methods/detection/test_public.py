"""The public door, and the package that stays light beside it."""

import subprocess
import sys

import pytest

from tideturn.methods.detection import public as detection
from tideturn.methods.estimates import public as estimates
from tideturn.methods.rates import public as rates


def brought_by(statement):
    """Return which of the heavy libraries come with an import, in a process of its own."""
    code = f"{statement}\nimport sys\nprint(*(name for name in ('scipy', 'numba') if name in sys.modules))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_package_brings_neither_scipy_nor_numba():
    assert brought_by("import tideturn.methods.detection") == []


def test_calendar_and_batch_bring_neither_scipy_nor_numba():
    assert brought_by("from tideturn.methods.detection.batch import batch_of") == []


def test_door_brings_scipy_but_not_numba():
    assert brought_by("import tideturn.methods.detection.public") == ["scipy"]


@pytest.mark.parametrize("door", [detection, rates, estimates], ids=lambda door: door.__name__)
def test_door_opens_to_its_own_family_alone(door):
    family = door.__name__.removesuffix(".public")
    named = [getattr(door, name) for name in door.__all__]

    assert all(getattr(thing, "__module__", family).startswith(family) for thing in named)
    assert len(door.__all__) == len(set(door.__all__))


def test_door_leads_to_a_method_of_the_same_name_as_its_module():
    batch = detection.batch_of([[3, 4, 3, 5, 4, 3, 4, 30]])

    found = detection.ears(batch, weeks=[7], parameters=detection.EarsC1(baseline=7))

    assert found.alarm.tolist() == [[1]]
