"""The space-time scan: its time and memory, SaTScan beside it where there is one, its false alarms and its power.

SaTScan is not in any package list; where its command is on the path as `satscan`, or named by SATSCAN, it is given the
same counts, neighbours and longest cluster.
"""

import csv
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np

from bench.pages import machine, table, write_page
from tideturn.methods.detection.batch import Batch, batch_of
from tideturn.methods.detection.scanning import replications
from tideturn.methods.detection.scanning.maxima import maxima_in_numpy
from tideturn.methods.detection.scanning.parameters import Model, ScanParameters
from tideturn.methods.detection.scanning.scan import Scan, scan
from tideturn.methods.detection.scanning.zones import Zones, zones_of_places

SEED = 20261125
AREAS, WEEKS, REPLICATIONS = 400, 104, 999
GOAL_SECONDS = 30.0
PAGE = "space-time-scan"
SECONDS = ("Seconds by the clock", "Processor seconds")

SIDE, HISTORY, MEAN = 8, 52, 1.5  # the small country of the simulations
TRIALS, POWER_TRIALS, SMALL_REPLICATIONS = 400, 60, 199

SATSCAN = """[Input]
CaseFile={folder}/c.cas
PopulationFile={folder}/c.pop
CoordinatesFile={folder}/c.geo
CoordinatesType=0
PrecisionCaseTimes=4
StartDate=1
EndDate={weeks}
[Analysis]
AnalysisType=4
ModelType={model}
ScanAreas=1
TimeAggregationUnits=4
TimeAggregationLength=1
MonteCarloReps={replications}
[Output]
ResultsFile={folder}/c.txt
[Spatial Neighbors]
UseNeighborsFile=y
NeighborsFilename={folder}/c.nbr
[Spatial Window]
MaxSpatialSizeInPopulationAtRisk=50
[Temporal Window]
MaxTemporalSizeInterpretation=1
MaxTemporalSize=12
ProspectiveStartDate={weeks}
[Inference]
PValueReportType=1
[Run Options]
NumberParallelProcesses={workers}
LogRunToHistoryFile=n
"""


@dataclass(frozen=True)
class Country:
    """Invented areas with what was counted in them."""

    batch: Batch
    places: np.ndarray
    zones: Zones


def invented_country() -> Country:
    """Return areas of very different size on a plane, with two cases a week on average and nothing but chance."""
    generator = np.random.default_rng(SEED)
    places = generator.random((AREAS, 2))
    people = np.repeat(np.round(generator.lognormal(9.0, 0.8, (AREAS, 1))), WEEKS, axis=1)
    counts = generator.poisson(2.0 * people / people.mean())
    names = tuple(f"A{number:03d}" for number in range(AREAS))
    return Country(batch_of(counts, population=people, names=names), places, zones_of_places(places))


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and seconds of processors, which other work on the machine does not lengthen."""

    clock: float
    processors: float

    @property
    def cells(self) -> list[str]:
        """Return both as cells of a table."""
        return [f"{self.clock:.2f}", f"{self.processors:.2f}"]


def timed(country: Country, parameters: ScanParameters, *, workers: int = 1) -> tuple[Took, Scan]:
    """Return how long a scan takes, zones included, and what it found."""
    clock, processors = time.perf_counter(), time.process_time()
    found = scan(country.batch, zones_of_places(country.places), parameters, workers=workers)
    return Took(time.perf_counter() - clock, time.process_time() - processors), found


def speed(country: Country) -> tuple[list[list[str]], dict[Model, Scan], bool]:
    """Return the rows of the table of times, each model's scan, and whether the goal was met."""
    rows, scans, is_met = [], {}, True
    for model in Model:
        parameters = ScanParameters(model=model, replications=REPLICATIONS)
        timed(country, replace(parameters, replications=5))  # compiles, or reads what was compiled
        for workers in (1, 2):
            took, scans[model] = timed(country, parameters, workers=workers)
            rows.append([model, "compiled", str(workers), *took.cells, f"{took.clock / GOAL_SECONDS:.0%}"])
            is_met &= workers == 1 or took.clock <= GOAL_SECONDS
        took = in_numpy(country, parameters)
        rows.append([model, "NumPy", "1", *took.cells, f"{took.clock / GOAL_SECONDS:.0%}"])
    return rows, scans, is_met


def in_numpy(country: Country, parameters: ScanParameters) -> Took:
    """Return how long the fallback takes, without numba."""
    compiled = replications.fastest_maxima
    replications.fastest_maxima = lambda: maxima_in_numpy
    try:
        return timed(country, parameters)[0]
    finally:
        replications.fastest_maxima = compiled


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peer(country: Country, scans: dict[Model, Scan]) -> str:
    """Return the paragraph on SaTScan: its seconds and its strongest cluster, or that it is not here."""
    program = os.environ.get("SATSCAN") or shutil.which("satscan")
    if program is None:
        return "SaTScan was not found on this machine (it is in no package list), so nothing stands beside these times."
    rows = []
    for model, number in ((Model.POISSON, 0), (Model.PERMUTATION, 2)):
        for workers in (1, 2):
            took, ratio = peer_run(program, country, number, workers)
            ours = scans[model].clusters[0].llr
            rows.append([model, str(workers), *took.cells, f"{ratio:.6f}", f"{ours:.6f}"])
    columns = ["Model", "Workers", *SECONDS, "Its largest log likelihood ratio", "Ours"]
    return "SaTScan on the same counts, neighbours and longest cluster:\n\n" + table(columns, rows)


def peer_run(program: str, country: Country, model: int, workers: int) -> tuple[Took, float]:
    """Return how long SaTScan takes from the start of its process, and the ratio of its first cluster."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_peer_files(folder, country)
        choices = {"model": model, "weeks": WEEKS, "replications": REPLICATIONS, "workers": workers}
        (folder / "c.prm").write_text(SATSCAN.format(folder=folder, **choices))
        clock, processors = time.perf_counter(), children_seconds()
        subprocess.run([program, "c.prm"], cwd=folder, stdout=subprocess.DEVNULL, check=False)
        took = Took(time.perf_counter() - clock, children_seconds() - processors)
        lines = (folder / "c.txt").read_text().splitlines()
    ratio = next(line for line in lines if "likelihood ratio" in line or "Test statistic" in line)
    return took, float(ratio.rsplit(":", 1)[1])


def children_seconds() -> float:
    """Return the processor seconds of the processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def write_peer_files(folder: Path, country: Country) -> None:
    """Write the counts, populations, places and neighbours as SaTScan reads them."""
    batch, names = country.batch, country.batch.names
    cases = np.argwhere(batch.observed > 0)
    tables = {
        "c.cas": [(names[a], int(batch.observed[a, t]), t + 1) for a, t in cases],
        "c.pop": [(name, 1, int(batch.population[a, 0])) for a, name in enumerate(names)],
        "c.geo": [(name, *place) for name, place in zip(names, country.places, strict=True)],
        "c.nbr": [[names[place] for place in row] for row in country.zones.order],
    }
    for name, rows in tables.items():
        with (folder / name).open("w", newline="") as file:
            csv.writer(file, delimiter=" ").writerows(rows)


def small_country() -> Zones:
    """Return the zones of a square of areas."""
    return zones_of_places([(i % SIDE, i // SIDE) for i in range(SIDE * SIDE)])


def drawn(generator: np.random.Generator, means: np.ndarray, dispersion: float) -> Batch:
    """Return counts with these means, and variances so many times as large."""
    if dispersion == 1:
        counts = generator.poisson(means)
    else:
        counts = generator.negative_binomial(means / (dispersion - 1), 1 / dispersion)
    return batch_of(counts, population=np.ones_like(means))


def false_alarms() -> list[list[str]]:
    """Return how often a scan of nothing but chance has a p-value of at most 1, 5 and 10 per cent."""
    choices = (
        ("poisson", ScanParameters()),
        ("poisson, dispersion estimated", ScanParameters(dispersion=None)),
        ("permutation", ScanParameters(model=Model.PERMUTATION)),
    )
    return [
        [words, f"{dispersion:g}", *alarm_shares(parameters, dispersion)]
        for words, parameters in choices
        for dispersion in (1.0, 1.5, 2.0)
    ]


def alarm_shares(parameters: ScanParameters, dispersion: float) -> list[str]:
    """Return the shares of p-values up to 1, 5 and 10 per cent where the counts have this dispersion."""
    zones, means = small_country(), np.full((SIDE * SIDE, HISTORY), MEAN)
    generator = np.random.default_rng([SEED, int(10 * dispersion)])
    chosen = replace(parameters, replications=SMALL_REPLICATIONS, enough_exceedances=25)
    found = [scan(drawn(generator, means, dispersion), zones, replace(chosen, seed=trial)) for trial in range(TRIALS)]
    pvalues = np.array([one.clusters[0].pvalue for one in found])
    return [f"{np.mean(pvalues <= level):.3f}" for level in (0.01, 0.05, 0.10)]


def power() -> list[list[str]]:
    """Return how often and how exactly a planted cluster of five areas is found, by its rise and its age."""
    zones, rows = small_country(), []
    planted = {27, 26, 28, 19, 35}  # an area and the four that touch it
    for model in Model:
        for rise in (1.5, 2.0, 3.0):
            for weeks in (1, 2, 4):
                rows.append([model, f"{rise:g}", str(weeks), *power_of(zones, planted, model, rise, weeks)])
    return rows


def power_of(zones: Zones, planted: set[int], model: Model, rise: float, weeks: int) -> list[str]:
    """Return the share of trials found at 5 per cent, and the mean overlap in areas of those found."""
    means = np.full((SIDE * SIDE, HISTORY), MEAN)
    means[sorted(planted), -weeks:] *= rise
    generator = np.random.default_rng([SEED, int(10 * rise), weeks])
    overlaps = []
    for trial in range(POWER_TRIALS):
        parameters = ScanParameters(model=model, replications=SMALL_REPLICATIONS, enough_exceedances=25, seed=trial)
        strongest = scan(drawn(generator, means, 1.0), zones, parameters).clusters[0]
        places = {int(name.removeprefix("area ")) - 1 for name in strongest.areas}
        if strongest.pvalue <= 0.05 and places & planted:
            overlaps.append(len(places & planted) / len(places | planted))
    return [f"{len(overlaps) / POWER_TRIALS:.2f}", f"{np.mean(overlaps):.2f}" if overlaps else "–"]


def stopping(country: Country) -> str:
    """Return the sentence on what an early stop saves where nothing but chance is at work."""
    parameters = ScanParameters(replications=REPLICATIONS, enough_exceedances=20)
    took, found = timed(country, parameters)
    return (
        f"With a stop at 20 exceedances the Poisson scan of the same counts ended after {found.replications} of "
        f"{REPLICATIONS} replications, in {took.clock:.2f} s on one worker (p = {found.clusters[0].pvalue:.3f})."
    )


def main() -> int:
    """Measure, print and write the page; return 1 where the goal is missed."""
    country = invented_country()
    times, scans, is_met = speed(country)
    memory = peak_megabytes()
    parts = [
        f"## Time and memory\n\n{AREAS} areas × {WEEKS} weeks × {REPLICATIONS} replications, at most 30 neighbours and "
        f"12 weeks, {country.zones.count:,} zones, {scans[Model.POISSON].cases:,} cases; goal {GOAL_SECONDS:.0f} s on "
        "two cores. Times are of a warm process and include making the zones. Other work may have shared the machine.",
        table(["Model", "Kernel", "Workers", *SECONDS, "Share of the goal"], times),
        f"Most memory held by the process: {memory:.0f} MB.",
        stopping(country),
        peer(country, scans),
        f"## False alarms\n\nShare of {TRIALS} scans of {SIDE * SIDE} areas × {HISTORY} weeks, mean {MEAN} a week and "
        f"nothing but chance in them, whose strongest cluster has a p-value of at most the level; {SMALL_REPLICATIONS} "
        "replications, stopped at 25 exceedances. Dispersion is variance over mean; the scan takes it for 1 unless it "
        "is told or estimates it.",
        table(["Model", "Dispersion", "at 0.01", "at 0.05", "at 0.10"], false_alarms()),
        f"## Power\n\nA cluster of five areas planted in the same country, {POWER_TRIALS} trials each: the share in "
        "which the strongest cluster has p ≤ 0.05 and shares an area with it, and how much those share (areas in both "
        "over areas in either).",
        table(["Model", "Times the rate", "Weeks so far", "Found", "Overlap"], power()),
    ]
    page = write_page("scanning", "The space-time scan", parts, seed=SEED)
    page.replace(page.with_name(f"{PAGE}.md"))
    click.echo("\n\n".join([f"Seed {SEED}; {machine()}", *parts]))
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
