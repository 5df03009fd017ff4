"""A message that breaks what works on it breaks nothing else, and is not sent again and again."""

import threading

import pytest
from django.db import connection

from tests.foundations.delivery.conftest import put
from tests.foundations.delivery.receivers import mail_server
from tideturn.foundations.delivery import sending
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.sending import delay, send_due

pytestmark = pytest.mark.engine

# The row cannot be written any more: a fault of the database that no check at the door foresees.
REFUSE_ONE = """
    create function pg_temp.refuse() returns trigger language plpgsql as
        $$ begin if new.recipient like 'poison%' then raise check_violation; end if; return new; end $$;
    create trigger refuse before update on delivery_message for each row execute function pg_temp.refuse()
"""


@pytest.fixture
def postbox(monkeypatch):
    """A mail server that the product is told of."""
    with mail_server() as made:
        monkeypatch.setenv("TIDETURN_SMTP", made.address)
        yield made


def test_a_row_that_cannot_be_written_keeps_no_other_and_is_never_sent(outbox, postbox):
    put(recipient="poison@north.example")
    put()
    with connection.cursor() as cursor:
        cursor.execute(REFUSE_ONE)

    assert send_due() == 1
    assert send_due() == 0
    assert [envelope.rcpt_tos for envelope in postbox.taken] == [["duty@north.example"]]


def test_a_message_that_cannot_be_made_ready_fails_alone(outbox, postbox, monkeypatch):
    made = sending.write_letter

    def stumble(**values):
        if values["recipient"].startswith("poison"):
            raise ZeroDivisionError
        return made(**values)

    monkeypatch.setattr(sending, "write_letter", stumble)
    poison = put(recipient="poison@north.example")
    put()

    assert send_due() == 1
    assert outbox.get(pk=poison).last_error == "The message could not be made ready (ZeroDivisionError)."


def test_delays_grow_to_some_six_hours_and_differ():
    delays = [delay(attempt) for attempt in range(1, sending.MOST_ATTEMPTS)]

    assert 4 * 3600 < sum(delays) < 8 * 3600
    assert delays[0] < delays[2] < delays[4]
    assert delay(3) != delay(3)


def test_two_senders_at_once_send_each_message_once(committed, postbox):
    for number in range(40):
        committed.execute(
            """insert into delivery_message
                   (id, agency, channel, recipient, kind, link, dedupe_key, attempts, last_error)
               values (gen_random_uuid(), '', 'email', 'duty@north.example', 'clock-raised', '', %s, 0, '')""",
            [str(number)],
        )
    sent: list[int] = []

    def send() -> None:
        try:
            sent.append(send_due(limit=100))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = [letter.split("X-Tideturn-Key: ")[1].split()[0] for letter in postbox.letters]
    assert sum(sent) == len(numbers) == len(set(numbers)) == 40
    assert min(sent) > 0, "one sender did it all: nothing was tried at once"
    assert committed.execute("select count(*) from delivery_message where sent_at is null").fetchone() == (0,)


def test_send_due_does_no_more_than_it_was_asked_for(outbox, postbox):
    for _ in range(3):
        put()

    assert send_due(limit=2) == 2
    assert Message.objects.due().count() == 1
