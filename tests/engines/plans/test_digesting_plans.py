"""A letter a week to those who asked for it, where something waits for them, and to nobody else."""

import pytest

from tideturn.engines.plans.actions.digesting import ask_for_digest, tell
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions.users import end_membership
from tideturn.foundations.access.models import Membership
from tideturn.foundations.delivery.models import Message

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    with acting(system_actor("delivery")):
        return sorted(Message.objects.filter(kind="plans-digest").values_list("recipient", "link"))


def test_those_who_asked_are_told_once_a_week_where_something_waits(speakers):
    for by in (speakers.editor, speakers.lead, speakers.publisher):
        with acting(by):
            ask_for_digest(wants=True, by=by)

    assert tell() == 1, "the owner has what is overdue; nothing waits for the others"
    assert tell() == 0, "not twice in a week"
    assert told() == [("eda.editor@estmark-government.example", "/workspace/plans/")]


def test_whoever_ended_it_or_left_is_told_nothing(speakers):
    for by in (speakers.editor, speakers.reviewer):
        with acting(by):
            ask_for_digest(wants=True, by=by)
    with acting(speakers.editor):
        ask_for_digest(wants=False, by=speakers.editor)
    with acting(system_actor("set-up")) as by:
        end_membership(membership=Membership.objects.get(user=speakers.reviewer.user_id), by=by)

    assert tell() == 0
    assert told() == []
