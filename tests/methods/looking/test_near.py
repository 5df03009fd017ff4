"""What two names or addresses share."""

import pytest

from tideturn.methods.looking.near import address_marks, family_names, parts_of_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wyn Marsh", "MARSH"),
        ("Wyn Reid-Marsh", "Marsh"),
        ("Niall O'Neil", "O\N{RIGHT SINGLE QUOTATION MARK}Neil"),
        ("Zoë Brontë", "Bronte"),
        ("Олена Коваль", "КОВАЛЬ"),
    ],
)
def test_family_name_is_known_again_however_it_is_written(one, other):
    assert family_names(one) & parts_of_name(other)


@pytest.mark.parametrize(("one", "other"), [("Marsh", "Marsh"), ("Marsh Wyn", "Marsh"), ("Wyn Marsh", "Marshall")])
def test_given_names_and_longer_names_are_no_family_name(one, other):
    assert not family_names(one) & parts_of_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("14 Harbour St, Brae", "Flat 2, 14 Harbour Street"),
        ("14 Harbour Street", "2/1 14, Harbour street, Brae"),
        ("The Cottage, Brae EH1 1AA", "Rose House, eh11aa"),
        ("14a Harbour Street", "14A HARBOUR STREET"),
    ],
)
def test_address_is_known_again_however_it_is_written(one, other):
    assert address_marks(one) & address_marks(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("14 Harbour Street", "15 Harbour Street"),
        ("Flat 2, 14 Harbour Street", "Flat 2, 3 Mill Lane"),
        ("no fixed abode", "no fixed abode"),
        ("", "14 Harbour Street"),
    ],
)
def test_other_addresses_are_other_addresses(one, other):
    assert not address_marks(one) & address_marks(other)
