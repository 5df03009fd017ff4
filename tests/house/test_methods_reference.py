"""The references of the methods say what the code says, and leave nothing public out."""

import dataclasses
import importlib
import re
import runpy
from enum import Enum
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
generator = runpy.run_path(str(DOCS / "generators" / "methods.py"))
PAGES, page_text, VALUES = generator["PAGES"], generator["page_text"], generator["VALUES"]
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Our own, or published every year.
WITHOUT_A_YEAR = {"Batches and answers", "A signal explained", "Random variation"}
FAMILIES = [(page, family) for page in PAGES for family in page.sections]


def door_of(family):
    return importlib.import_module(f"tideturn.methods.{family}.public")


def fields_without_a_word(kind):
    """Return the fields of a class that neither its docstring nor that of what it is made from speaks of."""
    words = " ".join(one.__doc__ or "" for one in kind.__mro__ if one.__module__.startswith("tideturn"))
    return [
        field.name for field in dataclasses.fields(kind) if field.init and not re.search(rf"\b{field.name}\b", words)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_reference_is_what_the_code_says(page):
    assert (DOCS / "reference" / page.file).read_text("utf-8") == page_text(page), (
        "run `make docs` and commit the result"
    )


@pytest.mark.parametrize(("page", "family"), FAMILIES, ids=lambda value: value if isinstance(value, str) else "")
def test_reference_holds_every_public_name_once(page, family):
    listed = [name for section in page.sections[family] for name in section.names.split()]

    assert sorted(listed) == sorted(set(door_of(family).__all__) - VALUES)


@pytest.mark.parametrize(("page", "family"), FAMILIES, ids=lambda value: value if isinstance(value, str) else "")
def test_every_choice_of_a_method_is_explained(page, family):
    things = [getattr(door_of(family), name) for name in door_of(family).__all__]
    choices = [one for one in things if dataclasses.is_dataclass(one) and isinstance(one, type)]

    found = {one.__name__: fields_without_a_word(one) for one in choices}

    assert {name: fields for name, fields in found.items() if fields} == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_every_method_names_the_year_of_its_source(page):
    titles = [section.title for sections in page.sections.values() for section in sections if section.explained_in]
    parts = dict(part.partition("\n")[::2] for part in page_text(page).split("\n## ")[1:])

    assert [title for title in titles if not YEAR.search(parts[title]) and title not in WITHOUT_A_YEAR] == []


def test_fields_without_a_word_sees_one():
    @dataclasses.dataclass
    class Planted:
        """The choices of something; b: years."""

        b: int = 1
        forgotten: int = 2

    Planted.__module__ = "tideturn.planted"

    assert fields_without_a_word(Planted) == ["forgotten"]


def test_results_are_found_by_what_functions_return():
    text = page_text(PAGES[0])

    assert "### `Nowcast` (comes back)" in text
    assert "### `Cluster` (comes back)" in text
    assert text.count("### `Detection`") == 1


def test_enumerations_show_what_may_be_given():
    door = door_of("detection")

    assert issubclass(door.Threshold, Enum)
    assert "| `NB_PLUGIN` | `nb-plugin` |" in page_text(PAGES[0])
