"""The directory of a pack: read without the plans, looked up in people's own words, refused with file and line."""

import re

import pytest

from tests.conftest import REPOSITORY
from tideturn.packs.directory.files import read_directory
from tideturn.packs.errors import DirectoryMissing, PackFaults, TermUnknown
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.directory_term import FacetId, Stance
from tideturn.packs.schema.gazetteer import PlaceKind


@pytest.fixture(scope="module")
def directory():
    return load_directory(REPOSITORY / "packs" / "example")


def test_load_directory_reads_neither_plans_nor_pathways(pack):
    (pack.folder / "lineage.yaml").unlink()
    (pack.folder / "pathways" / "near-fatal-overdose.yaml").write_text("broken: [")

    assert load_directory(pack.folder).fallbacks


def test_load_directory_reads_a_folder_once(pack):
    first = load_directory(pack.folder)
    (pack.folder / "directory" / "places.csv").unlink()

    assert load_directory(pack.folder) is first


def test_load_directory_reads_the_pack_in_use(monkeypatch):
    monkeypatch.setenv("TIDETURN_PACK", "packs/example")

    assert load_directory().places.description.is_invented


def test_pack_carries_its_directory(example_pack, directory):
    assert example_pack.directory.partnerships == directory.partnerships


def test_pack_without_a_directory_is_whole_and_says_so_when_asked(pack, read):
    for path in sorted((pack.folder / "directory").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (pack.folder / "directory").rmdir()

    assert read(pack.folder).directory is None
    with pytest.raises(DirectoryMissing, match=r"no directory of help"):
        load_directory(pack.folder)


def test_every_facet_is_there_and_access_says_what_services_do(directory):
    assert [facet.id for facet in directory.vocabulary.facets] == list(FacetId)
    assert directory.vocabulary.term("abstinence-not-required").stance is Stance.NEVER_ASKS
    assert directory.vocabulary.facet_of("naloxone") is FacetId.KINDS_OF_HELP


def test_term_that_is_not_there_is_refused_in_words(directory):
    with pytest.raises(TermUnknown, match="“methodist” is no term"):
        directory.vocabulary.term("methodist")


def test_within_holds_a_term_and_all_under_it(directory):
    assert directory.vocabulary.within("stimulants") == {"stimulants", "cocaine"}
    assert "long-acting-injection" in directory.vocabulary.within("treatment-and-prescribing")
    assert directory.vocabulary.within("naloxone") == {"naloxone"}


def test_matching_gives_terms_and_what_is_left(directory):
    found = directory.vocabulary.matching("lantern kits for my son, please")

    assert {match.term.id for match in found.matches} == {"naloxone", "family-support", "families"}
    assert [len(group) for group in found.alternatives] == [1, 2]
    assert found.left == "please"


def test_words_that_are_never_shown_are_matched(directory):
    match = directory.vocabulary.matching("junkie").matches[0]

    assert match.term.id == "any-substance"
    assert "junkie" not in match.term.shown


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mdv1 4qb", ["MDV1"]),
        ("MDV14QB", ["MDV1"]),
        ("MDV1 4", ["MDV1"]),
        ("MDV9 1AA", []),
        ("XMDV1", []),
        ("lanternbridge", ["Lanternbridge"]),
        ("Pons Lantérna", ["Lanternbridge"]),
        ("lanternbrige", ["Lanternbridge"]),
        ("near Lanternbridge in Estmark", ["Lanternbridge"]),
        ("st odda", ["Saint Odda"]),
        ("Southhaven", ["Southhaven", "Southhaven"]),
        ("Millbrook", ["Millbrook", "Millbrook"]),
        ("nowhere", []),
        ("", []),
    ],
)
def test_find_forgives_what_people_write(directory, text, names):
    assert [place.name for place in directory.places.find(text)] == names


def test_ambiguous_name_gives_each_with_its_area_and_the_area_beside_it_decides(directory):
    assert [(place.area_name, place.kind) for place in directory.places.find("Millbrook")] == [
        ("Midvale", PlaceKind.TOWN),
        ("Southhaven", PlaceKind.VILLAGE),
    ]
    assert [place.area_name for place in directory.places.find("millbrook southhaven")] == ["Southhaven"]


def test_wish_takes_terms_and_place_out_of_one_line(directory):
    wish = directory.wish("any needle exchange near mdv1 4qb tonight?")

    assert [match.term.id for match in wish.found.matches] == ["injecting-equipment"]
    assert [place.name for place in wish.places.places] == ["MDV1"]
    assert wish.left == "any near tonight"


def test_each_area_has_the_partnership_that_answers_for_it(directory, example_pack):
    assert [directory.partnership_of(area.code).name for area in example_pack.places.areas] == [
        "Northmark",
        "Midvale",
        "Southhaven",
    ]


def test_lines_say_when_they_answer_and_how_they_are_dialled(directory):
    lines = {line.id: line for line in directory.helplines}

    assert lines["night-lantern"].is_always_open
    assert not lines["kin-line"].is_always_open
    assert lines["kin-line"].dialled == "01632960220"
    assert [line.id for line in directory.fallbacks] == ["emergency", "night-lantern"]
    assert lines["kin-line"].schedules[1].as_open_referral == {
        "freq": "WEEKLY",
        "byday": "SA",
        "opens_at": "18:00",
        "closes_at": "02:00",
    }


KINDS, ACCESS, WHO = (f"directory/vocabularies/{name}.yaml" for name in ("kinds-of-help", "access", "who-for"))
LINES, PARTNERS, PLACES, GAZETTEER = (
    f"directory/{name}" for name in ("always-open.yaml", "partnerships.yaml", "places.yaml", "places.csv")
)

NO_STANCE = "each term of access, and no other, has a stance"
# How far from what was spoilt the fault is told, where that is far: at the head of the file, or at the second of two.
REACH = {NO_STANCE: 60, "“naloxone” is used twice": 200}
# Each row plants one fault: the file, what is replaced by what, and what must be said.
FAULTS = [
    (KINDS, "id: kinds-of-help", "id: substances", "its id is “substances”"),
    (KINDS, "- id: outreach\n", "- id: naloxone\n", "“naloxone” is used twice"),
    (WHO, "- id: everyone\n", "- id: naloxone\n", "“naloxone” is used twice"),
    (KINDS, "parent: treatment-and-prescribing", "parent: naloxone", "“naloxone” does not stand above"),
    (KINDS, "taxonomy: open-eligibility", "taxonomy: closed", "there is no taxonomy “closed”"),
    (KINDS, "[lantern kit, ", "[Naloxone, ", "“Naloxone” is matched twice"),
    (KINDS, "[lantern kit, ", '["+", ', "“+” holds no word"),
    (KINDS, "[lantern kit, ", "[junkies, ", "“junkies” is to be shown here and never shown elsewhere"),
    (
        KINDS,
        "    title: Naloxone\n",
        "    title: Naloxone\n    stance: asks\n",
        NO_STANCE,
    ),
    (ACCESS, "stance: never-asks, ", "", NO_STANCE),
    (ACCESS, "stance: never-asks", "stance: never", "Input should be"),
    ("directory/vocabularies/referral.yaml", "[police]", "[polis]", "there is no kind of agency “polis”"),
    (LINES, "- id: night-lantern", "- id: emergency", "“emergency” is used twice"),
    (LINES, "who_for: [families]", "who_for: [kin]", "there is no term “kin” in vocabularies/who-for.yaml"),
    (LINES, "kinds_of_help: [crisis-help]", "kinds_of_help: [families]", "vocabularies/kinds-of-help.yaml"),
    (LINES, "MO,TU,WE,TH,FR,SA,SU", "MO,TU,WE,TH,FR,SA", "a fallback has a phone, and is open at every hour"),
    (LINES, "email: kin@estmark.example", "comes_first_for: [worried]", "only a fallback may come first"),
    (LINES, "    phone: 01632 960999\n", "", "a phone or a website must stand here"),
    (LINES, "checked_on: 2026-11-01", "checked_on: lately", "year-month-day"),
    (LINES, 'source_date: "2026"', "source_date: some time", "String should match pattern"),
    (LINES, 'opens_at: "09:00"', 'opens_at: "9"', "String should match pattern"),
    (PARTNERS, "areas: [EM-A01]", "areas: [EM-A09]", "there is no area “EM-A09”"),
    (PARTNERS, "areas: [EM-A01]", "areas: [EM-A01, EM-A02]", "Midvale is answered for by “northmark” already"),
    (PARTNERS, "areas: [EM-A02]", "areas: [EM-A01]", "no partnership answers for Midvale (EM-A02)"),
    (PARTNERS, "name: Midvale", "name: Northmark", "“Northmark” or its id is used twice"),
    (PLACES, "south: 49.0", "south: 52.0", "south must be below north"),
    (PLACES, "south: 49.0", "south: 49.35", "lies outside the box"),
    (PLACES, '"[A-Z]{3}[0-9]"', '"[A-Z]{2}[0-9]"', "does not look like a district"),
    (GAZETTEER, "kind,name,also", "name,kind,also", "the first line is not kind,name,also"),
    (GAZETTEER, "town,Coldwater", "city,Coldwater", "“city” is no kind of place"),
    (GAZETTEER, "town,Coldwater,,NMK2,EM-A01", "town,Coldwater,,NMK2,EM-A09", "there is no area “EM-A09”"),
    (GAZETTEER, "town,Coldwater,,NMK2", "town,Coldwater,,NMK9", "“NMK9”, which has no line of its own"),
    (GAZETTEER, "50.7020,-25.2100", "north,-25.2100", "“north” is no number of degrees"),
    (GAZETTEER, "50.7020,-25.2100", "nan,-25.2100", "“nan” is no number of degrees"),
    (GAZETTEER, "8400", "many", "“many” is no whole number"),
    (GAZETTEER, "8400", "8400,", "cannot be taken apart"),
    (GAZETTEER, "town,Westcott,,NMK3", "town,Coldwater,,NMK2", "stands here twice"),
    (GAZETTEER, "town,Coldwater", "town,", "a place without a name"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), FAULTS, ids=[f"{row[0]}: {row[3]}" for row in FAULTS])
def test_read_directory_refuses_what_is_wrong_and_names_file_line_and_remedy(pack, example_pack, name, old, new, said):
    line = pack.spoil(name, old, new)

    faults = read_directory(pack.folder, example_pack.places).faults

    fault = next((fault for fault in faults if said in str(fault)), None)
    assert fault is not None, faults
    assert fault.remedy.endswith(".")
    assert abs(fault.line - line) <= REACH.get(said, 14)
    assert fault.path == (pack.folder / name) or name == PLACES


def test_pack_is_refused_for_a_fault_in_its_directory(pack):
    pack.spoil(PARTNERS, "name: Midvale", "name: Northmark")

    assert "“Northmark” or its id is used twice" in pack.refusal()
    with pytest.raises(PackFaults, match="“Northmark” or its id is used twice"):
        load_directory(pack.folder)


@pytest.mark.parametrize(
    "name",
    [
        "taxonomies.yaml",
        "places.yaml",
        "places.csv",
        "always-open.yaml",
        "partnerships.yaml",
        "vocabularies/access.yaml",
    ],
)
def test_read_directory_without_one_of_its_files_names_it(pack, example_pack, name):
    (pack.folder / "directory" / name).unlink()

    faults = read_directory(pack.folder, example_pack.places).faults

    assert any(f"{name}, line 1: not found" in str(fault) for fault in faults)


def test_directory_without_a_fallback_is_refused(pack, example_pack):
    path = pack.folder / LINES
    text = re.sub(r"    comes_first_for: \[.*?\]\n", "", path.read_text(), flags=re.DOTALL)
    path.write_text(text.replace("    is_fallback: true\n", ""))

    assert "no line is marked is_fallback" in str(read_directory(pack.folder, example_pack.places).faults)


def test_gazetteer_that_is_not_text_is_refused(pack, example_pack):
    (pack.folder / GAZETTEER).write_bytes(b"kind,\xff")

    assert "not UTF-8 text" in str(read_directory(pack.folder, example_pack.places).faults)
