"""A page with running code says what the code gives, and shows what it draws."""

import csv
import re
import runpy
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
TUTORIALS = REPOSITORY / "docs" / "tutorials"
SHARED = REPOSITORY.parent / "shared" / "data" / "scotland"
PUBLISHED = SHARED / "suspected_drug_deaths_2017q1_2022q3.csv"
PEOPLE = SHARED / "population_mid2022_council_persons.csv"
generator = runpy.run_path(str(REPOSITORY / "docs" / "generators" / "tutorial.py"))
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?: Q\d)?(?!\w)")
PAGES = generator["pages"]()


@pytest.fixture(scope="module", params=PAGES, ids=lambda page: page.stem)
def page(request):
    return request.param


@pytest.fixture(scope="module")
def made(page):
    return generator["tutorial"](page)


def steady(text):
    """Return a text with long numbers shortened to what every machine agrees on."""
    return re.sub(r"\d\.\d{9,}", lambda number: f"{float(number[0]):.9g}", text)


def numbers_of_prose(text):
    """Return the numbers in what is neither code nor output nor a link's address."""
    prose = re.sub(r"^```.*?^```|`[^`]*`|\]\([^)]*\)|^!\[[^\n]*$", " ", text, flags=re.MULTILINE | re.DOTALL)
    return {number.rstrip(",") for number in NUMBER.findall(prose)}


def numbers_of_blocks(text):
    return set(NUMBER.findall(" ".join(re.findall(r"^```\w+\n.*?^```", text, re.MULTILINE | re.DOTALL))))


def test_page_says_what_its_code_gives(page, made):
    assert steady(page.read_text("utf-8")) == steady(made.text), "run `make docs` and commit the result"


def test_page_shows_what_its_code_draws(page, made):
    shown = re.findall(r"\.\./images/tutorials/([^)]+)\)", page.read_text("utf-8"))

    assert shown == [picture.file for picture in made.pictures]
    assert [picture.file for picture in made.pictures if not picture.is_drawn()] == [], "run `make docs`"
    assert all(len(picture.chart["description"]) > 60 for picture in made.pictures)


def test_folder_of_pictures_holds_no_other():
    drawn = {picture.file for page in PAGES for picture in generator["tutorial"](page).pictures}

    assert {file.name for file in generator["PICTURES"].iterdir()} == drawn


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent == TUTORIALS], ids=lambda page: page.stem)
def test_prose_gives_no_number_that_the_code_does_not(page):
    text = page.read_text("utf-8")

    assert numbers_of_prose(text) - numbers_of_blocks(text) == set()


def test_changed_output_is_seen(page, made):
    planted = re.sub(r"(^```text\n)", r"\g<1>17 ", made.text, count=1, flags=re.MULTILINE)

    again = generator["tutorial"](page, text=planted)

    assert planted != made.text
    assert again.text == made.text


def test_changed_code_is_seen(page):
    text = "```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n\nMore.\n"

    assert generator["tutorial"](page, text=text).text == text.replace("\n3\n", "\n2\n")


def test_changed_chart_is_seen(tmp_path):
    drawn = generator["Picture"]("one.svg", {"$schema": "vega-lite", "description": "One.", "mark": "bar"})
    (tmp_path / "one.svg").write_text(f"<svg/>\n{generator['MARK'].format(drawn.digest)}")

    other = generator["Picture"]("one.svg", {**drawn.chart, "mark": "line"})

    assert drawn.is_drawn(tmp_path)
    assert not other.is_drawn(tmp_path)


def test_number_without_a_source_is_seen():
    text = "There were 222, and 12.5 more.\n\n```text\n222 deaths\n```\n"

    assert numbers_of_prose(text) - numbers_of_blocks(text) == {"12.5"}


def test_command_of_another_program_is_refused(page):
    with pytest.raises(ValueError, match="tideturn alone"):
        generator["tutorial"](page, text="```sh\nrm counts.csv\n```\n")


def test_table_carries_the_published_figures():
    if not PUBLISHED.is_file():
        pytest.skip("the published figures (../shared/data) are not beside this clone")
    with PUBLISHED.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["dimension"] == "police_division"]
    theirs = {}
    for row in rows:
        name = row["category"].partition(": ")[2] or "Scotland"
        t = (int(row["year"]) - 2017) * 4 + int(row["quarter"])
        theirs[name, t] = "" if row["suppressed"] else str(int(float(row["deaths"])))

    with (TUTORIALS / "suspected-deaths.csv").open(encoding="utf-8") as file:
        ours = {(row["series"], int(row["t"])): row["observed"] for row in csv.DictReader(file)}

    assert ours == theirs


def test_divisions_have_the_people_of_their_councils():
    if not PEOPLE.is_file():
        pytest.skip("the published populations (../shared/data) are not beside this clone")
    with PEOPLE.open(encoding="utf-8") as file:
        people = {row["ltla19_name"]: int(row["all_ages"]) for row in csv.DictReader(file)}

    with (TUTORIALS / "division-populations.csv").open(encoding="utf-8") as file:
        ours = {row["series"]: (int(row["population"]), row["councils"].split("; ")) for row in csv.DictReader(file)}

    assert {name: total for name, (total, _) in ours.items()} == {
        name: sum(people[council] for council in councils) for name, (_, councils) in ours.items()
    }
    assert sorted(council for _, councils in ours.values() for council in councils) == sorted(people)
