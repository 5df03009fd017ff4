"""The page of promises shows what the benchmarks wrote, and nothing that a hand changed."""

from pathlib import Path

import pytest

from bench import pages

FIGURE = "| acknowledged a second | "


@pytest.fixture
def promises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the page, to be written anew."""
    copy = tmp_path / "nothing-is-lost.md"
    copy.write_text(pages.PROMISES.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(pages, "PROMISES", copy)
    return copy


def test_figures_stand_as_they_were_measured(promises: Path):
    before = promises.read_text("utf-8")

    pages.gather()

    assert promises.read_text("utf-8") == before
    assert FIGURE in before


def test_figure_changed_by_hand_is_written_over(promises: Path):
    before = promises.read_text("utf-8")
    promises.write_text(before.replace(FIGURE, f"{FIGURE}9"), "utf-8")

    pages.gather()

    assert promises.read_text("utf-8") == before
