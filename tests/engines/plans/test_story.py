"""The story of a promise, across the four plans of the invented country."""

from datetime import date

import pytest

from tideturn.engines.plans.models import Link
from tideturn.engines.plans.story import story_of

NOW = date(2024, 8, 1)


def story(register, plan, local_id, on=NOW):
    return story_of(register.commitment(plan, local_id, NOW), on)


def test_story_of_walks_straight_back_and_straight_forward(register):
    told = story(register, "listening-report-2022", "LR-04")

    assert [item.local_id for item in told.commitments] == ["FS-001", "OD-1", "LR-04", "EA-02"]
    assert {link.id for link in told.links} == {"X-01", "X-04", "X-05"}
    assert told.begins == 2010


def test_story_of_does_not_turn_round_to_siblings(register):
    assert [item.local_id for item in story(register, "first-steps-2010", "FS-003").commitments] == [
        "FS-003",
        "OD-1a",
        "EA-02",
    ]


@pytest.mark.parametrize(
    ("plan", "local_id", "other"),
    [
        ("listening-report-2022", "LR-07", "FS-005"),  # runs parallel
        ("answer-2023", "EA-01", "OD-2"),  # suggested by a method, judged by nobody
        ("listening-report-2022", "LR-06", "LR-04"),  # underpins
        ("open-doors-2016", "OD-1b", "OD-1b-i"),  # depends on
    ],
)
def test_story_of_leaves_out_what_is_no_curated_continuity(register, plan, local_id, other):
    told = story(register, plan, local_id)

    assert other not in {item.local_id for item in told.commitments}


def test_story_of_on_a_day_tells_only_what_was_published_by_then(register):
    told = story(register, "open-doors-2016", "OD-1", date(2022, 12, 31))

    assert [item.local_id for item in told.commitments] == ["FS-001", "OD-1", "LR-04"]


def test_story_of_a_circle_ends(register):
    circle = Link.objects.get(id="X-04")
    Link.objects.create(
        id="Z-1",
        kind="cross_document",
        later=circle.earlier,
        earlier=circle.later,
        relation="continues",
        confidence="medium",
        why="A circle made for this test.",
        origin="curated",
    )

    told = story(register, "listening-report-2022", "LR-04")

    assert [item.local_id for item in told.commitments] == ["FS-001", "OD-1", "LR-04", "EA-02"]


def test_links_of_on_a_day_names_only_what_was_published_by_then(register):
    asked = register.commitment("listening-report-2022", "LR-04", NOW)

    assert {link.id for link in register.links_of([asked.pk], NOW)} == {"X-04", "X-05", "X-11", "X-13"}
    assert {link.id for link in register.links_of([asked.pk], date(2022, 12, 31))} == {"X-04", "X-11", "X-13"}
