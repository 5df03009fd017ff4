"""Which links make the story, which stand beside it, and how a date is said."""

from datetime import date
from types import SimpleNamespace

from tests.interfaces.website.presenters.things import TODAY
from tideturn.interfaces.website.presenters.commitment.sources import stated_words
from tideturn.interfaces.website.presenters.commitment.telling import asides, connected, told


def promise(number: int, published: date) -> SimpleNamespace:
    return SimpleNamespace(
        pk=number,
        local_id=f"P-{number}",
        title=f"Promise {number}",
        order=number,
        plan_id=f"plan-{published.year}",
        plan=SimpleNamespace(short_title=f"Plan {published.year}", published=published, published_precision="day"),
        get_absolute_url=lambda: f"/plans/plan-{published.year}/P-{number}/",
    )


OLD, MIDDLE = promise(1, date(2008, 5, 29)), promise(2, date(2019, 1, 1))
NEW, OTHER = promise(3, date(2022, 7, 21)), promise(4, date(2022, 7, 21))


def link(
    later: SimpleNamespace, earlier: SimpleNamespace, relation: str = "continues", **changes: str
) -> SimpleNamespace:
    facts = {"confidence": "high", "origin": "curated", "why": "The same words."} | changes
    return SimpleNamespace(
        later=later,
        earlier=earlier,
        later_id=later.pk,
        earlier_id=earlier.pk,
        relation=relation,
        get_relation_display=lambda: relation.replace("_", " "),
        get_confidence_display=lambda: f"{facts['confidence']} confidence",
        get_origin_display=lambda: "suggested, not confirmed",
        **facts,
    )


def test_connected_keeps_what_hangs_together() -> None:
    chain, apart = [link(NEW, MIDDLE), link(MIDDLE, OLD)], link(OTHER, promise(9, date(2008, 1, 1)))

    assert connected(NEW.pk, [*chain, apart]) == chain
    assert connected(99, chain) == []


def test_told_counts_from_the_first_promise_and_leaves_doubtful_links_out() -> None:
    links = [link(NEW, MIDDLE), link(MIDDLE, OLD, confidence="alternative"), link(OTHER, MIDDLE, origin="suggested")]
    story = told(NEW, links, {}, TODAY)

    assert story is not None
    assert story.begins == 2019
    assert [entry.node.reference for year in story.telling.years for entry in year.entries] == ["P-2", "P-3"]


def test_told_of_a_promise_that_stands_alone_is_nothing() -> None:
    assert told(NEW, [], {}, TODAY) is None


def test_asides_are_told_from_the_side_of_the_page() -> None:
    links = [link(NEW, OTHER, "depends_on"), link(OTHER, NEW, "underpins"), link(NEW, OLD, "parallels")]
    groups = asides(NEW, links, TODAY, sure=True)

    assert [(group.words, [aside.id for aside in group.asides]) for group in groups] == [
        ("It depends on:", ["P-4"]),
        ("Underpins it:", ["P-4"]),
        ("It parallels:", ["P-1"]),
    ]


def test_asides_keep_doubtful_continuity_apart_and_say_what_it_is() -> None:
    links = [link(NEW, MIDDLE), link(NEW, OLD, confidence="alternative"), link(OTHER, NEW, origin="suggested")]

    assert asides(NEW, links, TODAY, sure=True) == ()
    doubtful = [aside for group in asides(NEW, links, TODAY, sure=False) for aside in group.asides]
    assert [aside.confidence for aside in doubtful] == ["alternative confidence", "suggested, not confirmed"]


def test_stated_words_are_no_more_exact_than_the_document() -> None:
    document = SimpleNamespace(published=date(2021, 1, 1), published_precision="year")

    assert stated_words(date(2021, 1, 1), document) == "2021"
    assert stated_words(date(2020, 12, 31), document) == "31 December 2020"
    assert stated_words(date(2021, 1, 1), None) == "1 January 2021"
