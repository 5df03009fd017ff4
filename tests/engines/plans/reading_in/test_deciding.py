"""What a person does with a draft."""

from dataclasses import replace

import pytest

from tests.engines.plans.reading_in.conftest import ABOUT
from tideturn.engines.plans.models import PlanDraft
from tideturn.engines.plans.reading_in import beginning, deciding
from tideturn.engines.plans.reading_in.deciding import Words
from tideturn.engines.plans.reading_in.drafts import NO_DATE, unknown
from tideturn.engines.plans.reading_in.errors import LinesNotThere, NothingToJoin, PartingNotFound, ReadingOver
from tideturn.engines.plans.words import Kind
from tideturn.foundations.audit.models import Entry


@pytest.fixture
def drafts(read_in) -> list[PlanDraft]:
    """The drafts of the invented plan, in its order."""
    return list(PlanDraft.objects.filter(reading_in=read_in()).order_by("order"))


def now(reading_in) -> list[tuple[int, str, str]]:
    rows = PlanDraft.objects.filter(reading_in=reading_in).order_by("order")
    return [(draft.order, draft.title[:20], draft.decision) for draft in rows]


def test_add_makes_a_draft_of_lines_that_reading_passed_over(drafts, publisher):
    made = deciding.add(reading_id=drafts[0].reading_in_id, first=3, last=5, by=publisher)

    assert (made.order, made.wording[:12], made.places) == (5, "## Kits - Th", {"wording": [[3, 5]]})
    assert made.doubts == [deciding.ADDED_BY_HAND]


@pytest.mark.parametrize(("first", "last"), [(0, 1), (3, 2), (2, 2), (5, 900)])
def test_add_refuses_lines_that_are_not_there(drafts, publisher, first, last):
    with pytest.raises(LinesNotThere):
        deciding.add(reading_id=drafts[0].reading_in_id, first=first, last=last, by=publisher)


def test_edit_takes_a_decision_back(drafts, publisher):
    first = drafts[0]
    deciding.accept(draft_id=first.pk, by=publisher)

    deciding.edit(draft_id=first.pk, words=Words(Kind.ACTION, "Kits for all", "Kits!", owners=("EHS",)), by=publisher)

    first.refresh_from_db()
    assert (first.title, first.wording, first.owners, first.decision) == ("Kits for all", "Kits!", ["EHS"], "")


def test_edit_settles_the_doubts_that_it_answers_and_raises_those_that_it_makes(drafts, publisher):
    second = drafts[1]
    *doubts, of_the_layout = second.doubts
    assert doubts == [NO_DATE, unknown("Quay Watch")]

    written = replace(deciding.words_of(second), owners=("EHS", "Harbour Friends"), timescale="by summer")
    deciding.edit(draft_id=second.pk, words=written, by=publisher)
    second.refresh_from_db()
    assert second.doubts == [of_the_layout, unknown("Harbour Friends")], "what no field answers stays"

    deciding.edit(draft_id=second.pk, words=replace(written, title="Kits", owners=()), by=publisher)
    second.refresh_from_db()
    assert second.doubts == [of_the_layout], (
        "that it has no owner now is what a person said, not a doubt of the reading"
    )


def test_audit_keeps_what_a_draft_said_and_what_the_plan_was_called_before(drafts, publisher):
    first = drafts[0]
    deciding.edit(draft_id=first.pk, words=replace(deciding.words_of(first), title="Kits for all"), by=publisher)
    deciding.drop(draft_id=first.pk, reason="Said elsewhere.", by=publisher)
    beginning.describe(reading_id=first.reading_in_id, about=replace(ABOUT, title="The Harbour"), by=publisher)
    told = {one.action: one.detail for one in Entry.objects.filter(subject__in=(first.pk, first.reading_in_id))}

    assert told["plans.draft-edited"] == {"before": {"title": first.title}, "after": {"title": "Kits for all"}}
    assert told["plans.draft-dropped"]["after"] == {"decision": "dropped", "why_dropped": "Said elsewhere."}
    described = told["plans.document-described"]
    assert (described["before"]["title"], described["after"]["title"]) == (ABOUT.title, "The Harbour")


def test_drop_needs_and_keeps_its_reason_and_can_be_taken_back(drafts, publisher):
    dropped = deciding.drop(draft_id=drafts[2].pk, reason="Said in draft 1.", by=publisher)
    assert (dropped.decision, dropped.why_dropped, dropped.decided_by) == (
        "dropped",
        "Said in draft 1.",
        publisher.name,
    )

    back = deciding.take_back(draft_id=drafts[2].pk, by=publisher)

    assert (back.decision, back.why_dropped, back.decided_at) == ("", "", None)


def test_split_makes_two_in_their_order(drafts, publisher):
    first, second = deciding.split(draft_id=drafts[3].pk, second_begins="It should train", by=publisher)

    assert first.wording == "Harbour Lights should publish a count of the kits each year."
    assert second.wording == "It should train a nurse in every harbour."
    assert (first.order, second.order, second.section) == (4, 5, "Counting")


def test_split_in_the_middle_moves_what_follows(drafts, publisher):
    deciding.split(draft_id=drafts[0].pk, second_begins="give a kit", by=publisher)

    assert [order for order, _, _ in now(drafts[0].reading_in)] == [1, 2, 3, 4, 5]
    assert now(drafts[0].reading_in)[2][1].startswith("Quay Watch")


@pytest.mark.parametrize("words", ["Harbour Lights should", "nowhere to be found", " "])
def test_split_refuses_words_that_split_nothing(drafts, publisher, words):
    with pytest.raises(PartingNotFound):
        deciding.split(draft_id=drafts[3].pk, second_begins=words, by=publisher)


def test_join_takes_in_the_next_that_is_not_dropped(drafts, publisher):
    deciding.drop(draft_id=drafts[1].pk, reason="x", by=publisher)

    joint = deciding.join(draft_id=drafts[0].pk, by=publisher)

    gone = PlanDraft.objects.get(pk=drafts[2].pk)
    assert joint.wording == f"{drafts[0].wording} {drafts[2].wording}"
    assert joint.places["wording"] == [*drafts[0].places["wording"], *drafts[2].places["wording"]]
    assert (gone.decision, gone.why_dropped) == ("dropped", "Joined with draft 1.")


def test_join_of_the_last_has_nothing_to_join(drafts, publisher):
    with pytest.raises(NothingToJoin):
        deciding.join(draft_id=drafts[3].pk, by=publisher)


def test_what_is_doubted_is_not_accepted_in_a_heap(drafts, publisher):
    PlanDraft.objects.filter(pk=drafts[1].pk).update(doubts=[])

    count = deciding.accept_sure(
        reading_id=drafts[0].reading_in_id, draft_ids=[draft.pk for draft in drafts], by=publisher
    )

    assert count == 1
    assert [decision for _, _, decision in now(drafts[0].reading_in)] == ["", "accepted", "", ""]


def test_nothing_is_decided_of_what_was_left(drafts, publisher):
    beginning.leave(reading_id=drafts[0].reading_in_id, by=publisher)

    with pytest.raises(ReadingOver):
        deciding.accept(draft_id=drafts[0].pk, by=publisher)
