"""Who may do what: every act of the register by every role of it, as the owner's agency, another's and the nation's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from tests.engines.plans.speakers import ANSWER, AUDITORS, GOVERNMENT, commitment, said, today
from tideturn.engines.plans import speaking
from tideturn.engines.plans.actions import challenging, judging, publishing, stating
from tideturn.engines.plans.actions.stating import Subject
from tideturn.engines.plans.errors import PlansError
from tideturn.engines.plans.words import ChallengeOutcome, VerdictValue
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.errors import PermissionMissing

ROLES = ("plan-editor", "area-lead", "plan-reviewer", "plan-publisher", "duty-lead")
RELATIONS = ("government", "auditors", "national")
# The government owns what is spoken of, the auditors judge it and ask, the nation publishes; all else is refused.
MAY = {
    ("write", "plan-editor", "government"),
    ("change", "plan-editor", "government"),
    ("hand in", "plan-editor", "government"),
    ("publish", "plan-publisher", "government"),
    ("publish", "plan-publisher", "national"),
    ("send back", "plan-publisher", "government"),
    ("send back", "plan-publisher", "national"),
    ("judge", "plan-reviewer", "auditors"),
    ("ask", "plan-reviewer", "auditors"),
    ("answer", "plan-editor", "government"),
    ("close", "plan-reviewer", "auditors"),
}


@dataclass(frozen=True)
class World:
    """A draft, a statement that was handed in, and a question: of what the acts are done."""

    draft: Any
    handed_in: Any
    question: Any


@pytest.fixture
def world(speakers) -> World:
    """The three, made by those who may."""
    with acting(speakers.editor) as by:
        draft = stating.write(subject=_subject("EA-01", by), said=said(), by=by)
        other = stating.write(subject=_subject("EA-00", by), said=said(), by=by)
        handed_in = stating.hand_in(statement_id=other.pk, by=by)
    with acting(speakers.reviewer) as by:
        question = challenging.ask(commitment=commitment(), body_id=AUDITORS, asks="Which?", by=by)
    with acting(speakers.editor) as by:
        challenging.answer(challenge_id=question.pk, words="Both.", by=by)
    return World(draft, handed_in, question)


def _subject(local_id: str, by: Actor, plan_id: str = ANSWER) -> Subject:
    held = commitment(local_id, plan_id)
    return Subject(held, speaking.owning_body(held, GOVERNMENT, by))


def _judged(by: Actor) -> dict[str, Any]:
    return {"commitment": commitment("EA-00"), "body_id": AUDITORS, "by": by}


ACTS: dict[str, Callable[[World, Actor], object]] = {
    "write": lambda world, by: stating.write(subject=_subject("OD-2", by, "open-doors-2016"), said=said(), by=by),
    "change": lambda world, by: stating.write(
        subject=_subject("EA-01", by), said=said(note="Anew."), seen=world.draft.changed_at, by=by
    ),
    "hand in": lambda world, by: stating.hand_in(statement_id=world.draft.pk, by=by),
    "publish": lambda world, by: publishing.publish(
        statement_id=world.handed_in.pk, seen=world.handed_in.changed_at, by=by
    ),
    "send back": lambda world, by: publishing.send_back(statement_id=world.handed_in.pk, answer="Why?", by=by),
    "judge": lambda world, by: judging.judge(
        value=VerdictValue.MET, reason="Seen.", stated_on=today(), **_judged(by)
    ),
    "ask": lambda world, by: challenging.ask(asks="When?", **_judged(by)),
    "answer": lambda world, by: challenging.answer(challenge_id=world.question.pk, words="Now.", by=by),
    "close": lambda world, by: challenging.close(
        challenge_id=world.question.pk, outcome=ChallengeOutcome.SATISFIED, by=by
    ),
}  # fmt: skip


def test_each_act_is_for_its_role_in_its_relation_to_the_owner_and_for_nobody_else(speakers, world):
    done = set()
    for relation in RELATIONS:
        place = getattr(speakers, relation)
        for role in ROLES:
            actor = place.actor(f"{relation} {role}", role)
            done |= {(act, role, relation) for act in ACTS if _is_done(ACTS[act], world, actor)}

    assert done == MAY


def _is_done(act: Callable[[World, Actor], object], world: World, actor: Actor) -> bool:
    """Return whether an act is done; what it did is taken back."""
    with acting(actor):
        try:
            with transaction.atomic():
                act(world, actor)
                transaction.set_rollback(True)
        except (PlansError, PermissionMissing):
            return False
    return True
