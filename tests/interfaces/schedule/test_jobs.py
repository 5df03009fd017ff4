"""Scheduled jobs: registered with the worker, safe to run twice."""

import pytest
from procrastinate.contrib.django import app

from tideturn.engines.plans.models import AddressCheck
from tideturn.interfaces.schedule.weekly import check_source_addresses as weekly
from tideturn.sources.documents.errors import DocumentRefused

pytestmark = pytest.mark.engine


def test_every_job_has_a_rhythm():
    periodic = {task.task.name.rsplit(".", 1)[-1] for task in app.periodic_registry.periodic_tasks.values()}

    assert {"check_source_addresses", "retry_stalled_jobs"} <= periodic


def test_check_source_addresses_run_twice_leaves_one_row_a_day(register, monkeypatch, example_pack):
    monkeypatch.setattr(weekly, "load_pack", lambda: example_pack)
    monkeypatch.setattr(weekly, "fetch_document", lambda address, hosts: b"still there")

    first = weekly.check_source_addresses.func(0)
    second = weekly.check_source_addresses.func(0)

    assert first == second == AddressCheck.objects.filter(problem="").count() > 0


def test_check_source_addresses_keeps_the_reason_of_a_dead_link(register, monkeypatch, example_pack):
    def refuse(address, hosts):
        raise DocumentRefused(address, "the site answered 404.")

    monkeypatch.setattr(weekly, "load_pack", lambda: example_pack)
    monkeypatch.setattr(weekly, "fetch_document", refuse)

    assert weekly.check_source_addresses.func(0) == 0
    assert set(AddressCheck.objects.values_list("problem", flat=True)) == {"the site answered 404."}
