import importlib
import sys

import pytest

from tideturn.methods.detection.engine import WORTH_COMPILING, Engine, resolve

KERNEL = "tideturn.methods.detection.farrington.kernel"


def test_resolve_takes_numpy_for_few_fits(monkeypatch):
    monkeypatch.delitem(sys.modules, KERNEL, raising=False)

    assert resolve(Engine.AUTO, kernel=KERNEL, fits=10) is Engine.NUMPY


def test_resolve_takes_the_kernel_where_compiling_pays():
    assert resolve(Engine.AUTO, kernel=KERNEL, fits=WORTH_COMPILING) is Engine.NUMBA


@pytest.mark.parametrize("trouble", [ImportError("no numba"), RuntimeError("no folder for its cache")])
def test_resolve_takes_numpy_where_the_kernel_cannot_be_had(monkeypatch, trouble):
    def refuse(name):
        raise trouble

    monkeypatch.delitem(sys.modules, KERNEL, raising=False)
    monkeypatch.setattr(importlib, "import_module", refuse)

    assert resolve(Engine.AUTO, kernel=KERNEL, fits=WORTH_COMPILING) is Engine.NUMPY


def test_resolve_leaves_a_choice_as_it_is():
    assert resolve(Engine.NUMPY, kernel=KERNEL, fits=WORTH_COMPILING) is Engine.NUMPY
