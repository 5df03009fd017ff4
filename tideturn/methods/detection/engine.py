"""Which of two ways does the fitting: kernels compiled by numba, or NumPy alone. The numbers are the same."""

import importlib
import importlib.util
import sys
from enum import StrEnum
from pathlib import Path

# Below so many fits NumPy is done before a kernel is loaded, and below so many before it is compiled.
WORTH_LOADING, WORTH_COMPILING = 5_000, 150_000


class Engine(StrEnum):
    """What does the fitting; AUTO takes the kernel where it pays."""

    AUTO = "auto"
    NUMBA = "numba"
    NUMPY = "numpy"


def resolve(engine: Engine, *, kernel: str, fits: int) -> Engine:
    """Return NUMBA or NUMPY; AUTO becomes what is sooner done with so many fits by the module `kernel`."""
    if engine is not Engine.AUTO:
        return engine
    return Engine.NUMBA if _pays(kernel, fits) else Engine.NUMPY


def _pays(kernel: str, fits: int) -> bool:
    if kernel in sys.modules:
        return True
    is_worth_it = fits >= WORTH_COMPILING or (fits >= WORTH_LOADING and _is_compiled(kernel))
    return is_worth_it and _loads(kernel)


def _loads(kernel: str) -> bool:
    """Return whether a kernel can be had: numba may be absent, or find no folder in which to keep what it compiled."""
    try:
        importlib.import_module(kernel)
    except (ImportError, RuntimeError):
        return False
    return True


def _is_compiled(kernel: str) -> bool:
    """Return whether a kernel lies compiled beside its code; a cache elsewhere is not looked for."""
    found = importlib.util.find_spec(kernel)
    if found is None or found.origin is None:
        return False
    code = Path(found.origin)
    return any((code.parent / "__pycache__").glob(f"{code.stem}.*.nbi"))
