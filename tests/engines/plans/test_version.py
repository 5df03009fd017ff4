"""The register is known by another mark as soon as anything in it has changed, and by the same until then."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from pghistory.models import Event

from tests.engines.plans.test_history import BEHIND_THE_REGISTER
from tideturn.engines.plans.actions.loading import load_pack
from tideturn.engines.plans.models import Deadline, Plan
from tideturn.engines.plans.version import version
from tideturn.packs import loading

TODAY = date(2026, 11, 26)
MARKED = [
    model
    for model in apps.get_app_config("plans").get_models()
    if not issubclass(model, Event) and model.__name__ not in BEHIND_THE_REGISTER
]


@pytest.mark.parametrize("model", MARKED, ids=lambda model: model.__name__)
def test_every_table_that_readers_see_marks_the_register(db, model):
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_trigger where tgrelid = %s::regclass and tgname like 'pgtrigger_register_is_%%'",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (3,)


def test_change_gives_another_mark_and_another_moment(register):
    before = version(TODAY)
    Plan.objects.filter(pk="open-doors-2016").update(short_title="Open doors, again (invented)")
    after = version(TODAY)
    Deadline.objects.first().delete()

    assert len({before.mark, after.mark, version(TODAY).mark}) == 3
    assert after.changed_at >= before.changed_at


def test_day_gives_another_mark(register):
    assert version(TODAY).mark != version(date(2026, 11, 27)).mark


def test_statement_that_changes_nothing_leaves_the_mark(register):
    before = version(TODAY)
    Plan.objects.filter(pk="no-such-plan").update(short_title="x")

    assert version(TODAY) == before


def test_same_pack_loaded_again_leaves_the_mark(register, repository):
    before = version(TODAY)
    load_pack(pack=loading.load_pack(repository / "packs" / "example"), by="a test")

    assert version(TODAY) == before
