"""The picture of a story: all inside, nothing lost, nothing on top of another."""

import re
import time
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tideturn.interfaces.design.lineage import Story, StoryLink, StoryNode, draw_lineage

# A story takes longer to invent than to draw; a busy machine must not fail for being slow.
FEWER = settings(deadline=None, max_examples=60)


def overlapping(cards):
    """Return the pairs of cards that lie on each other."""
    return [
        (one.node.id, other.node.id)
        for one, other in combinations(cards, 2)
        if one.x < other.right and other.x < one.right
        if one.y < other.y + other.height and other.y < one.y + one.height
    ]


def outside(drawing):
    """Return the points of the picture that lie outside it."""
    points = [(line.x, line.y) for card in drawing.cards for line in (card.reference, *card.title)]
    points += [corner for card in drawing.cards for corner in ((card.x, card.y), (card.right, card.y + card.height))]
    points += [point for line in (*drawing.links, *drawing.tails) for point in line.points]
    points += [line.label for line in (*drawing.links, *drawing.tails) if line.label]
    points += [(line.x, line.y) for head in drawing.heads for line in (head.when, *head.plan)]
    points += [(mark.x, drawing.axis_y) for mark in drawing.years]
    return [(x, y) for x, y in points if not (0 <= x <= drawing.width and 0 <= y <= drawing.height)]


@FEWER
@given(st.data())
def test_draw_lineage_keeps_everything_inside_the_picture(stories, data):
    assert outside(draw_lineage(data.draw(stories))) == []


@FEWER
@given(st.data())
def test_draw_lineage_draws_each_commitment_and_each_link_once(stories, data):
    story = data.draw(stories)
    drawing = draw_lineage(story)

    assert sorted(card.node.id for card in drawing.cards) == sorted(node.id for node in story.nodes)
    assert tuple(line.link for line in drawing.links) == story.links
    taken_up = {link.earlier for link in story.links}
    assert {tail.node_id for tail in drawing.tails} == {node.id for node in story.nodes} - taken_up


@FEWER
@given(st.data())
def test_draw_lineage_lays_no_card_on_another(stories, data):
    assert overlapping(draw_lineage(data.draw(stories)).cards) == []


@FEWER
@given(st.data())
def test_draw_lineage_joins_the_edges_of_the_cards_that_a_link_names(stories, data):
    drawing = draw_lineage(data.draw(stories))
    cards = {card.node.id: card for card in drawing.cards}

    for line in drawing.links:
        ends = {cards[line.link.later], cards[line.link.earlier]}
        for x, y in (line.points[0], line.points[-1]):
            assert any(x in (card.x, card.right) and card.y <= y <= card.y + card.height for card in ends)


@FEWER
@given(st.data())
def test_draw_lineage_passes_no_line_through_a_card(stories, data):
    drawing = draw_lineage(data.draw(stories))

    for line in (*drawing.links, *drawing.tails):
        level = [(x, y, next_x) for (x, y), (next_x, next_y) in pairwise(line.points) if y == next_y]
        for card in drawing.cards:
            assert not any(
                x < card.right and card.x < next_x and card.y < y < card.y + card.height for x, y, next_x in level
            )


@FEWER
@given(st.data())
def test_draw_lineage_gives_the_same_picture_each_time(stories, data):
    story = data.draw(stories)

    assert draw_lineage(story) == draw_lineage(story)


@FEWER
@given(st.data())
def test_draw_lineage_writes_paths_in_whole_pixels(stories, data):
    drawing = draw_lineage(data.draw(stories))

    for line in (*drawing.links, *drawing.tails):
        assert re.fullmatch(r"[MCH\d\s-]+", line.path)


@FEWER
@given(st.data())
def test_draw_lineage_fades_only_by_names_of_its_own(stories, data):
    ids = [fade.id for fade in draw_lineage(data.draw(stories)).fades]

    assert len(set(ids)) == len(ids)
    assert all(name.startswith("story-") for name in ids)


def test_overlapping_finds_two_cards_in_one_place(invented_story):
    first, *_ = draw_lineage(invented_story()).cards

    assert overlapping([first, first]) != []


def test_outside_finds_a_picture_drawn_too_small(invented_story):
    assert outside(replace(draw_lineage(invented_story()), width=100)) != []


def test_draw_lineage_fades_a_line_after_its_promise_was_last_heard_of(invented_story):
    drawing = draw_lineage(invented_story())

    tail = next(tail for tail in drawing.tails if tail.node_id == "A-2")
    assert tail.heard_year == 2012
    assert [stop.strength for stop in tail.fade.stops] == [100, 0]


def test_draw_lineage_does_not_fade_a_line_that_was_heard_of_to_the_end():
    day = date(2025, 6, 30)
    node = StoryNode("A-1", "Open a shelter", "Invented plan", date(2020, 1, 1), "/a/", last_heard=day)

    (tail,) = draw_lineage(Story((node,), (), day)).tails

    assert tail.fade is None
    assert tail.label is None


def test_draw_lineage_pales_a_link_but_keeps_it_in_sight(invented_story):
    link = next(line for line in draw_lineage(invented_story()).links if line.link.later == "B-1")

    strengths = [stop.strength for stop in link.fade.stops]
    assert strengths[0] == strengths[-1] == 100
    assert 40 <= min(strengths) < 100


def test_draw_lineage_tells_relations_apart_by_form(invented_story):
    legend = draw_lineage(invented_story()).legend

    assert {entry.style: entry.words for entry in legend} == {
        "solid": ("continues",),
        "dashed": ("responds to",),
        "dotted": ("fulfils in part",),
    }


@pytest.mark.parametrize("count", [1, 60])
def test_draw_lineage_takes_one_commitment_and_sixty_plans(count):
    nodes = tuple(
        StoryNode(f"P-{n}", "Promise", f"Plan {n}", date(1960 + n, 1, 1), f"/p/{n}/", is_subject=n == 0)
        for n in range(count)
    )
    links = tuple(StoryLink(f"P-{later}", "P-0", "continues") for later in range(1, count))
    begun = time.perf_counter()

    drawing = draw_lineage(Story(nodes, links, date(2030, 1, 1)))

    assert len(drawing.cards) == count
    assert outside(drawing) == []
    assert time.perf_counter() - begun < 5
