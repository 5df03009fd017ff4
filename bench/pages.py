"""The pages of docs/measured/, which the benchmarks write themselves."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

import numpy as np

DOCS = Path(__file__).resolve().parents[1] / "docs"
MEASURED = DOCS / "measured"
# The figures of these stand on the page that says what is promised, too, between two marks.
OF_PROMISES = ("kill_campaign", "clocks", "intake", "chaos", "bad_inputs")
PROMISES = DOCS / "explanation" / "nothing-is-lost.md"
BEGIN, END = "<!-- Figures, written by the benchmarks -->", "<!-- End of the figures -->"


def machine() -> str:
    """Return what a figure was measured on, in a few words."""
    return (
        f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}"
    )


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def write_page(name: str, title: str, parts: Sequence[str], *, seed: int) -> Path:
    """Write docs/measured/<name>.md, with the seed and the machine at its head, and return where it stands."""
    MEASURED.mkdir(parents=True, exist_ok=True)
    head = f"# {title}\n\nWritten by `bench/{name}.py`; do not edit it here. Seed {seed}; {machine()}.\n"
    page = MEASURED / f"{name}.md"
    page.write_text("\n\n".join([head.rstrip(), *(part.strip() for part in parts)]) + "\n", "utf-8")
    if name in OF_PROMISES:
        gather()
    return page


def gather() -> None:
    """Write the first table of each page that is about a promise onto the page of promises, as far as there are any."""
    before, _, rest = PROMISES.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    figures = [_figures(MEASURED / f"{name}.md") for name in OF_PROMISES if (MEASURED / f"{name}.md").is_file()]
    PROMISES.write_text(before + "\n\n".join([BEGIN, *figures, END]) + after, "utf-8")


def _figures(page: Path) -> str:
    """Return the title of a page, what it was measured on, and its first table."""
    blocks = page.read_text("utf-8").strip().split("\n\n")
    measured = blocks[1].partition("do not edit it here. ")[2]
    first = next(block for block in blocks if block.startswith("|"))
    return f"### [{blocks[0].removeprefix('# ')}](../measured/{page.name})\n\n{measured}\n\n{first}"
