"""No message says anything of anybody: a canary in every field that is not an address leaves nowhere."""

import email
import uuid

import pytest

from tests.foundations.delivery.conftest import put
from tests.foundations.delivery.receivers import mail_server, webhook_receiver
from tideturn.foundations.delivery import webhooks
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.sending import send_due
from tideturn.foundations.delivery.texts import TEXTS
from tideturn.foundations.delivery.words import Channel, Kind

pytestmark = pytest.mark.engine

CANARY = "canary-mary-heroin"
ABOUT = uuid.UUID("cafe0000-0000-4000-8000-00000000cafe")


def test_every_kind_has_a_text():
    assert set(TEXTS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_no_field_leaves_but_the_link(outbox, monkeypatch, kind):
    monkeypatch.setenv(webhooks.LOOPBACK_SETTING, "yes")
    link = f"/workspace/cases/{uuid.uuid4()}/"
    with mail_server() as postbox, webhook_receiver() as receiver:
        monkeypatch.setenv("TIDETURN_SMTP", postbox.address)
        for channel, recipient in ((Channel.EMAIL, "duty@north.example"), (Channel.WEBHOOK, receiver.address)):
            key = f"{CANARY}:{channel}"
            put(key, channel=channel, recipient=recipient, kind=kind, link=link, agency=CANARY, about=ABOUT)
        Message.objects.update(last_error=CANARY)
        assert send_due() == 2

    [letter], [(headers, body)] = postbox.letters, receiver.taken
    left = "\n".join([letter, str(headers), body.decode()]).lower()
    assert link in email.message_from_string(letter).get_payload()
    assert link in body.decode()
    for secret in (*CANARY.split("-"), str(ABOUT)):
        assert secret not in left


def test_the_canaries_would_be_seen(outbox, monkeypatch):
    from tideturn.foundations.delivery import letters, texts

    monkeypatch.setattr(letters, "body", lambda kind, link: texts.body(kind, link) + CANARY)
    with mail_server() as postbox:
        monkeypatch.setenv("TIDETURN_SMTP", postbox.address)
        put()
        send_due()

    assert CANARY in postbox.letters[0]
