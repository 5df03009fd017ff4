"""Scans against the numbers of SaTScan 10.3.2, the program of the method's author, on the same data.

`invented_areas.csv` was simulated for this test; `satscan_clusters.csv` holds the clusters that SaTScan finds in it
(prospective, at most half of the population, 12 weeks and 9,999 replications). The sudden infant deaths of North
Carolina are those of Kulldorff, Communications in Statistics 26 (1997), read where the R package spData is installed.
"""

import csv
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.scanning.parameters import Model, ScanParameters
from tideturn.methods.detection.scanning.scan import scan
from tideturn.methods.detection.scanning.zones import zones_of_places

HERE = Path(__file__).parent
READ_DEATHS = """
suppressMessages(library(spData)); data(nc.sids)
write.csv(cbind(name = rownames(nc.sids), nc.sids[, c("BIR74", "SID74", "BIR79", "SID79", "east", "north")]),
          row.names = FALSE)
"""
SOUTH = {"Robeson", "Bladen", "Columbus", "Hoke", "Scotland"}
# Years, areas, cases, expected, log likelihood ratio; all as SaTScan gives them.
DEATHS = [
    (("79",), 0, SOUTH, 70, 38.80, 10.720305),
    (("79",), 1, {"Cleveland", "Lincoln", "Gaston", "Rutherford", "Burke", "Catawba"}, 98, 68.36, 6.238402),
    (("74", "79"), 0, SOUTH, 139, 72.67, 25.380685),
    (("74", "79"), 1, {"Northampton", "Halifax", "Hertford"}, 59, 28.74, 12.484724),
    (("74", "79"), 2, {"Anson"}, 19, 6.88, 7.225956),
]


def satscan_clusters(model):
    with (HERE / "satscan_clusters.csv").open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["model"] == model]


@pytest.fixture(scope="module")
def deaths():
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed, so the deaths in North Carolina cannot be read")
    done = subprocess.run(["Rscript", "-e", READ_DEATHS], capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        pytest.skip("the R package spData is not installed, so the deaths in North Carolina cannot be read")
    return list(csv.DictReader(StringIO(done.stdout[done.stdout.index('"name"') :])))


@pytest.mark.parametrize("model", list(Model))
def test_scan_finds_the_clusters_of_satscan(invented_areas, model):
    batch, places = invented_areas

    found = scan(batch, zones_of_places(places), ScanParameters(model=model, replications=999))

    for cluster, theirs in zip(found.clusters, satscan_clusters(model), strict=False):
        assert cluster.areas == tuple(theirs["areas"].split(";"))
        assert (cluster.first_week, cluster.last_week) == (int(theirs["first_week"]), int(theirs["last_week"]))
        assert cluster.observed == int(theirs["observed"])
        assert cluster.expected == pytest.approx(float(theirs["expected"]), abs=0.005)
        assert cluster.llr == pytest.approx(float(theirs["llr"]), abs=1e-6)
        assert cluster.pvalue == pytest.approx(float(theirs["pvalue"]), abs=0.02)
        if theirs["relative_risk"]:
            assert cluster.relative_risk == pytest.approx(float(theirs["relative_risk"]), abs=0.005)
    assert len(satscan_clusters(model)) == 2


@pytest.mark.parametrize(("years", "place", "areas", "observed", "expected", "ratio"), DEATHS)
def test_scan_of_one_period_is_the_spatial_scan_of_north_carolina(
    deaths, years, place, areas, observed, expected, ratio
):
    cases = np.array([[sum(float(row[f"SID{year}"]) for year in years)] for row in deaths])
    births = np.array([[sum(float(row[f"BIR{year}"]) for year in years)] for row in deaths])
    batch = batch_of(cases, population=births, names=tuple(row["name"] for row in deaths))
    zones = zones_of_places([(float(row["east"]), float(row["north"])) for row in deaths], neighbours=100)

    cluster = scan(batch, zones, ScanParameters(replications=99)).clusters[place]

    assert set(cluster.areas) == areas
    assert cluster.observed == observed
    assert cluster.expected == pytest.approx(expected, abs=0.005)
    assert cluster.llr == pytest.approx(ratio, abs=1e-6)
