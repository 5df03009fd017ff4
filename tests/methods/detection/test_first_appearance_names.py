"""Names in free text, and slips of the pen."""

import pytest

from tideturn.methods.detection.first_appearance.names import Wording, categories_in, names_in
from tideturn.methods.detection.first_appearance.spelling import Spelling

PLAIN = "acute intoxication toxicity due to the combined effects of by multidrug complications use recent"
WORDING = Wording(frozenset(PLAIN.split()))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Acute intoxication due to the combined effects of cocaine, acetyl fentanyl, and 4-ANPP",
            [("cocaine",), ("acetyl", "fentanyl"), ("4-anpp",)],
        ),
        ("ACUTE FENTANYL TOXICITY, RECENT COCAINE USE", [("fentanyl",), ("cocaine",)]),
        ("Despropionyl fentanyl (4-ANPP)", [("despropionyl", "fentanyl"), ("4-anpp",)]),
        ("Citalopram/Escitalopram", [("citalopram",), ("escitalopram",)]),
        (
            "1,1-Difluoroethane, 3,4-methylenedioxyamphetamine",
            [("1,1-difluoroethane",), ("3,4-methylenedioxyamphetamine",)],
        ),
        ("N,N-Dimethylpentylone and fentanyl", [("n,n-dimethylpentylone",), ("fentanyl",)]),
        ("Acute intoxicaton due tothe combined effcts of heroin", [("heroin",)]),
        ("Multidrug toxicity", []),
        ("", []),
    ],
)
def test_names_in_free_text(text, names):
    found = names_in(text, wording=WORDING)

    assert list(found) == names


def test_categories_in_drops_hyphens_and_spaces_and_parts_what_a_comma_was_forgotten_between():
    spelling = Spelling()
    for text in ("Heroin", "Fentanyl", "acetyl fentanyl"):
        categories_in(text, wording=WORDING, spelling=spelling)

    found = categories_in("Heroin fentanyl and Acetyl-Fentanyl", wording=WORDING, spelling=spelling)

    assert found == {"heroin", "fentanyl", "acetylfentanyl"}


def learnt(*names, times=50, **options):
    spelling = Spelling(run_in=("of", "and"), **options)
    for name in names:
        for _ in range(times):
            spelling.read(name)
    return spelling


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("trazadone", "trazodone"),
        ("fentnayl", "fentanyl"),
        ("oxycodon", "oxycodone"),
        ("oxyycodone", "oxycodone"),
        ("xylaxine", "xylazine"),
        ("ofheroin", "heroin"),
        ("heroinand", "heroin"),
        ("opiates", "opiate"),
    ],
)
def test_spelling_reads_a_slip_of_a_common_name(slip, meant):
    spelling = learnt("trazodone", "fentanyl", "oxycodone", "xylazine", "heroin", "opiate")

    assert spelling.read(slip) == meant
    assert spelling.joined == {(slip, meant): 1}


@pytest.mark.parametrize(
    ("new", "known"),
    [
        ("etonitazene", "metonitazene"),
        ("u48800", "u47700"),
        ("acrylfentanyl", "acetylfentanyl"),
        ("clonazolam", "clonazepam"),
        ("flualprazolam", "alprazolam"),
        ("mdma", "mda"),
        ("hydromorphone", "hydrocodone"),
    ],
)
def test_spelling_keeps_another_substance_apart(new, known):
    assert learnt(known).read(new) == new


def test_spelling_keeps_rare_names_alike_apart():
    assert learnt("mephedrone", times=5).read("methedrone") == "methedrone"


def test_spelling_keeps_apart_what_a_person_has_told_apart():
    told, untold = learnt("mephedrone", apart=("methedrone",)), learnt("mephedrone")

    assert told.read("methedrone") == "methedrone"
    assert untold.read("methedrone") == "mephedrone"
    assert ("methedrone", "mephedrone") in untold.joined


def test_spelling_reads_a_slip_that_came_before_the_name_was_common():
    spelling = learnt("trazodone", times=3)
    assert spelling.read("trazadone") == "trazadone"

    for _ in range(20):
        spelling.read("trazodone")

    assert spelling.read("trazadone") == "trazodone"


def test_spelling_reads_a_slip_of_another_name_of_the_same():
    spelling = learnt("ethanol", same={"ethanol": "alcohol"})

    assert spelling.read("ethanol") == spelling.read("ethanoll") == "alcohol"
