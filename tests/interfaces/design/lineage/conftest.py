"""Stories for the tests: any that can be, and one that is invented."""

from datetime import date

import pytest
from hypothesis import strategies as st

from tideturn.interfaces.design.lineage import Story, StoryLink, StoryNode

RELATIONS = ("continues", "restates", "fulfils", "fulfils_in_part", "responds_to", "reports_on", "parallels")
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
TITLES = st.text(min_size=1, max_size=120).filter(str.strip)


@st.composite
def any_story(draw, at_most=60):
    plans = draw(st.lists(st.tuples(DAYS, st.sampled_from("ABCDEF")), min_size=1, max_size=6))
    count = draw(st.integers(1, at_most))
    title = draw(TITLES)
    nodes = tuple(_node(draw, f"{title} {n}", n, draw(st.sampled_from(plans))) for n in range(count))
    return Story(nodes, _links(draw, count), draw(DAYS), "story")


def _node(draw, label, index, plan):
    published, name = plan
    return StoryNode(
        id=f"P-{index}",
        label=label,
        plan=f"Invented plan {name}",
        published=published,
        href=f"/plans/invented/P-{index}/",
        last_heard=draw(st.none() | DAYS),
        is_subject=index == 0,
    )


def _links(draw, count):
    if count == 1:
        return ()
    index = st.integers(0, count - 1)
    ends = draw(st.lists(st.tuples(index, index, st.sampled_from(RELATIONS)), max_size=2 * count, unique=True))
    return tuple(StoryLink(f"P-{later}", f"P-{earlier}", name) for later, earlier, name in ends if later != earlier)


def tell_invented_story(label="Open a night shelter in every invented town"):
    """Three invented plans: a promise that is taken up, and one that is not."""
    first, second, third = date(2008, 5, 29), date(2021, 1, 1), date(2022, 7, 21)
    nodes = (
        StoryNode("A-1", label, "First invented plan", first, "/plans/a/A-1/"),
        StoryNode("A-2", "Count every bed", "First invented plan", first, "/plans/a/A-2/", last_heard=date(2012, 3, 1)),
        StoryNode("B-1", "Keep the shelters open", "Second invented plan", second, "/plans/b/B-1/"),
        StoryNode(
            "C-1", "Ask who pays", "Third invented plan", third, "/plans/c/C-1/", is_subject=True, when="July 2022"
        ),
    )
    links = (
        StoryLink("B-1", "A-1", "continues", "both are about shelters", "high confidence"),
        StoryLink("C-1", "B-1", "responds_to", "an answer to the same need", "medium confidence"),
        StoryLink("C-1", "A-1", "fulfils_in_part", "names the same towns", "a second-best reading"),
    )
    return Story(nodes, links, date(2025, 6, 30), "story")


@pytest.fixture(scope="session")
def stories():
    """Any story of 1 to 60 commitments, backward links and plans of one day included."""
    return any_story()


@pytest.fixture(scope="session")
def invented_story():
    """A function that gives the invented story, with a title of one's choice."""
    return tell_invented_story
