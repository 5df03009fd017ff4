"""Where plans and years lie."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tideturn.interfaces.design.lineage import measures
from tideturn.interfaces.design.lineage.axis import mark_years
from tideturn.interfaces.design.lineage.columns import lay_columns

# A story takes longer to invent than to draw; a busy machine must not fail for being slow.
FEWER = settings(deadline=None, max_examples=60)


@FEWER
@given(st.data())
def test_lay_columns_runs_from_left_to_right_by_date(stories, data):
    timeline = lay_columns(data.draw(stories))

    for left, right in pairwise(timeline.columns):
        assert left.published <= right.published
        assert right.x - left.x >= measures.CARD + measures.BETWEEN_COLUMNS


@FEWER
@given(st.data(), st.dates(date(1980, 1, 1), date(2050, 1, 1)))
def test_x_of_never_runs_backwards(stories, data, day):
    timeline = lay_columns(data.draw(stories))

    assert timeline.columns[0].x <= timeline.x_of(day) <= timeline.x_of(day + timedelta(days=40)) <= timeline.end_x


def test_x_of_a_plan_is_its_column(invented_story):
    timeline = lay_columns(invented_story())

    assert [timeline.x_of(column.published) for column in timeline.columns] == [c.x for c in timeline.columns]


def test_lay_columns_shows_a_long_silence_as_a_wider_gap(invented_story):
    first, second, third = lay_columns(invented_story()).columns

    assert second.x - first.x > third.x - second.x


@FEWER
@given(st.data())
def test_mark_years_marks_each_new_year_once_and_keeps_numbers_apart(stories, data):
    story = data.draw(stories)
    marks = mark_years(lay_columns(story))

    assert [mark.year for mark in marks] == list(
        range(min(node.published for node in story.nodes).year + 1, story.ends.year + 1)
    )
    labelled = [mark.x for mark in marks if mark.label]
    assert all(right - left >= measures.LABEL_GAP for left, right in pairwise(labelled))
