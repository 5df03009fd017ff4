"""The picture of a pathway: everything that is said stands there once, nothing lies upon anything, a phone holds it."""

import re
from html import unescape
from itertools import pairwise

import pytest

from tideturn.interfaces.design.drawn_text import width_of
from tideturn.interfaces.design.pathways import alone, draw_pathway, measures, svg
from tideturn.interfaces.design.pathways.lanes import RIGHT
from tideturn.packs.pathways import load_pathways

PHONE = 350
SIZES = {"clock": measures.CLOCK, "move": measures.MOVE, "note": measures.MOVE}


@pytest.fixture(
    params=[("scotland", "near-fatal-overdose"), ("example", "near-fatal-overdose"), ("example", "cold-night-return")],
    ids=lambda param: "/".join(param),
)
def pathway(request, repository):
    country, name = request.param
    return next(one for one in load_pathways(repository / "packs" / country) if one.id == name)


@pytest.fixture
def cold(repository):
    return next(one for one in load_pathways(repository / "packs/example") if one.id == "cold-night-return")


def lines_of(drawing):
    """Return every line of words with its font size."""
    for card in drawing.cards:
        yield from ((line, measures.TITLE) for line in card.title)
        for row in card.rows:
            yield from ((line, SIZES[row.row.kind]) for line in row.lines)


def boxes_of(drawing):
    """Return the box of every line of words: left, top, right, bottom."""
    return [
        (line.x, line.y - size * 0.75, line.x + width_of(line.text, size), line.y + size * 0.25)
        for line, size in lines_of(drawing)
    ]


def overlaps(boxes):
    """Return the pairs of boxes that lie upon each other."""
    return [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def test_phone_holds_the_picture(pathway):
    assert draw_pathway(pathway).width <= PHONE


def test_words_lie_upon_no_other_words_and_inside_their_card(pathway):
    boxes = boxes_of(draw_pathway(pathway))

    assert overlaps(boxes) == []
    assert max(right for _, _, right, _ in boxes) <= RIGHT - measures.PADDING + 1


def test_overlaps_finds_words_upon_words():
    assert overlaps([(0, 0, 10, 10), (20, 0, 30, 10), (5, 5, 25, 6)]) != []
    assert overlaps([(0, 0, 10, 10), (20, 0, 30, 10)]) == []


def test_cards_stand_below_one_another(pathway):
    cards = draw_pathway(pathway).cards

    assert all(upper.bottom < lower.y for upper, lower in pairwise(cards))
    assert all(row.bottom <= card.bottom for card in cards for row in card.rows)


def test_every_move_is_drawn_from_each_of_its_stages(pathway):
    drawing = draw_pathway(pathway)

    expected = [
        (number, move.title, pathway.stages.index(pathway.stage(move.to)) + 1)
        for number, stage in enumerate(pathway.stages, start=1)
        for move in pathway.moves_from(stage.id)
    ]
    drawn = [
        (card.number, row.row.text, row.row.target)
        for card in drawing.cards
        for row in card.rows
        if row.row.kind == "move"
    ]
    assert drawn == expected
    assert len(drawing.moves) == len(expected)


def test_each_line_leads_from_its_row_to_the_card_it_names(pathway):
    drawing = draw_pathway(pathway)
    arrivals = {card.number: card.middle for card in drawing.cards}

    expected = {(row.middle, arrivals[row.row.target]) for c in drawing.cards for row in c.rows if row.row.target}

    assert {(move.from_y, move.to_y) for move in drawing.moves} == expected


def test_lanes_to_different_stages_never_lie_upon_each_other(pathway):
    drawing = draw_pathway(pathway)
    spans = {}
    for move in drawing.moves:
        low, high = sorted((move.from_y, move.to_y))
        x, top, bottom = spans.get(move.to_y, (move.lane_x, low, high))
        assert x == move.lane_x, "moves to one stage share a lane"
        spans[move.to_y] = (x, min(top, low), max(bottom, high))

    lanes = list(spans.values())
    meeting = [
        (one, other)
        for place, one in enumerate(lanes)
        for other in lanes[place + 1 :]
        if one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]
    ]
    assert meeting == []


def test_every_clock_stands_in_the_picture_once(pathway):
    said = " ".join(" ".join(line.text for line in row.lines) for c in draw_pathway(pathway).cards for row in c.rows)

    shown = [f"{clock.limit.words}( after “[^”]+”)?: {re.escape(clock.title)}" for clock in pathway.clocks]
    assert {clock: len(re.findall(clock, said)) for clock in shown} == dict.fromkeys(shown, 1)


def test_same_pathway_gives_the_same_picture(pathway):
    assert svg(draw_pathway(pathway)) == svg(draw_pathway(pathway))


def test_svg_has_a_name_a_description_and_no_style_of_its_own(pathway):
    drawn = svg(draw_pathway(pathway))

    assert f'<title id="pathway-{pathway.id}-title">' in drawn
    assert f'aria-describedby="pathway-{pathway.id}-description"' in drawn
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", drawn)


def test_every_class_of_the_svg_has_its_looks(pathway, repository):
    style_sheet = (repository / "tideturn/interfaces/design/static/design/drawings.css").read_text()
    drawn = svg(draw_pathway(pathway))

    used = {name for names in re.findall(r'class="([^"]+)"', drawn) for name in names.split()}

    # these look as the rest of their kind do
    plain = {"pathway-box--way", "pathway-badge--stage", "pathway-move-words"}
    assert {name for name in used - plain if f".{name} " not in style_sheet} == set()


def test_words_of_a_pack_are_escaped(cold):
    hostile = '</text><script>alert("1")</script>'
    stage = cold.stages[1].model_copy(update={"title": hostile})
    spoiled = cold.model_copy(update={"stages": (cold.stages[0], stage, *cold.stages[2:]), "title": hostile})

    drawn = svg(draw_pathway(spoiled))

    assert "<script" not in drawn
    assert hostile in unescape(drawn)


def test_file_that_stands_alone_is_whole_xml_with_its_looks(cold, repository):
    from lxml import etree

    style_sheet = (repository / "tideturn/interfaces/design/static/design/drawings.css").read_text()

    root = etree.fromstring(alone(draw_pathway(cold), style_sheet))

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert ".pathway-line" in root.findtext("{http://www.w3.org/2000/svg}style")


def test_pathway_without_anything_for_every_stage_has_no_card_for_it(cold):
    from tideturn.packs.schema.moment import StartKind

    loose = (StartKind.CONTACT, StartKind.REFERRAL, StartKind.BRANCH)
    clocks = tuple(clock for clock in cold.clocks if clock.starts.on not in loose)
    spare = cold.model_copy(update={"clocks": clocks, "branches": ()})

    assert [card.number for card in draw_pathway(spare).cards] == [1, 2, 3, 4, 5, 6]
