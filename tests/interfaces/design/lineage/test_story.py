"""What a story refuses to hold."""

from dataclasses import replace
from datetime import date

import pytest

from tideturn.interfaces.design.lineage import Story, StoryLink, StoryNode

DAY = date(2022, 7, 21)
ONE = StoryNode("A-1", "Open a shelter", "Invented plan", DAY, "/plans/a/A-1/")
OTHER = replace(ONE, id="A-2")


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example/", "", "/a b"],
)
def test_story_node_refuses_an_address_that_leaves_the_site(href):
    with pytest.raises(ValueError, match="a path of this site"):
        replace(ONE, href=href)


@pytest.mark.parametrize("name", ["id", "label", "plan"])
def test_story_node_refuses_what_a_reader_could_not_see(name):
    with pytest.raises(ValueError, match=f"has no {name}"):
        replace(ONE, **{name: " "})


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: StoryLink("A-1", "A-1", "continues"), "linked to itself"),
        (lambda: StoryLink("A-2", "A-1", ""), "no relation"),
        (lambda: Story((), (), DAY), "no commitment"),
        (lambda: Story((ONE, ONE), (), DAY), "twice"),
        (lambda: Story((ONE,), (), DAY, key='x" onload="'), "cannot stand in an id"),
        (lambda: Story((ONE, OTHER), (StoryLink("A-2", "A-1", "continues"),) * 2, DAY), "twice"),
        (lambda: Story((ONE,), (StoryLink("A-2", "A-1", "continues"),), DAY), "not in the story"),
        (lambda: Story((replace(ONE, is_subject=True), replace(OTHER, is_subject=True)), (), DAY), "more than one"),
    ],
)
def test_story_refuses_what_contradicts_itself(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


def test_story_node_is_never_heard_of_before_it_was_made():
    assert replace(ONE, last_heard=date(2001, 1, 1)).heard_to == DAY
