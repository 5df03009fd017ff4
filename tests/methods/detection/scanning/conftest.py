"""Invented areas on a plane, counted week by week."""

import csv
from pathlib import Path

import numpy as np
import pytest

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.scanning.zones import zones_of_places

HERE = Path(__file__).parent


@pytest.fixture
def grid_zones():
    """Return the zones of a square of 6 by 6 areas, at most nine areas each."""
    return zones_of_places([(i % 6, i // 6) for i in range(36)], neighbours=9)


@pytest.fixture
def invented_areas():
    """Return the counts of the areas in invented_areas.csv and where they lie."""
    with (HERE / "invented_areas.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    weeks = [name for name in rows[0] if name.startswith("week_")]
    counts = np.array([[float(row[week]) for week in weeks] for row in rows])
    people = np.repeat([[float(row["population"])] for row in rows], len(weeks), axis=1)
    places = [(float(row["x"]), float(row["y"])) for row in rows]
    return batch_of(counts, names=tuple(row["area"] for row in rows), population=people), places
