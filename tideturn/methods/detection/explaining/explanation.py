"""A signal that explains itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from tideturn.methods.detection.explaining.chart import WIDTH, chart_of
from tideturn.methods.detection.explaining.sentences import sentences_of
from tideturn.methods.detection.explaining.signal import Signal
from tideturn.methods.detection.explaining.table import Table, table_of


@dataclass(frozen=True)
class Explanation:
    """A signal in words, as a Vega-Lite document that holds its own data, and as the table of the same facts."""

    sentences: tuple[str, ...]
    chart: Mapping[str, Any]
    table: Table


def explain(signal: Signal, *, width: int = WIDTH) -> Explanation:
    """Return the explanation of a signal; `width` is that of the whole chart in pixels, from 320.

    Raises SignalInvalid for a narrower one. The chart is a Vega-Lite document that needs nothing from elsewhere.
    """
    sentences = sentences_of(signal)
    chart = chart_of(signal, description=" ".join(sentences[:4]), width=width)
    return Explanation(sentences, MappingProxyType(chart), table_of(signal))
