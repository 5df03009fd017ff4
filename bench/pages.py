"""The pages of docs/measured/, which the benchmarks write themselves."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

import numpy as np

MEASURED = Path(__file__).resolve().parents[1] / "docs" / "measured"


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
    return page
