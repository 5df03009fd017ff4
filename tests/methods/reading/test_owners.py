"""Owners and their canonical names."""

import pytest

from tideturn.methods.reading.owners import Organisation, Organisations, name_owners, owner_called, owners_by_line


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("The Norland Government", ["Government of Norland"]),
        ("Norland Government, DBs and Norland Health", ["Government of Norland", "District Boards", "Norland Health"]),
        ("DBs and the Harbour and River Police", ["District Boards", "Harbour and River Police"]),
        ("Norland Health HRP", ["Norland Health", "Harbour and River Police"]),
        ("Norland Health / Quay Watch / DBs", ["Norland Health", "Quay Watch", "District Boards"]),
        ("DBs and Norland Health (or the HRP)", ["District Boards", "Norland Health", "Harbour and River Police"]),
        ("Local and national leadership", ["Local and national leadership"]),
        ("", []),
        (" ; ", []),
        ("–", []),
        ("N/A", []),
        ("TBC.", []),
        ("DBs; –", ["District Boards"]),
    ],
)
def test_name_owners(words, names, organisations):
    assert [owner.name for owner in name_owners(words, organisations).owners] == names


def test_name_owners_gives_one_post_one_name(organisations):
    spellings = ("National Kit Steward", "the National Kit Stewrd", "The Norland Kit Steward")

    assert {name_owners(words, organisations).owners[0].name for words in spellings} == {"Kit Steward"}


@pytest.mark.parametrize(
    ("words", "owner", "others"),
    [
        ("Norland Government with partners", "Government of Norland", ("partners",)),
        ("Norland Government and partners", "Government of Norland", ("partners",)),
        ("University of Quay (funded by the Chief Office", "University of Quay", ("Chief Office",)),
    ],
)
def test_name_owners_keeps_partners_apart(words, owner, others, organisations):
    named = name_owners(words, organisations)

    assert [one.name for one in named.owners] == [owner]
    assert named.others == others


def test_owner_called_by_a_class_is_generic(organisations):
    assert owner_called("All services", organisations).generic
    assert owner_called("services that lend boats", organisations).name == "Services"
    assert not owner_called("Norland Health", organisations).generic


def test_owners_by_line_does_not_split_a_line_it_does_not_know(organisations):
    named = owners_by_line(["Anyone who mends, paints and tars.", "DBs and Norland Health"], organisations)

    assert [owner.name for owner in named.owners] == [
        "Anyone who mends, paints and tars",
        "District Boards",
        "Norland Health",
    ]


def test_organisations_prefer_a_name_to_another_bodys_alias():
    table = Organisations((Organisation("A", aliases=("B",)), Organisation("B")))

    found = table.find("b")

    assert found is not None
    assert found.name == "B"


def test_organisation_refuses_an_empty_name():
    with pytest.raises(ValueError, match="has a name"):
        Organisation(" ")


@pytest.mark.parametrize("line", [";", "n/a", " - ", "."])
def test_owners_by_line_takes_no_mark_for_an_owner(line, organisations):
    assert [owner.name for owner in owners_by_line([line, "DBs"], organisations).owners] == ["District Boards"]


@pytest.mark.parametrize(
    ("words", "names", "others"),
    [
        ("Lead: Quay Care Board; Partners: Boat House, Rope Yard", ["Quay Care Board"], ("Boat House", "Rope Yard")),
        ("Quay Police. Partners: none", ["Quay Police"], ()),
        ("Quay Health (lead); Rope Yard", ["Quay Health"], ("Rope Yard",)),
        ("Quay Health (Lead agency) and Rope Yard", ["Quay Health"], ("Rope Yard",)),
        ("All quays (lead: Rope Yard)", ["Rope Yard"], ("All quays",)),
        ("Head of Boats; by 31/03/2029", ["Head of Boats"], ()),
        ("Ministry of Boats and Social Care and Rope Yard", ["Ministry of Boats and Social Care", "Rope Yard"], ()),
        ("Ministry of Boats and Ministry of Ropes", ["Ministry of Boats", "Ministry of Ropes"], ()),
    ],
)
def test_name_owners_knows_who_leads_and_who_helps(words, names, others):
    named = name_owners(words, Organisations())

    assert ([owner.name for owner in named.owners], named.others) == (names, others)
