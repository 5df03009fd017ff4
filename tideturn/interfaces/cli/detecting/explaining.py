"""An explanation of every alarm, as files that people open: in words, as a chart, and as a table."""

import csv
import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from tideturn.interfaces.cli.detecting.methods import Choice
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.explaining.explanation import Explanation, explain
from tideturn.methods.detection.explaining.gathering import signal_of
from tideturn.methods.detection.outcome import Detection
from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular.errors import SHOWN_AT_MOST

ODD = re.compile(r"[^\w.-]+")


@contextmanager
def folder_for(explanations: Path | None) -> Iterator[None]:
    """Make the folder for explanations where one is wanted; it goes again where nothing comes of it. Raises Refusal."""
    is_new = explanations is not None and _make(explanations)
    try:
        yield
    except BaseException:
        if explanations is not None and is_new:
            with suppress(OSError):  # it holds explanations already
                explanations.rmdir()
        raise


def _make(folder: Path) -> bool:
    """Make a folder, and return whether it was not there before; raises Refusal."""
    try:
        is_new = not folder.is_dir()
        folder.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise Refusal(f"{folder} cannot be made, as there is no folder {folder.parent}; make it first.") from None
    except OSError as error:
        raise Refusal(f"{folder} cannot be made: {error.strerror}; name another folder.") from None
    return is_new


def explain_alarms(found: Detection, batch: Batch, choice: Choice, folder: Path) -> None:
    """Write into a folder, for each alarm, its sentences (.md), its Vega-Lite chart (.json) and its table (.csv)."""
    for series, place in np.argwhere(found.alarm == 1):
        column = int(found.weeks[place])
        t, name = int(batch.calendar.t[column]), batch.names[series]
        facts = {"parameters": _words(choice.parameters), **_evidence(batch, int(series), column, choice)}
        signal = signal_of(found, batch, series=int(series), t=t, **facts)
        _write(explain(signal), folder / f"{file_name(name)}-t{t}", name)


def _words(parameters: Any) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, str(getattr(parameters, field.name))) for field in dataclasses.fields(parameters))


def _evidence(batch: Batch, series: int, column: int, choice: Choice) -> dict[str, Any]:
    """Return the reference weeks and the growth a year, where the method has them."""
    if not choice.method.startswith("farrington"):
        return {}
    from tideturn.methods.detection.farrington.evidence import evidence_of

    found = evidence_of(batch, series=series, column=column, parameters=choice.parameters, mode=choice.mode)
    return {"references": found.references, "trend_a_year": found.trend_a_year}


def file_name(series: str) -> str:
    """Return a name for files about a series: its own where that is plain and short, else a part of it and a mark."""
    plain = ODD.sub("-", series)[:SHOWN_AT_MOST].strip("-.")
    return plain if plain == series else f"{plain}-{hashlib.sha256(series.encode()).hexdigest()[:8]}"


def _write(explanation: Explanation, stem: Path, series: str) -> None:
    lines = [f"# {printable(series)}", *(printable(sentence) for sentence in explanation.sentences)]
    chart = json.dumps(dict(explanation.chart), ensure_ascii=False, indent=1)
    try:
        Path(f"{stem}.md").write_text("\n\n".join(lines) + "\n", "utf-8")
        Path(f"{stem}.json").write_text(chart + "\n", "utf-8")
        with Path(f"{stem}.csv").open("w", encoding="utf-8", newline="") as table:
            csv.writer(table).writerows([explanation.table.columns, *explanation.table.rows])
    except OSError as error:
        raise Refusal(f"{stem}: the explanation cannot be written: {error.strerror}.") from None
