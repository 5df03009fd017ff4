"""`tideturn scan`: which neighbouring areas have had more cases of late than chance explains."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.interfaces.cli.waiting import Step, waiting
from tideturn.methods.detection.scanning.parameters import Model, ScanParameters

if TYPE_CHECKING:
    from tideturn.interfaces.cli.scanning_tables import Counts
    from tideturn.methods.detection.scanning.scan import Scan
    from tideturn.methods.detection.scanning.zones import Zones


@click.command("scan")
@click.argument("file", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--coordinates", type=click.Path(path_type=Path), help="Where each area lies: area, easting, northing.")
@click.option("--adjacency", type=click.Path(path_type=Path), help="Which areas touch: area, neighbour.")
@click.option(
    "--model",
    type=click.Choice(["poisson", "permutation"]),
    default="poisson",
    show_default=True,
    help="Against expected counts or populations, or against the totals of areas and weeks, which needs neither.",
)
@click.option(
    "--replications",
    type=click.IntRange(1, 1_000_000),
    default=999,
    show_default=True,
    help="Invented data sets against which the strongest cluster is held.",
)
@click.option(
    "--max-neighbours",
    type=click.IntRange(1, 1000),
    default=30,
    show_default=True,
    help="Areas of the largest cluster, its centre among them.",
)
@click.option(
    "--max-weeks", type=click.IntRange(1, 1000), default=12, show_default=True, help="Weeks of the longest cluster."
)
@click.option(
    "--dispersion",
    metavar="NUMBER|estimate",
    default="1",
    show_default=True,
    help="Variance over mean where nothing but chance is at work; Poisson only.",
)
@click.option(
    "--stop-after", type=click.IntRange(1), help="Stop when so many replications reach the strongest cluster."
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="From which all chance follows.")
@click.option("--as-of", metavar="DATE", help="The day, or the t, that is taken as the current week; else the last.")
@click.option("--workers", type=click.IntRange(1), help="Threads; the answer does not depend on them. Else all cores.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A .csv or .parquet file, or - to print.")
def command(
    file: Path,
    coordinates: Path | None,
    adjacency: Path | None,
    model: str,
    replications: int,
    max_neighbours: int,
    max_weeks: int,
    dispersion: str,
    stop_after: int | None,
    seed: int,
    as_of: str | None,
    workers: int | None,
    out: Path,
) -> None:
    """Find clusters of neighbouring areas that have too many cases in the latest weeks.

    INPUT is CSV or Parquet with one row an area and week: area, date (on which the week begins) or t, observed, and
    for the Poisson model expected or population, of which only the proportions matter. With a column series each
    series is scanned by itself. OUT has one row a cluster, the strongest first.
    """
    from tideturn.interfaces.cli.scanning_tables import cluster_rows, read_adjacency, read_coordinates, read_counts
    from tideturn.methods.detection.errors import DetectionError
    from tideturn.sources.documents.errors import printable
    from tideturn.sources.tabular.errors import TableRefused
    from tideturn.sources.tabular.writing import check_writable, write_table

    lie = coordinates or adjacency
    if lie is None or (coordinates and adjacency):
        raise Refusal("Say how the areas lie: give either --coordinates FILE or --adjacency FILE.")
    try:
        check_writable(out, file, lie)
        parameters = ScanParameters(
            model=Model(model),
            replications=replications,
            weeks_at_most=max_weeks,
            enough_exceedances=stop_after,
            dispersion=_dispersion(dispersion),
            seed=seed,
        )
        counts = read_counts(file, model=parameters.model)
        zones = (read_coordinates if coordinates else read_adjacency)(lie, counts.areas, neighbours=max_neighbours)
        scans = _scanned(counts, zones, parameters, as_of=as_of, workers=workers or os.cpu_count() or 1)
        write_table(cluster_rows(scans, counts.calendar), out)
    except (TableRefused, DetectionError) as error:
        raise Refusal(str(error)) from None
    for name, found in scans.items():
        click.echo(printable(_summary(name, found, counts)), err=True)


def _dispersion(text: str) -> float | None:
    """Return the number, or null where it is to be estimated."""
    if text == "estimate":
        return None
    try:
        return float(text)
    except ValueError:
        raise Refusal("--dispersion is a number from 1 on, or the word estimate.") from None


def _scanned(
    counts: "Counts", zones: "Zones", parameters: ScanParameters, *, as_of: str | None, workers: int
) -> dict[str, "Scan"]:
    from tideturn.interfaces.cli.scanning_tables import week_of
    from tideturn.methods.detection.scanning.scan import scan

    week = None if as_of is None else week_of(as_of, counts)
    found: dict[str, Scan] = {}
    with waiting("Scanning") as step:
        for name, batch in counts.batches.items():
            found[name] = scan(
                batch,
                zones,
                parameters,
                expected=counts.expected.get(name),
                as_of=week,
                workers=workers,
                on_progress=_moving(
                    step, name, before=len(found), series=len(counts.batches), in_all=parameters.replications
                ),
            )
    return found


def _moving(step: Step, name: str, *, before: int, series: int, in_all: int) -> Callable[[int], None]:
    """Return what a scan tells how many of its replications are done, after so many series were scanned before it."""
    return lambda done: step(f"Scanning {name}".strip(), (before + done / in_all) / series)


def _summary(name: str, found: "Scan", counts: "Counts") -> str:
    from tideturn.methods.detection.scanning.words import cluster_in_words

    head = f"{name}: " if name else ""
    if not found.clusters:
        return f"{head}no group of neighbouring areas has more cases than expected up to the current week."
    number = len(found.clusters)
    strongest = cluster_in_words(found.clusters[0], model=found.model, calendar=counts.calendar)
    return f"{head}{number} {'cluster' if number == 1 else 'clusters'}. {strongest}"
