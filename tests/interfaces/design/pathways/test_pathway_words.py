"""A pathway in words says all that the picture says, and more."""

import pytest
from django.template.loader import render_to_string

from tideturn.interfaces.design.pathways import draw_pathway, svg, words
from tideturn.packs.pathways import load_pathways


@pytest.fixture
def cold(repository):
    return next(one for one in load_pathways(repository / "packs/example") if one.id == "cold-night-return")


def lines_of(pathway):
    return [line for item in words(pathway) for line in item.lines()]


@pytest.mark.parametrize("country", ["scotland", "example"])
def test_words_say_every_stage_move_clock_question_and_end(repository, country):
    for pathway in load_pathways(repository / "packs" / country):
        said = "\n".join(lines_of(pathway))

        assert all(stage.words in said for stage in pathway.stages)
        assert all(f"Move “{move.title}” to stage" in said for move in pathway.moves)
        assert all(f"Clock “{clock.title}”: {clock.limit.words} from when" in said for clock in pathway.clocks)
        assert all(question.label in said for question in pathway.questions)
        assert all(outcome.words in said for outcome in pathway.outcomes)
        assert all(branch.words in said for branch in pathway.branches)


def test_words_of_a_clock_tell_start_stop_who_is_told_and_source(cold):
    lines = [line.strip() for line in lines_of(cold)]
    at = lines.index("- Clock “Sleep in the bed that is kept”: 3 calendar days from when “Bed given” is done")

    assert lines[at + 1 : at + 6] == [
        "- It stops when “Settle in” is done or “Bed lost” is done, or when the case is closed.",
        "- Told when it runs out: the lead, then the agency's manager.",
        "- A warning is given 12 hours before.",
        "- It may stand still because: The person is in hospital and the bed is kept.",
        "- The limit is the practice of some areas: Agreement of the invented shelters.",
    ]


def test_words_of_a_move_tell_who_may_make_it_and_how_it_ends(cold):
    lines = lines_of(cold)
    at = lines.index("  - Move “Settle in” to stage 5, Settled")

    assert lines[at + 1 : at + 7] == [
        "    - May be made by the lead or the duty lead.",
        "    - Needs an answer to",
        "      - How many nights has the person slept there?",
        "    - Ends as",
        "      - A bed of their own.",
        "      - A shelter bed.",
    ]


def test_templates_show_picture_and_list(cold):
    drawing = draw_pathway(cold)

    picture = render_to_string("design/pathway.html", {"drawing": drawing, "drawn": svg(drawing)})
    told = render_to_string("design/pathway_words.html", {"items": words(cold)})

    assert '<svg xmlns="http://www.w3.org/2000/svg" class="pathway' in picture
    assert 'aria-labelledby="pathway-cold-night-return-title"' in picture
    assert told.count("<li>") == len(lines_of(cold))
    assert "agency&#x27;s manager" in told
