"""A small pack that a test may spoil, and what the reader says of it then."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tideturn.packs.errors import PackError, PackFaults
from tideturn.packs.loading import load_pack


class SpoiledPack:
    """A copy of the invented country in which one text is put in the place of another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def spoil(self, name: str, old: str, new: str) -> int:
        """Replace the first `old` in a file by `new`, and return the line on which it began."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}: the test plants its fault nowhere"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def append(self, name: str, text: str) -> int:
        """Add text at the end of a file, and return the line on which it begins."""
        path = self.folder / name
        held = path.read_text(encoding="utf-8")
        path.write_text(held + text, encoding="utf-8")
        return held.count("\n") + 1

    def refusal(self) -> str:
        """Read the pack, which must be refused, and return what was said."""
        with pytest.raises(PackError) as refused:
            load_pack(self.folder)
        return str(refused.value)

    def faults(self) -> tuple:
        """Read the pack, which must be refused, and return its faults."""
        with pytest.raises(PackFaults) as refused:
            load_pack(self.folder)
        return refused.value.faults


@pytest.fixture
def pack(tmp_path: Path, repository: Path) -> SpoiledPack:
    """A copy of the invented country that a test may spoil."""
    return SpoiledPack(Path(shutil.copytree(repository / "packs" / "example", tmp_path / "example")))


@pytest.fixture
def read() -> Callable:
    """The reader of packs."""
    return load_pack
