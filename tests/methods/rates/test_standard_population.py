"""Standard populations and the labels of age bands."""

import csv
from pathlib import Path

import pytest

from tideturn.methods.rates.age_bands import band_label
from tideturn.methods.rates.errors import BandsInvalid
from tideturn.methods.rates.standard_population import EUROPEAN_2013, StandardPopulation

PUBLISHED = (
    Path(__file__).resolve().parents[3].parent / "shared" / "data" / "rates" / "european_standard_population_2013.csv"
)


def test_european_2013_has_100_000_people_in_19_bands():
    assert EUROPEAN_2013.total == 100_000
    assert len(EUROPEAN_2013.weights) == 19


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published standard is not beside this clone")
def test_european_2013_is_the_published_one():
    rows = csv.DictReader(PUBLISHED.open(encoding="utf-8"))

    assert {row["age_band"]: float(row["esp2013"]) for row in rows} == dict(EUROPEAN_2013.weights)


def test_between_keeps_whole_bands():
    assert list(EUROPEAN_2013.between(15, 64).weights)[::9] == ["15-19", "60-64"]
    assert list(EUROPEAN_2013.between(80).weights) == ["80-84", "85-89", "90+"]


@pytest.mark.parametrize(("first", "last"), [(16, 64), (15, 63), (15, 90), (16, None)])
def test_between_refuses_to_cut_a_band(first, last):
    with pytest.raises(BandsInvalid, match="cut the band"):
        EUROPEAN_2013.between(first, last)


def test_standard_population_refuses_a_band_without_people():
    with pytest.raises(BandsInvalid):
        StandardPopulation("nobody", {"0+": 0})


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("00-04", "0-4"),
        (" 5 – 9 ", "5-9"),
        ("10 to 14", "10-14"),
        ("90 and over", "90+"),
        ("90 plus", "90+"),
        ("Females 85-89", "female 85-89"),
        ("M 90+", "male 90+"),
    ],
)
def test_band_label_reads_the_usual_spellings(text, label):
    assert band_label(text) == label


@pytest.mark.parametrize("text", ["", "all ages", "4-0", "under 5", "-4", "0-4 5-9", "person 0-4"])
def test_band_label_refuses_what_is_no_band(text):
    with pytest.raises(BandsInvalid):
        band_label(text)


@pytest.mark.parametrize("text", ["9-May", "May-09", "2020-05-09", "14-Oct"])
def test_band_label_knows_what_spreadsheets_do(text):
    with pytest.raises(BandsInvalid, match="spreadsheet"):
        band_label(text)
