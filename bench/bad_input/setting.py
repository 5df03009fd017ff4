"""Who sends and who answers in the campaign: invented agencies of the invented country."""

import logging
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client

from bench.bad_input.doors import Door
from bench.bad_input.doors import doors as all_doors
from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions import agencies
from tideturn.interfaces.joint.intake import csv_import, self_referral
from tideturn.interfaces.website import floods


@dataclass(frozen=True)
class Setting:
    """A credential of an ambulance service, and the service itself as the sender of files."""

    token: str
    sender: Actor


def prepare() -> Setting:
    """Make the agencies."""
    with acting(system_actor("set-up")) as by:
        agencies.ensure_national_queue(by=by)
        self_referral.ensure_agency(by=by)
        agencies.create_agency(name="Northmark", kind="drug-and-alcohol-service", areas=["EM-A01"], by=by)
        ambulance, _ = agencies.create_agency(name="Estmark Ambulance", kind="ambulance-service", by=by)
        token = credentials.issue(ambulance, by)
    return Setting(token, csv_import.sender_of(ambulance.pk))


def doors(made: Setting, folder: Path) -> tuple[Door, ...]:
    """Return every door, open however many cases come."""
    floods.AT_MOST = 10**9
    settings.STORAGES = {
        **settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }  # fmt: skip
    for name in ("django.request", "tideturn"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    return all_doors(client, made.token, made.sender, folder)
