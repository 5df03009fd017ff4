"""A service in the directory for which a team of Northmark answers, and those who ask it."""

from collections.abc import Callable

import pytest

from tests.engines.pathways.conftest import (
    duty_lead,
    invented_country,
    make_place,
    national_queue,
    northmark,
    quick_passwords,
    southmark,
    worker,
    write,
)
from tests.foundations.conftest import SET_UP, Place
from tests.interfaces.joint.referring.listings import entry_of_help, keeps
from tideturn.engines.directory.models import Service
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.signing_in import actor_for
from tideturn.interfaces.joint.intake import self_referral

__all__ = [
    "duty_lead",
    "invented_country",
    "make_place",
    "national_queue",
    "northmark",
    "quick_passwords",
    "southmark",
    "worker",
    "write",
]


@pytest.fixture
def service(northmark: Place, duty_lead: Actor) -> Service:
    """A service that people ask for themselves, whose entries Northmark keeps."""
    with acting(SET_UP):
        self_referral.ensure_agency(by=SET_UP)
    one = entry_of_help("Harbour Door", "self-referral", "professional-referral")
    keeps(northmark, one)
    return one


@pytest.fixture
def paramedic(make_place: Callable[..., Place]) -> Actor:
    """Somebody at work elsewhere, who may refer."""
    return actor_for(make_place("Estmark ambulance", kind="ambulance-service").user("Pam"))
