"""The story in words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tideturn.interfaces.design.lineage import tell

# A story takes longer to invent than to draw; a busy machine must not fail for being slow.
FEWER = settings(deadline=None, max_examples=60)


@FEWER
@given(st.data())
def test_tell_names_each_commitment_and_each_link_once(stories, data):
    story = data.draw(stories)
    entries = [entry for year in tell(story).years for entry in year.entries]

    assert sorted(entry.node.id for entry in entries) == sorted(node.id for node in story.nodes)
    told = [(back.link.later, back.link.relation, back.link.earlier) for entry in entries for back in entry.links]
    assert sorted(told) == sorted((link.later, link.relation, link.earlier) for link in story.links)


@FEWER
@given(st.data())
def test_tell_runs_year_by_year(stories, data):
    years = [year.year for year in tell(data.draw(stories)).years]

    assert years == sorted(set(years))


def test_tell_says_what_was_taken_up(invented_story):
    entries = {entry.node.id: entry for year in tell(invented_story()).years for entry in year.entries}

    assert entries["A-1"].has_sequel
    assert not entries["A-2"].has_sequel
    assert [back.earlier.id for back in entries["C-1"].links] == ["B-1", "A-1"]
