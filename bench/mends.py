"""What the textbook mode mends, measured; writes docs/measured/mends.md and the pictures in docs/images/detection."""

import time

import click
import numpy as np

from bench.mended import c3, levels, missing_weeks, scores, standard_errors, zero_histories
from bench.pages import machine, write_page

SEED = 1996
MENDS = (standard_errors, zero_histories, missing_weeks, c3, scores, levels)

INTRODUCTION = """What [the two modes](../explanation/textbook-and-compatible.md) say of the same simulated series. “R”
is the compatible mode, whose numbers are those of R's `surveillance` ([how closely](agreement.md)). Where R is said to
err, the series are simulated, so that the truth is known."""


def main() -> None:
    """Measure, print, and write the page and its pictures."""
    began = time.perf_counter()
    # Each mend draws from its own stream, so that a change to one leaves the figures of the others.
    streams = np.random.default_rng(SEED).spawn(len(MENDS))
    sections = [part for mend, chance in zip(MENDS, streams, strict=True) for part in mend.sections(chance)]
    parts = [INTRODUCTION, *(section.markdown for section in sections)]
    for part in parts:
        click.echo(f"{part}\n")
    page = write_page("mends", "What the textbook mode mends", parts, seed=SEED)
    click.echo(f"seed {SEED}; {machine()}; {time.perf_counter() - began:.0f} seconds; written to {page.name}")


if __name__ == "__main__":
    main()
