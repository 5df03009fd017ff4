"""The file themes.yaml: what it may say, and that every pack of ours names headings that are there."""

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tideturn.packs.errors import PackFaults
from tideturn.packs.themes import load_themes

ONE = "themes:\n  - {id: kits, title: Kits, about: Kits., words: [%s]}\n"


@pytest.mark.parametrize("country", ["scotland", "example"])
def test_themes_of_our_packs_are_read(country: str) -> None:
    assert len(load_themes(REPOSITORY / "packs" / country)) >= 3


def test_pack_without_the_file_has_no_themes(tmp_path: Path) -> None:
    assert load_themes(tmp_path) == ()


@pytest.mark.parametrize("words", ["", "ab", "'.*'", "kit, Kit", "'(kit)'"])
def test_words_that_cannot_be_meant_are_refused(tmp_path: Path, words: str) -> None:
    (tmp_path / "themes.yaml").write_text(ONE % words)

    with pytest.raises(PackFaults, match="words"):
        load_themes(tmp_path)


def test_theme_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "themes.yaml").write_text(ONE % "kit" + (ONE % "kit").removeprefix("themes:\n"))

    with pytest.raises(PackFaults, match="same id"):
        load_themes(tmp_path)


def test_theme_of_a_heading_that_is_not_there_is_refused(pack) -> None:
    path = pack.folder / "themes.yaml"
    path.write_text(path.read_text().replace("section: within-reach", "section: out-of-reach"))

    assert "no section “out-of-reach”" in pack.refusal()
    assert "themes.yaml" in pack.refusal()


def test_partnership_of_an_organisation_that_is_not_there_is_refused(pack) -> None:
    path = pack.folder / "directory" / "partnerships.yaml"
    path.write_text(path.read_text().replace("organisation: northmark-partnership", "organisation: nobody"))

    assert "partnerships.yaml names “nobody”" in pack.refusal()
