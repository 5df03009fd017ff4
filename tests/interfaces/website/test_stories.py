"""The story of a theme: what hangs together is drawn and told once, what stands alone is counted."""

import pytest
from django.test import Client

from tests.interfaces.website.reading import words
from tests.interfaces.website.test_downloads import read
from tideturn.interfaces.website.presenters import theme_story


def test_theme_tells_its_story_as_a_picture_and_in_words(visitor: Client) -> None:
    answer = visitor.get("/themes/rescue-kits/")
    said = words(answer)

    assert b"The story of Rescue kits, drawn from 2010 to" in answer.content
    assert "The links are our reading, each with its reason." in said
    assert b"lineage-years" in answer.content


def test_theme_of_a_day_before_there_were_links_says_that_nothing_is_known(visitor: Client) -> None:
    answer = visitor.get("/themes/rescue-kits/?as_of=2011-01-01")

    assert b"<svg" not in answer.content
    assert "No earlier or later commitment in the plans held is known" in words(answer)


def test_links_of_a_story_can_be_taken_away(visitor: Client) -> None:
    rows = read(visitor.get("/themes/rescue-kits/story.csv"))
    of_one = read(visitor.get("/plans/answer-2023/EA-01/story.csv"))

    assert rows
    assert all(row["what it does"] and row["why"] and row["how sure"] for row in rows)
    assert {(row["id"], row["to id"]) for row in of_one} <= {(row["id"], row["to id"]) for row in rows}
    assert read(visitor.get("/themes/waiting/story.csv?as_of=2011-01-01")) == []
    assert visitor.get("/plans/answer-2023/EA-98/story.csv").status_code == 404


@pytest.mark.parametrize("room", [1, 1000])
def test_picture_holds_the_longest_story_and_the_list_holds_all(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(theme_story, "CARDS_DRAWN", room)
    answer = visitor.get("/themes/open-doors/")
    cards = answer.content.count(b'<a class="lineage-card"')
    told = answer.content.decode().split("lineage-years")[1]

    assert cards >= 2
    assert ("The picture holds the longest of them" in words(answer)) == (room == 1 and "stories run" in words(answer))
    assert told
