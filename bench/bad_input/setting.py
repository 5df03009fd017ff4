"""Who sends and who answers in the campaign: agencies of the invented country, and everybody who works there."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from bench.bad_input import crawling, forms, requests, staff, world
from bench.bad_input.crawling import Found
from bench.bad_input.doors import Door, code_of_service, doors_of_reports
from bench.bad_input.staff import Browser
from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Agency
from tideturn.interfaces.joint.demonstration import staff as invented
from tideturn.interfaces.joint.intake import csv_import
from tideturn.interfaces.website import floods

LONG = 10**9
OF_A_SERVICE = ("help-service", "help-ask", "help-wrong")
# None of these guards anything, and each sign-in hashes one; nobody is signed out while the campaign lasts.
EASY = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "SESSION_IDLE_AGE": LONG,
    "SESSION_COOKIE_AGE": LONG,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": LONG,
}
STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@dataclass(frozen=True)
class Setting:
    """Every door, the forms of the workspace behind them, who sends, and a client that sends."""

    doors: tuple[Door, ...]
    forms: Sequence[Found]
    known: Mapping[str, Sequence[Mapping[str, Any]]]
    everybody: Sequence[Browser]
    client: Client


@contextmanager
def opened(folder: Path, *, few: bool = False) -> Iterator[Setting]:
    """Give every door, open however many cases come; with `few`, as some of those who work here find them."""
    with ExitStack() as stack:
        stack.enter_context(override_settings(**EASY, STORAGES={**settings.STORAGES, "staticfiles": STATIC}))
        stack.enter_context(patch.object(floods, "AT_MOST", LONG))
        stack.enter_context(_quiet())
        world.make()
        client = Client(HTTP_HOST="localhost", raise_request_exception=False)
        everybody = tuple(staff.browsers(few=few))
        seen = crawling.look_around(client, everybody, visits=1 if few else crawling.VISITS)
        # The pages of the public are reached by no link of the workspace.
        known = {**{name: [{"code": code_of_service()}] for name in OF_A_SERVICE}, **seen.known}
        reports = doors_of_reports(client, _token(), csv_import.sender_of(invented.AMBULANCE), folder)
        workspace = Door("forms of the workspace", 0.1, forms.sender(client, seen.forms))
        addresses = Door("every address, asked anyhow", 0.1, requests.entry(known, everybody).send)
        yield Setting((*reports, workspace, addresses), seen.forms, known, everybody, client)


def _token() -> str:
    with acting(system_actor("set-up")) as by:
        return credentials.issue(Agency.objects.get(pk=invented.AMBULANCE), by)


@contextmanager
def _quiet() -> Iterator[None]:
    """Let nothing be written into the log of what is refused on purpose."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
