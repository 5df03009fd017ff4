"""Sentences, marks, and passages glued over page breaks."""

from tideturn.methods.reading.wording import Piece, glue, lost_ending, plain, reads_as_heading, sentences, whole


def test_sentences_are_not_ended_by_abbreviations():
    assert sentences("See e.g. Boats. They leak.") == ["See e.g. Boats.", "They leak."]


def test_plain_takes_links_and_emphasis_away():
    assert plain("the *Long* [Boat \\(small\\)](#) of  5 * 3") == "the Long Boat (small) of 5 * 3"


def test_glue_joins_only_what_goes_on_from_an_unfinished_sentence():
    passages = glue([Piece("We mend", (1,)), Piece("boats.", (3,)), Piece("And sheds.", (5,))])

    assert whole(passages) == "We mend boats.\n\nAnd sheds."
    assert [piece.lines for piece in passages[0].sentences()] == [(1, 3)]


def test_glue_keeps_paragraphs_of_one_cell_apart():
    assert len(glue([Piece("A title", (1,)), Piece("Its text.", (1,))])) == 2


def test_lost_ending_doubts_an_announced_list_and_a_cut_sentence():
    assert "list" in (lost_ending("focussing on:") or "")
    assert "stops" in (lost_ending("improve the response to") or "")
    assert lost_ending("Boats are mended") is None


def test_reads_as_heading():
    assert reads_as_heading("Mending boats")
    assert not reads_as_heading("Boats are mended.")
