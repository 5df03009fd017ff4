"""What is asked of the register, read from an address."""

import pytest

from tideturn.interfaces.website.errors import AskedBadly, NotHere
from tideturn.interfaces.website.presenters.filters import Asked, asked, form, narrowed_words, plain_words
from tideturn.interfaces.website.presenters.paging import page_number, paging

OFFERED = {"status": {"complete": "Complete", "paused": "Paused"}}


def test_asked_takes_what_is_offered_and_ignores_the_rest() -> None:
    assert asked({"status": "paused", "q": " kits  now ", "x": "1"}, OFFERED) == Asked(q="kits now", status="paused")


def test_asked_for_something_that_is_not_offered_says_what_is() -> None:
    with pytest.raises(AskedBadly, match="It can be: complete, paused"):
        asked({"status": "banana"}, OFFERED)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Café  au lait", "Cafe au lait"),
        ("kit\x00s\r\nnow", "kit s now"),
        ("\u202ekits", "kits"),
        ("ﬁnes", "fines"),
        ("x" * 900, "x" * 200),
        ("", ""),
    ],
)
def test_plain_words(written: str, plain: str) -> None:
    assert plain_words(written) == plain


def test_form_marks_what_was_chosen_and_narrowed_words_say_it() -> None:
    what = Asked(status="paused")

    assert form(what, OFFERED)[0].options == (
        ("", "Any", False), ("complete", "Complete", False), ("paused", "Paused", True),
    )  # fmt: skip
    assert narrowed_words(what, OFFERED) == ("How far, as reported: Paused",)


@pytest.mark.parametrize("written", ["0", "-1", "1.5", "two", "١", "9" * 20, "1\x00"])
def test_page_number_refuses_what_is_none(written: str) -> None:
    with pytest.raises(AskedBadly, match="is not the number of a page"):
        page_number({"page": written})


def test_paging_links_the_first_the_last_and_the_neighbours() -> None:
    pages = paging(5, 500, lambda number: f"?page={number}")

    assert [(link.number if link.href else "gap") for link in pages.links] == [1, "gap", 4, 5, 6, "gap", 10]
    assert (pages.previous, pages.next, pages.words) == ("?page=4", "?page=6", "201 to 250 of 500")


@pytest.mark.parametrize(("total", "words"), [(0, "0 in all"), (50, "50 in all"), (51, "1 to 50 of 51")])
def test_paging_words(total: int, words: str) -> None:
    assert paging(1, total, str).words == words


def test_paging_beyond_the_end_says_where_it_ends() -> None:
    with pytest.raises(NotHere, match="ends with page 2"):
        paging(3, 51, str)
