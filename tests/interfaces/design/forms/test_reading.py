"""Forms read what was posted into frozen values, and answer everything else in words."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as some
from lxml import html

from tideturn.interfaces.design.forms import Choice, Choices, Day, Form, LongText, Option, Text, Tick, YesNo, day_values

OPTIONS = (Option("a", "Answer A", hint="The first."), Option("b", "Answer B"))


@dataclass(frozen=True)
class Everything:
    """One value of each kind."""

    line: str
    story: str
    one: str
    listed: str
    several: tuple[str, ...]
    sure: bool | None
    on: date | None
    agreed: bool


FORM = Form(
    (
        Text(name="line", label="Line", hint="Short.", at_most=20),
        LongText(name="story", label="Story", is_required=False),
        Choice(name="one", label="One", options=OPTIONS),
        Choice(name="listed", label="Listed", options=OPTIONS, is_dropped_down=True, is_required=False),
        Choices(name="several", label="Several", options=OPTIONS, is_required=False),
        YesNo(name="sure", label="Sure", is_required=False),
        Day(name="on", label="On", is_required=False, example=date(1984, 3, 27)),
        Tick(name="agreed", label="Agreed"),
    ),
    Everything,
)
GOOD = (
    "line=Hello&story=a%0D%0Ab&one=a&listed=b&several=b&several=a&sure=no&on-day=27&on-month=3&on-year=1984&agreed=yes"
)


def test_whole_answer_becomes_a_value() -> None:
    read = FORM.read(QueryDict(GOOD))

    assert read.problems == ()
    assert read.value == Everything("Hello", "a\nb", "a", "b", ("a", "b"), False, date(1984, 3, 27), True)


def test_nothing_said_where_nothing_must_be_is_none() -> None:
    value = FORM.read(QueryDict("line=x&one=b&agreed=yes")).value

    assert value == Everything("x", "", "b", "", (), None, None, True)


@pytest.mark.parametrize(
    ("change", "name", "said"),
    [
        ("line=", "line", "Fill in “Line”."),
        ("line=" + "x" * 21, "line", "“Line” has 21 characters; 20 fit. Shorten it."),
        ("one=c", "one", "Answer “One”."),
        ("several=c", "several", "Answer “Several”."),
        ("on-month=13", "on", "There is no such day in the calendar. Write “On” in numbers, for example 27 3 1984."),
        ("on-month=", "on", "Write “On” in numbers, for example 27 3 1984."),
        ("on-year=٢٠٢٤", "on", "Write “On” in numbers, for example 27 3 1984."),
        ("on-year=1", "on", "“On” must lie between 1 January 1900 and 31 December 2200."),
        ("agreed=no", "agreed", "Answer “Agreed”."),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(change: str, name: str, said: str) -> None:
    read = FORM.read(QueryDict(f"{GOOD}&{change}"))

    assert read.value is None
    assert [(problem.name, problem.said) for problem in read.problems] == [(name, said)]
    assert read.by_name[name].said == said


def test_last_of_several_values_counts_and_control_characters_go() -> None:
    assert FORM.read(QueryDict(GOOD + "&line=%00la%1Bst%00 one")).value.line == "last one"


def test_remedy_writes_out_today_or_the_nearest_day_that_can_be_given() -> None:
    early, late = date(2008, 5, 29), date(2090, 1, 1)
    for bounds, day in (({}, localdate()), ({"latest": early}, early), ({"earliest": late}, late)):
        form = Form((Day(name="on", label="On", **bounds),), dict)
        said = form.read({"on-day": "x"}).problems[0].said

        assert said == f"Write “On” in numbers, for example {day.day} {day.month} {day.year}."
        assert form.read(day_values("on", day)).value == {"on": day}


@given(some.dictionaries(some.sampled_from([*FORM.blank().by_name, "on-day", "on-year"]), some.lists(some.text())))
def test_nothing_that_is_posted_breaks_a_form(posted: dict[str, list[str]]) -> None:
    query = QueryDict(mutable=True)
    for name, values in posted.items():
        query.setlist(name, values)
    read = FORM.read(query)

    assert (read.value is None) is bool(read.problems)
    shown = "".join(field.value for field in read.fields)
    assert "\x00" not in shown
    shown.encode()


def test_lone_halves_of_characters_and_endless_values_are_cut() -> None:
    read = FORM.read({"line": "\ud800x", "story": "y" * 10_000_000})

    assert read.by_name["line"].value == "x"
    assert len(read.by_name["story"].value) == 20_000


@pytest.fixture
def page():
    """A page of the whole form with something wrong everywhere."""
    read = FORM.read(QueryDict("line=" + "x" * 30 + "&one=c&several=c&on-day=40&sure=perhaps&listed=c&story=<b>"))
    names = ("design/forms/error_summary.html", "design/forms/fields.html")
    return html.fromstring("<main>" + "".join(render_to_string(name, {"form": read}) for name in names) + "</main>")


def test_problems_lead_to_something_that_can_be_filled_in(page) -> None:
    targets = [link.get("href")[1:] for link in page.xpath("//div[@id='error-summary']//a")]

    assert len(targets) == 7
    assert [page.get_element_by_id(target).tag for target in targets] == ["input", "input", "select"] + ["input"] * 4


def test_every_box_has_a_label_and_descriptions_are_there(page) -> None:
    ids = set(page.xpath("//@id"))
    labelled = set(page.xpath("//label/@for"))
    described = {one for value in page.xpath("//@aria-describedby") for one in value.split()}

    assert len(ids) == len(page.xpath("//@id"))
    assert {box.get("id") for box in page.xpath("//input | //select | //textarea")} == labelled
    assert described <= ids


def test_what_was_typed_comes_back_as_words(page) -> None:
    assert page.get_element_by_id("field-story").text.strip() == "<b>"
    assert page.get_element_by_id("field-line").get("value") == "x" * 30
