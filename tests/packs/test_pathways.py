"""Pathways are read with their pack and without it, and both packs' pathways are whole."""

import pytest

from tideturn.packs.errors import PackError, PackFileMissing
from tideturn.packs.pathways import load_pathway, load_pathways, load_vocabularies


def test_load_pathways_reads_both_countries(repository):
    assert [pathway.id for pathway in load_pathways(repository / "packs/scotland")] == [
        "near-fatal-overdose",
        "service-referral",
    ]
    assert [pathway.id for pathway in load_pathways(repository / "packs/example")] == [
        "cold-night-return",
        "near-fatal-overdose",
        "service-referral",
    ]


def test_load_pathways_reads_a_folder_once(repository):
    assert load_pathways(repository / "packs/example") is not None
    assert load_pathway("cold-night-return", repository / "packs/example") is load_pathway(
        "cold-night-return", repository / "packs/example"
    )


def test_load_pathway_says_which_there_are(repository):
    with pytest.raises(PackError, match=r"no pathway “warm-night”.*cold-night-return, near-fatal-overdose"):
        load_pathway("warm-night", repository / "packs/example")


def test_pack_without_pathways_is_whole(tmp_path):
    assert load_pathways(tmp_path) == ()
    with pytest.raises(PackFileMissing, match=r"vocabularies\.yaml"):
        load_vocabularies(tmp_path)


def test_pack_holds_its_pathways(example_pack):
    assert example_pack.pathway("cold-night-return").start.id == "found"
    assert [move.id for move in example_pack.pathway("near-fatal-overdose").moves_from("received")] == [
        "bring-to-review",
        "close-without-contact",
    ]


def test_load_pathways_refuses_what_does_not_fit(pack):
    line = pack.spoil("pathways/cold-night-return.yaml", "unit: hours", "unit: moons")

    (fault,) = pack.faults()

    assert (fault.path.name, fault.line) == ("cold-night-return.yaml", line)


def test_load_pathways_needs_the_words_they_use(pack):
    (pack.folder / "vocabularies.yaml").unlink()

    assert "vocabularies.yaml" in pack.refusal()
