"""Scotland's directory: people's own words lead somewhere, places lie where they are said to, lines are whole."""

import json
import re
from datetime import date
from itertools import pairwise

import pytest

from tideturn.methods.wording.folding import words_of
from tideturn.packs.schema.gazetteer import PlaceKind

# Words that speak of people as if they were what they take; typed all the same, and shown nowhere.
HURTFUL = re.compile(
    r"\b(addict\w*|abus\w*|misus\w*|junk\w*|alcoholi\w*|drunk\w*|clean and sober|dirty|offender\w*|prostitut\w*"
    r"|smackhead|crackhead|(?:drug|service) users?|victims?|suffer\w*|habit\w*)\b",
    re.IGNORECASE,
)
LETTERS = "AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE"
NOT_A_PLACE = (
    "tonight today tomorrow morning weekend please help someone somebody people women children daughter husband "
    "brother mother father sister worried urgent open near where when clinic centre service friend partner struggling"
)


@pytest.fixture(scope="module")
def directory(scottish_pack):
    return scottish_pack.directory


@pytest.mark.parametrize(
    ("typed", "terms", "place", "left"),
    [
        ("heroin detox dundee tonight", ["opioids", "detox-and-stabilisation"], "Dundee", "tonight"),
        ("jag", ["long-acting-injection", "injecting-equipment"], None, ""),
        ("for my son", ["family-support", "families"], None, ""),
        ("Needle exchange in G12 8QQ", ["injecting-equipment"], "G12", "in"),
        ("mehtadone kilmarnok", ["opioid-substitution", "opioids"], "Kilmarnock", ""),
        ("somebody to talk to", ["someone-to-talk-to"], None, ""),
        ("needle exchange liberton", ["injecting-equipment"], "Liberton", ""),
        ("rehab Upper Largo", ["residential-rehabilitation"], "Upper Largo", ""),
        ("gretna green", [], "Gretna Green", ""),
        ("can i bring my dog and still using", ["pets-welcome", "abstinence-not-required"], None, "can i bring and"),
        ("vallies and a drink", ["benzodiazepines", "alcohol"], None, "and a"),
        ("naloxone easterhouse", ["naloxone"], None, "easterhouse"),
    ],
)
def test_what_people_type_leads_to_terms_and_places(directory, typed, terms, place, left):
    wish = directory.wish(typed)

    assert [match.term.id for match in wish.found.matches] == terms
    assert [each.name for each in wish.places.places[:1]] == ([place] if place else [])
    assert wish.left == left


def test_every_phrase_leads_to_its_own_term(directory):
    lost = [
        (term.id, phrase)
        for _, term in directory.vocabulary.terms()
        for phrase in term.phrases
        if term.id not in {match.term.id for match in directory.vocabulary.matching(phrase).matches}
    ]

    assert lost == []


def test_every_name_of_a_place_leads_to_it(directory):
    lost = {place.name for place in directory.places.places if place not in directory.places.find(place.name)}

    assert lost == set()


def test_no_name_of_a_place_is_taken_for_something_else(directory):
    taken = {place.name for place in directory.places.places if directory.wish(place.name).found.matches}

    assert taken == {"Work"}  # a farm in Orkney


@pytest.mark.parametrize("word", NOT_A_PLACE.split())
def test_no_everyday_word_is_taken_for_a_place(directory, word):
    assert directory.places.matching(word).places == ()


def test_nothing_shown_hurts(directory):
    shown = [text for _, term in directory.vocabulary.terms() for text in (*term.shown, term.words)]
    shown += [line.words for line in directory.helplines]

    assert [text for text in shown if HURTFUL.search(text)] == []
    assert HURTFUL.search("help for addicts"), "the rule no longer sees the fault it was made for"


def test_words_are_one_or_two_short_sentences(directory):
    assert [term.id for _, term in directory.vocabulary.terms() if len(words_of(term.words)) > 26] == []


def test_every_partnership_of_the_surveys_is_there_and_every_council_area_has_one(directory, scottish_pack):
    covered = [code for each in directory.partnerships.partnerships for code in each.areas]

    assert len(directory.partnerships.partnerships) == 30
    assert sorted(covered) == sorted(area.code for area in scottish_pack.places.areas)


def test_codes_of_partnerships_are_those_of_the_published_lookup(directory, shared):
    text = (shared / "data/scotland/scotpho_geography_codes.csv").read_text(encoding="utf-8")
    published = set(re.findall(r"^(S11\d{6}),", text, re.MULTILINE))

    assert {code for each in directory.partnerships.partnerships for code in each.codes} == published


def test_lines_that_are_always_there_come_first_and_each_fact_has_a_source(directory):
    assert [line.dialled for line in directory.fallbacks] == ["999", "111", "116123"]
    assert list(directory.helplines[:3]) == list(directory.fallbacks)
    assert all(line.sources and line.checked_on <= date(2026, 11, 26) for line in directory.helplines)
    assert {line.id for line in directory.helplines if not line.schedules} == {"scottish-families"}


def test_districts_are_those_of_the_country(directory, scottish_pack):
    districts = [place for place in directory.places.places if place.kind is PlaceKind.DISTRICT]

    assert len(districts) == 455
    assert {re.match("[A-Z]+", place.name).group() for place in districts} == set(LETTERS.split())
    assert {place.area for place in districts} == {area.code for area in scottish_pack.places.areas}


def test_places_lie_in_the_areas_they_name(directory, shared):
    """The area of a place was taken from postcodes; here it is compared with the boundaries of the council areas."""
    boundaries = json.loads((shared / "data/scotland/boundary_ca.geojson").read_text())
    rings = {_code(feature): list(_rings(feature["geometry"])) for feature in boundaries["features"]}
    known = [place for place in directory.places.places if place.kind in {PlaceKind.DISTRICT, PlaceKind.TOWN}]
    outside = [place for place in known if not _near(place, rings[place.area])]

    # The boundaries are simplified, and single postcodes of islands and quaysides lie off their coast.
    assert len(outside) <= len(known) // 50, [(place.name, place.area_name) for place in outside]
    assert not any(_near(place, rings["S12000027"]) for place in known if place.area == "S12000006")


def _code(feature):
    return next(value for value in feature["properties"].values() if re.fullmatch(r"S12\d{6}", str(value)))


def _rings(geometry):
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    yield from (part[0] for part in parts)


def _near(place, rings):
    """Whether a place lies in one of the rings, or about two kilometres from a corner of one."""
    for ring in rings:
        inside = False
        for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
            if abs(x1 - place.longitude) < 0.035 and abs(y1 - place.latitude) < 0.02:
                return True
            crosses = (y1 > place.latitude) != (y2 > place.latitude)
            if crosses and place.longitude < (x2 - x1) * (place.latitude - y1) / (y2 - y1) + x1:
                inside = not inside
        if inside:
            return True
    return False
