"""The methods that can be asked for by name; each is imported only when it is."""

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from numpy.typing import NDArray

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Detection

HOME = "tideturn.methods.detection"
DEFAULT = "farrington-flexible"


@dataclass(frozen=True)
class Entry:
    """Where a method stands: its module, its function and the class of its parameters, each as module:name."""

    function: str
    parameters: str


METHODS = {
    "farrington-flexible": Entry("farrington.flexible:farrington_flexible", "farrington.parameters:FlexibleFarrington"),
    "farrington": Entry("farrington.classic:farrington", "farrington.parameters:Farrington"),
    "ears-c1": Entry("ears:ears", "ears:EarsC1"),
    "ears-c2": Entry("ears:ears", "ears:EarsC2"),
    "ears-c3": Entry("ears:ears", "ears:EarsC3"),
    "cusum": Entry("cusum:cusum", "cusum:Cusum"),
    "rki": Entry("rki:rki", "rki:Rki"),
    "bayes": Entry("bayes:bayes", "bayes:Bayes"),
    "glr-negative-binomial": Entry(
        "glr_negative_binomial.chart:glr_negative_binomial",
        "glr_negative_binomial.parameters:GlrNegativeBinomial",
    ),
}


@dataclass(frozen=True)
class Choice:
    """What is to be done with each batch: the method by name, its parameters, the mode."""

    method: str
    parameters: Any
    mode: Mode = Mode.TEXTBOOK

    def judge(self, batch: Batch, weeks: NDArray[Any], *, in_all: int) -> Detection:
        """Return what the method finds; `in_all` is how many weeks of series are judged in all batches together.

        A method that has a compiled and a plain engine is told which, so that every batch is judged by the same one.
        """
        function = function_of(self.method)
        engine = {"engine": _engine(in_all)} if "engine" in inspect.signature(function).parameters else {}
        return function(batch, weeks=weeks, parameters=self.parameters, mode=self.mode, **engine)


def function_of(method: str) -> Callable[..., Detection]:
    """Return the function of a method."""
    return cast(Callable[..., Detection], _found(METHODS[method].function))


def parameters_of(method: str) -> type[Any]:
    """Return the class of a method's parameters."""
    return cast(type[Any], _found(METHODS[method].parameters))


def _found(place: str) -> Any:
    module, name = place.split(":")
    return getattr(importlib.import_module(f"{HOME}.{module}"), name)


def _engine(fits: int) -> Any:
    from tideturn.methods.detection.engine import Engine
    from tideturn.methods.detection.farrington.fitting import engine_of

    return engine_of(Engine.AUTO, fits)
