"""`tideturn plans let-speak` and `end-speaking`: said by whoever runs the product, refused in one sentence."""

import pytest
from click.testing import CliRunner

from tests.interfaces.workspace.people import agency
from tideturn.engines.plans.models import Voice
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.cli.command import main

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(main, ["plans", *words])


def voices():
    with acting(system_actor("set-up")):
        return {one.organisation_id: (one.agency_id, one.may_judge) for one in Voice.objects.all()}


def test_one_agency_speaks_for_a_body_until_another_does_or_none(register):
    for name in ("first", "second"):
        agency(name)

    assert "First speaks for Harbour Lights." in run("let-speak", "first", "harbour-lights").stdout
    said = run("let-speak", "second", "harbour-lights", "--judges").stdout
    assert "Second speaks for Harbour Lights, and judges as it what others own." in said
    assert voices() == {"harbour-lights": ("second", True)}
    assert run("end-speaking", "harbour-lights").exit_code == 0
    assert voices() == {}
    with acting(system_actor("audit")):
        kept = list(Entry.objects.filter(action__startswith="plans.voice").order_by("sequence"))
    first, second = {"agency": "first", "may_judge": False}, {"agency": "second", "may_judge": True}
    assert [(one.detail["before"], one.detail["after"]) for one in kept] == [
        (None, first), (first, second), (second, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("let-speak", "first", "nobody"), "no body “nobody” in the register"),
        (("let-speak", "nobody", "harbour-lights"), "nobody"),
        (("end-speaking", "harbour-lights"), "nothing like this"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(register, words, said):
    agency("first")
    refused = run(*words)

    assert refused.exit_code == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.output
