"""Webhooks reach a real receiver, signed, or wait; a 2xx is handed over and no more than that."""

import base64
import hashlib
import hmac
import json
import time

import pytest

from tests.foundations.delivery.conftest import put
from tests.foundations.delivery.receivers import dripping, half_open, webhook_receiver
from tests.ports import free_port
from tideturn.foundations.delivery import queries, webhooks
from tideturn.foundations.delivery.errors import SendFailed
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.sending import MOST_ATTEMPTS, send_due
from tideturn.foundations.delivery.words import Channel, Progress

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True)
def on_this_machine(monkeypatch):
    """Let webhooks go to this machine, as a trial may, and do not wait long for what does not answer."""
    monkeypatch.setenv(webhooks.LOOPBACK_SETTING, "yes")
    monkeypatch.setattr(webhooks, "SECONDS_TO_ANSWER", 0.4)
    monkeypatch.setattr(webhooks, "SECONDS_IN_ALL", 0.8)


def put_hook(address: str, **changes):
    """Put a webhook into the outbox."""
    return put(channel=Channel.WEBHOOK, recipient=address, **changes)


def make_due(**which: object) -> None:
    """Let the time of the next try have come."""
    Message.objects.filter(**which).update(next_attempt_at="2020-01-01T00:00Z")


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Check a signature as a receiver of Standard Webhooks does."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    is_fresh = abs(time.time() - int(headers["webhook-timestamp"])) < 300
    return is_fresh and wanted in headers["webhook-signature"].split(" ")


def test_signed_headers_give_the_published_example():
    post = webhooks.Post("msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}')

    headers = webhooks.signed_headers(post, secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", at=1614265330)

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_webhook_arrives_signed_and_is_handed_over_but_not_confirmed(outbox):
    with webhook_receiver() as receiver:
        number = put_hook(receiver.address)
        assert send_due() == 1

    [(headers, body)] = receiver.taken
    assert is_signed(headers, body, webhooks.secret_of(receiver.address))
    assert not is_signed(headers, body + b" ", webhooks.secret_of(receiver.address))
    assert not is_signed(headers, body, webhooks.secret_of("https://another.example/"))
    assert headers["webhook-id"] == str(number)
    assert set(json.loads(body)) == {"type", "id", "data"}
    assert outbox.get().progress is Progress.HANDED_OVER
    assert [one.pk for one in queries.unconfirmed()] == [number]


def test_a_receipt_confirms(outbox):
    with webhook_receiver(status=200, confirms=True) as receiver:
        put_hook(receiver.address)
        send_due()

    assert outbox.get().progress is Progress.CONFIRMED
    assert list(queries.unconfirmed()) == []


@pytest.mark.parametrize("says", ['{"received": "another"}', "[1]", "ok", "[" * 5000])
def test_what_is_no_receipt_confirms_nothing(outbox, says):
    with webhook_receiver(status=200, says=says) as receiver:
        put_hook(receiver.address)
        send_due()

    assert outbox.get().progress is Progress.HANDED_OVER


def test_a_second_copy_has_the_same_number(outbox):
    with webhook_receiver() as receiver:
        put_hook(receiver.address)
        send_due()
        Message.objects.update(sent_at=None)
        make_due()
        send_due()

    assert len(receiver.taken) == 2
    assert len(receiver.by_number()) == 1


@pytest.mark.parametrize("status", [500, 404, 301, 302, 307, 308])
def test_anything_but_yes_is_a_failure_and_no_redirect_is_followed(outbox, status):
    with webhook_receiver() as elsewhere, webhook_receiver(status=status, location=elsewhere.address) as receiver:
        number = put_hook(receiver.address)
        assert send_due() == 0

    assert outbox.get(pk=number).last_error == f"The receiver answered {status}, which is not yes."
    assert elsewhere.asked == 0


def test_a_receiver_that_fails_keeps_no_other_and_is_given_up_in_the_end(outbox):
    with webhook_receiver(status=500) as failing, webhook_receiver() as well:
        first, second = put_hook(failing.address), put_hook(well.address)
        assert send_due() == 1
        for _ in range(MOST_ATTEMPTS - 1):
            make_due(pk=first)
            send_due()

    assert outbox.get(pk=second).progress is Progress.HANDED_OVER
    assert outbox.get(pk=first).progress is Progress.GIVEN_UP
    assert [one.pk for one in queries.failing()] == [first]


def test_a_receiver_that_hangs_is_left_in_time_and_asked_once_a_round(outbox):
    with webhook_receiver(seconds=30) as hanging, webhook_receiver() as well:
        for _ in range(5):
            put_hook(hanging.address)
        put_hook(well.address)
        began = time.monotonic()
        assert send_due() == 1
        took = time.monotonic() - began
        assert hanging.asked == 1

    assert took < 5
    assert all("did not answer" in one.last_error for one in outbox.filter(recipient=hanging.address))


def test_a_receiver_that_takes_connections_and_says_nothing_is_left_in_time(outbox):
    with half_open() as port:
        put_hook(f"http://127.0.0.1:{port}/")
        assert send_due() == 0

    assert "did not answer" in outbox.get().last_error


def test_a_receiver_that_drips_is_left_in_time(outbox):
    with dripping() as port:
        put_hook(f"http://127.0.0.1:{port}/")
        began = time.monotonic()
        assert send_due() == 0

    assert time.monotonic() - began < 5


def test_a_receiver_that_refuses_connections_fails(outbox):
    put_hook(f"http://127.0.0.1:{free_port()}/")

    assert send_due() == 0
    assert "Connection refused" in outbox.get().last_error


def test_a_receiver_whose_name_is_gone_fails_and_keeps_no_other(outbox):
    put_hook("https://hooks.nowhere.invalid/")
    with webhook_receiver() as well:
        put_hook(well.address)
        assert send_due() == 1

    assert "did not answer" in outbox.get(recipient="https://hooks.nowhere.invalid/").last_error


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example/",
        "http://10.0.0.1/",
        "https://hooks.example:8443/",
        "https://a:b@hooks.example/",
        "http://[::/",
    ],
)
def test_hand_over_goes_to_plain_https_only(address):
    with pytest.raises(SendFailed, match="https"):
        webhooks.hand_over(webhooks.Post("1", b""), address)


def test_hand_over_goes_to_this_machine_only_in_a_trial(monkeypatch):
    monkeypatch.delenv(webhooks.LOOPBACK_SETTING)
    with webhook_receiver() as receiver, pytest.raises(SendFailed, match="plain https"):
        webhooks.hand_over(webhooks.Post("1", b""), receiver.address)

    assert receiver.asked == 0


@pytest.mark.parametrize(
    "number", ["10.1.2.3", "127.0.0.1", "169.254.169.254", "192.168.0.1", "::1", "fd00::1", "64:ff9b::a00:1"]
)
def test_hand_over_reaches_nothing_inside_a_network(monkeypatch, number):
    monkeypatch.setattr("socket.getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", (number, port))])

    with pytest.raises(SendFailed, match="private network"):
        webhooks.hand_over(webhooks.Post("1", b""), "https://inside.example/")
