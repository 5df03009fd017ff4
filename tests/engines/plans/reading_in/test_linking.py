"""Links are proposed by words, decided by a person, never proposed again once refused, and never public before that."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db.models import Q
from django.utils.timezone import localdate as today

from tideturn.engines.plans import models, queries
from tideturn.engines.plans.actions.loading import load_pack
from tideturn.engines.plans.reading_in import linking
from tideturn.engines.plans.reading_in.errors import AlreadyDecided, AlreadyLinked, ReadingNotFound
from tideturn.engines.plans.reading_in.linking import Judgement
from tideturn.engines.plans.reading_in.passages import pairs_of
from tideturn.engines.plans.words import Confidence, Relation
from tideturn.foundations.audit.models import Entry

JUDGED = Judgement(Relation.CONTINUES, Confidence.MEDIUM, "Both ask for kits.")


@pytest.fixture
def answer(register) -> models.Plan:
    """The latest plan of the invented country."""
    return models.Plan.objects.get(pk="answer-2023")


def ends(suggestions) -> set[tuple[str, str]]:
    return {(one.later.local_id, one.earlier.local_id) for one in suggestions}


def test_suggest_proposes_earlier_commitments_that_are_not_linked(answer, publisher):
    count = linking.suggest(plan=answer)

    found = linking.waiting(answer)
    linked = set(models.Link.objects.values_list("later_id", "earlier_id"))
    assert count == len(ends(found)) - 1, "the pack proposed one itself"
    assert all(one.earlier.plan.published < answer.published for one in found)
    assert not {(one.later_id, one.earlier_id) for one in found} & linked
    assert any(one.words for one in found)
    assert linking.suggest(plan=answer) == 0


def test_what_was_refused_is_never_proposed_again(answer, publisher, example_pack):
    linking.suggest(plan=answer)
    refused = linking.waiting(answer).first()

    linking.refuse(suggestion_id=refused.pk, reason="Only the words are alike.", by=publisher)
    linking.suggest(plan=answer)
    load_pack(pack=example_pack, by="test")

    assert refused.pk not in {one.pk for one in linking.waiting(answer)}
    assert (refused.later_id, refused.earlier_id) not in {
        (one.later_id, one.earlier_id) for one in linking.waiting(answer)
    }
    assert linking.decided().get().reason == "Only the words are alike."


def test_accept_makes_a_link_that_a_load_of_the_pack_leaves(answer, publisher, example_pack):
    linking.suggest(plan=answer)
    one = linking.waiting(answer).first()

    link = linking.accept(suggestion_id=one.pk, judgement=JUDGED, by=publisher)
    load_pack(pack=example_pack, by="test")

    held = models.Link.objects.get(pk=link.pk)
    assert (held.later_id, held.earlier_id, held.relation, held.why) == (
        one.later_id, one.earlier_id, "continues", "Both ask for kits.",
    )  # fmt: skip
    assert (held.origin, held.entered) == ("curated", "staff")
    entry = Entry.objects.get(action="plans.link-accepted")
    assert (entry.detail["why"], entry.detail["after"]["relation"]) == ("Both ask for kits.", "continues")


def test_a_link_that_the_pack_comes_to_say_too_is_the_packs(answer, publisher, example_pack):
    said = models.Link.objects.get(pk="X-02")
    models.Link.objects.filter(pk="X-02").update(id="S-1", entered="staff")

    load_pack(pack=example_pack, by="test")

    assert models.Link.objects.get(later=said.later, earlier=said.earlier).pk == "X-02"


def test_what_is_decided_is_decided_once(answer, publisher):
    linking.suggest(plan=answer)
    one = linking.waiting(answer).first()
    linking.refuse(suggestion_id=one.pk, reason="x", by=publisher)

    with pytest.raises(AlreadyDecided):
        linking.accept(suggestion_id=one.pk, judgement=JUDGED, by=publisher)
    with pytest.raises(AlreadyDecided):
        linking.refuse(suggestion_id=one.pk, reason="y", by=publisher)


def test_an_accepted_link_is_taken_back_for_good(answer, publisher):
    linking.suggest(plan=answer)
    one = linking.waiting(answer).first()
    made = linking.accept(suggestion_id=one.pk, judgement=JUDGED, by=publisher)

    linking.take_back(suggestion_id=one.pk, reason="Other kits.", by=publisher)
    linking.suggest(plan=answer)

    assert made not in models.Link.objects.standing(today())
    assert one.pk not in linking.waiting(answer).values_list("pk", flat=True)
    entry = Entry.objects.get(action="plans.link-taken-back")
    assert (entry.detail["before"], entry.detail["why"]) == ({"why": JUDGED.reason}, "Other kits.")
    with pytest.raises(AlreadyDecided):
        linking.take_back(suggestion_id=one.pk, reason="Again.", by=publisher)


def test_a_link_that_the_pack_says_by_now_is_not_taken_back(answer, publisher):
    linking.suggest(plan=answer)
    one = linking.waiting(answer).first()
    made = linking.accept(suggestion_id=one.pk, judgement=JUDGED, by=publisher)
    models.Link.objects.filter(pk=made.pk).update(entered="pack")

    with pytest.raises(AlreadyDecided):
        linking.take_back(suggestion_id=one.pk, reason="Other kits.", by=publisher)
    assert models.LinkSuggestion.objects.get(pk=one.pk).state == "accepted"


def test_a_link_is_said_from_the_day_it_was_accepted_until_the_day_it_was_taken_back(answer, publisher):
    with time_machine.travel(today() - timedelta(days=10)):
        linking.suggest(plan=answer)
        one = linking.waiting(answer).first()
        made = linking.accept(suggestion_id=one.pk, judgement=JUDGED, by=publisher)
    with time_machine.travel(today() - timedelta(days=5)):
        linking.take_back(suggestion_id=one.pk, reason="Other kits.", by=publisher)

    days = {ago for ago in range(12) if made in models.Link.objects.standing(today() - timedelta(days=ago))}

    assert days == {10, 9, 8, 7, 6}


def test_a_link_that_was_taken_back_does_not_keep_the_pack_from_saying_it(answer, publisher, example_pack):
    said = models.Link.objects.get(pk="X-02")
    models.Link.objects.filter(pk="X-02").update(id="S-1", entered="staff", linked_on=today(), unlinked_on=today())

    load_pack(pack=example_pack, by="test")

    assert models.Link.objects.get(later=said.later, earlier=said.earlier).pk == "X-02"


def test_links_held_before_they_had_days_begin_on_the_day_they_were_accepted(answer, publisher):
    with time_machine.travel(today() - timedelta(days=10)):
        linking.suggest(plan=answer)
        one = linking.waiting(answer).first()
        made = linking.accept(suggestion_id=one.pk, judgement=JUDGED, by=publisher)
    models.Link.objects.update(linked_on=None)

    import_module("tideturn.engines.plans.migrations.0014_links_have_days").date_links_of_staff(apps, None)

    dated = models.Link.objects.exclude(linked_on=None)
    assert list(dated.values_list("pk", "linked_on")) == [(made.pk, today() - timedelta(days=10))]


def test_a_link_that_came_in_meanwhile_is_not_made_twice(answer, publisher):
    linking.suggest(plan=answer)
    one = linking.waiting(answer).first()
    made = linking.accept(suggestion_id=one.pk, judgement=JUDGED, by=publisher)
    models.LinkSuggestion.objects.filter(pk=one.pk).update(state="open", reason="", decided_by="", decided_at=None)
    models.Link.objects.filter(pk=made.pk).update(id="another")

    with pytest.raises(AlreadyLinked):
        linking.accept(suggestion_id=one.pk, judgement=JUDGED, by=publisher)


def test_what_is_not_there_is_said_so(register):
    with pytest.raises(ReadingNotFound):
        linking.suggestion("00000000-0000-4000-8000-000000000000")


def test_no_question_of_the_register_tells_of_a_suggestion(answer, publisher):
    numbers = list(models.Commitment.objects.values_list("pk", flat=True))
    before = set(queries.links_of(numbers, today()))

    linking.suggest(plan=answer)

    assert models.LinkSuggestion.objects.filter(~Q(words="")).exists()
    assert set(queries.links_of(numbers, today())) == before


def test_pairs_of_a_plan_are_listed_without_part_and_whole(register):
    plan = models.Plan.objects.get(pk="open-doors-2016")
    one, other = models.Commitment.objects.filter(plan=plan, parent=None).order_by("order")[:2]
    models.Commitment.objects.filter(pk__in=[one.pk, other.pk]).update(
        title="Open the doors of every clinic at night in winter"
    )

    assert [(pair.first, pair.second) for pair in pairs_of(plan)] == [(one, other)]

    models.Commitment.objects.filter(pk=other.pk).update(parent=one)
    assert pairs_of(plan) == ()
