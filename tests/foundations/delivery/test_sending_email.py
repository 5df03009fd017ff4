"""Letters reach a real mail server, or wait; what is wrong with one keeps no other."""

import email
import os
import ssl
import subprocess

import pytest

from tests.foundations.delivery.conftest import AGENCY, act, put
from tests.foundations.delivery.receivers import Postbox, half_open, mail_server, only_ada
from tests.ports import free_port
from tideturn.foundations.access.models import Agency, Membership, Team, User
from tideturn.foundations.access.roles import AGENCY_MANAGER
from tideturn.foundations.delivery import mail_server as client
from tideturn.foundations.delivery import queries
from tideturn.foundations.delivery.errors import SendFailed
from tideturn.foundations.delivery.escalating import duty_list
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.sending import MOST_ATTEMPTS, send_due
from tideturn.foundations.delivery.words import Kind, Progress

pytestmark = pytest.mark.engine


@pytest.fixture
def postbox(monkeypatch):
    """A mail server that the product is told of."""
    with mail_server() as made:
        monkeypatch.setenv("TIDETURN_SMTP", made.address)
        yield made


def make_due(**which: object) -> None:
    """Let the time of the next try have come."""
    Message.objects.filter(**which).update(next_attempt_at="2020-01-01T00:00Z")


def test_send_due_hands_letters_over_oldest_first(outbox, postbox: Postbox):
    keys = [put(recipient=f"{name}@north.example") for name in "abc"]
    for order, key in enumerate(reversed(keys)):
        Message.objects.filter(pk=key).update(created_at=f"2020-01-0{order + 1}T00:00Z")

    assert send_due() == 3

    assert [envelope.rcpt_tos for envelope in postbox.taken] == [[f"{name}@north.example"] for name in "cba"]
    assert {one.progress for one in outbox.all()} == {Progress.HANDED_OVER}
    assert send_due() == 0


def test_letters_of_a_round_share_a_connection(outbox, postbox: Postbox):
    for name in "abcd":
        put(recipient=f"{name}@north.example")

    assert send_due() == 4
    assert (postbox.greeted, len(postbox.taken)) == (1, 4)


def test_a_connection_that_the_server_closed_is_opened_anew_and_no_letter_goes_twice(outbox, postbox: Postbox):
    postbox.letters_a_connection = 2
    for name in "abcde":
        put(recipient=f"{name}@north.example")

    assert send_due() == 5
    assert (postbox.greeted, len(postbox.taken)) == (3, 5)


def test_letters_after_a_refused_one_go_on_the_same_connection(outbox, postbox: Postbox):
    """The server must not take the recipient of a letter for one of the next."""
    postbox.answer = "550 not this one"
    put(recipient="a@north.example")
    send_due()
    postbox.answer, postbox.greeted = "250 taken", 0
    make_due()
    put(recipient="b@north.example")

    assert send_due() == 2
    assert [envelope.rcpt_tos for envelope in postbox.taken] == [["a@north.example"], ["b@north.example"]]
    assert postbox.greeted == 1


def test_a_letter_names_its_message_so_that_a_second_copy_is_known(outbox, postbox: Postbox):
    number = put()
    send_due()
    # As after a death between handing over and noting it down.
    Message.objects.update(sent_at=None)
    make_due()
    send_due()

    first, second = (email.message_from_string(letter) for letter in postbox.letters)
    assert first["Message-ID"] == second["Message-ID"] == f"<{number}@tideturn.invalid>"
    assert first["X-Tideturn-Key"] == second["X-Tideturn-Key"] == str(number)
    assert first["From"] == "tideturn@north.example"


def test_a_refused_recipient_keeps_no_other_and_is_given_up_in_the_end(outbox, postbox: Postbox, monkeypatch):
    monkeypatch.setenv("TIDETURN_ON_CALL", "on-call@north.example")
    postbox.recipient_answer = "550 no such person"
    refused = put()
    assert send_due() == 0
    postbox.recipient_answer = "250 ok"
    put(recipient="other@north.example")
    assert send_due() == 1
    assert outbox.get(pk=refused).progress is Progress.FAILING

    postbox.recipient_answer = "550 no such person"
    for _ in range(MOST_ATTEMPTS - 1):
        make_due(pk=refused)
        send_due()

    given_up = outbox.get(pk=refused)
    assert given_up.progress is Progress.GIVEN_UP
    assert given_up.attempts == MOST_ATTEMPTS
    assert given_up.last_error == "The mail server refused the recipient (550 no such person)."
    notice = outbox.get(kind=Kind.MESSAGE_GIVEN_UP)
    assert (notice.recipient, notice.link) == ("on-call@north.example", given_up.link)


def test_a_notice_of_giving_up_that_is_given_up_calls_for_no_other(outbox, postbox: Postbox, monkeypatch):
    monkeypatch.setenv("TIDETURN_ON_CALL", "on-call@north.example")
    postbox.recipient_answer = "550 no"
    put(kind=Kind.MESSAGE_GIVEN_UP)
    for _ in range(MOST_ATTEMPTS):
        make_due()
        send_due()

    assert [one.progress for one in outbox.all()] == [Progress.GIVEN_UP]


@pytest.fixture
def agency(outbox):
    """An agency with a team, its duty lead and a manager, one of whom has left."""
    act(system="set-up")
    made = Agency.objects.create(pk=AGENCY, name="North Recovery", kind="recovery-service", areas=[])
    people = {
        name: User.objects.create(username=name, email=f"{name}@north.example", is_active=name != "left")
        for name in ("duty", "lead", "manager", "left")
    }
    for name in ("duty", "lead", "left"):
        Team.objects.create(agency=made, name=name, areas=[], pathways=[], duty_lead=people[name])
    for name in ("manager", "left"):
        Membership.objects.create(user=people[name], agency=made, role=AGENCY_MANAGER.id, since="2020-01-01T00:00Z")
    act(system="delivery")
    return made


def test_the_people_on_duty_are_told_by_another_address(agency, postbox: Postbox):
    postbox.recipient_answer = "550 no"
    put(recipient="duty@north.example", agency=AGENCY)
    for _ in range(MOST_ATTEMPTS):
        make_due()
        send_due()

    told = Message.objects.filter(kind=Kind.MESSAGE_GIVEN_UP)
    assert {one.recipient for one in told} == {"lead@north.example", "manager@north.example"}
    assert {one.agency for one in told} == {AGENCY}


def test_the_duty_list_of_no_agency_is_empty(outbox):
    assert duty_list("") == ()


def test_a_letter_the_server_will_not_take_is_tried_again(outbox, postbox: Postbox):
    postbox.answer = "451 not now"
    number = put()
    send_due()

    assert outbox.get(pk=number).last_error == "The mail server refused the message (451 not now)."
    postbox.answer = "250 taken"
    assert send_due() == 0, "it is not tried again at once"
    make_due()
    assert send_due() == 1


def test_a_mail_server_that_is_away_costs_no_letter_and_rests(outbox, monkeypatch):
    monkeypatch.setenv("TIDETURN_SMTP", f"smtp://127.0.0.1:{free_port()}?tls=none")
    for _ in range(3):
        put()

    assert send_due() == 0

    assert {one.attempts for one in outbox.all()} == {0}
    assert all(one.last_error.startswith("The mail server did not answer") for one in outbox.all())
    assert not outbox.due().exists()
    with mail_server() as back:
        monkeypatch.setenv("TIDETURN_SMTP", back.address)
        make_due()
        assert send_due() == 3


def test_a_mail_server_that_never_speaks_is_left_in_time(outbox, monkeypatch):
    monkeypatch.setattr(client, "SECONDS_TO_ANSWER", 0.3)
    with half_open() as port:
        monkeypatch.setenv("TIDETURN_SMTP", f"smtp://127.0.0.1:{port}?tls=none")
        number = put()
        send_due()

    assert "did not answer" in outbox.get(pk=number).last_error


def test_a_mail_server_whose_name_is_gone_closes_the_road(outbox, monkeypatch):
    monkeypatch.setenv("TIDETURN_SMTP", "smtp://mail.nowhere.invalid?from=tideturn@north.example")
    number = put()
    send_due()

    assert outbox.get(pk=number).progress is Progress.WAITING
    assert "did not answer" in outbox.get(pk=number).last_error


def test_a_setting_that_is_no_address_says_what_one_looks_like(outbox, monkeypatch):
    monkeypatch.setenv("TIDETURN_SMTP", "mail.north.example")
    number = put()
    send_due()

    assert "Give smtp://user:password@host:587" in outbox.get(pk=number).last_error


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("smtp://ada:p%40ss@mail.example", ("mail.example", 587, "starttls", "tideturn@mail.example", "ada", "p@ss")),
        ("smtps://a%40b.example:x@mail.example", ("mail.example", 465, "implicit", "a@b.example", "a@b.example", "x")),
        ("smtp://mail.example:25?tls=none&from=t@b.example", ("mail.example", 25, "none", "t@b.example", "", "")),
    ],
)
def test_parse_reads_each_part(address, parts):
    server = client.parse(address)

    assert (server.host, server.port, server.tls, server.sender, server.user, server.password) == parts


@pytest.mark.parametrize(
    "address", ["smtp://", "http://mail.example", "smtp://m?tls=perhaps", "smtp://m:x", "smtp://m?x=1"]
)
def test_parse_refuses_what_is_no_mail_server(address):
    with pytest.raises(SendFailed, match="TIDETURN_SMTP"):
        client.parse(address)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of this machine's own, which nobody vouches for."""
    folder = tmp_path_factory.mktemp("secrecy")
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    words += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem"]
    try:
        subprocess.run(words, cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not here: the secret road to a mail server was not tried")
    return folder


def secrecy_of(certificate):
    """Return what a mail server answers STARTTLS with."""
    secrecy = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secrecy.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    return secrecy


def test_a_letter_goes_secretly_and_signed_in_where_it_is_to(outbox, monkeypatch, certificate):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))
    settings = {"tls_context": secrecy_of(certificate), "authenticator": only_ada, "auth_required": True}
    with mail_server(require_starttls=True, **settings) as postbox:
        monkeypatch.setenv("TIDETURN_SMTP", f"smtp://ada:p%40ss@127.0.0.1:{postbox.port}")
        put()
        assert send_due() == 1

        monkeypatch.setenv("TIDETURN_SMTP", f"smtp://ada:wrong@127.0.0.1:{postbox.port}")
        refused = put()
        assert send_due() == 0
    said = outbox.get(pk=refused).last_error
    assert said == "The mail server refused our user or password (535). Mend TIDETURN_SMTP."


def test_a_mail_server_that_nobody_vouches_for_gets_nothing(outbox, monkeypatch, certificate):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with mail_server(tls_context=secrecy_of(certificate)) as postbox:
        monkeypatch.setenv("TIDETURN_SMTP", f"smtp://127.0.0.1:{postbox.port}")
        put()

        assert send_due() == 0
        assert postbox.taken == []


def test_no_letter_without_secrecy_where_the_server_offers_none(outbox, monkeypatch, postbox: Postbox):
    monkeypatch.setenv("TIDETURN_SMTP", f"smtp://127.0.0.1:{postbox.port}")
    put()

    assert send_due() == 0
    assert postbox.taken == []


def test_without_a_mail_server_a_letter_is_kept_whole_and_once(outbox, state):
    number = put()
    send_due()
    Message.objects.update(sent_at=None)
    make_due()
    send_due()

    assert os.listdir(state / "outgoing") == [f"{number}.eml"]
    [kept] = queries.kept_in_folder()
    assert (kept.number, kept.recipient) == (number, "duty@north.example")
    assert kept.subject == "Tideturn: A clock has run out"
    assert outbox.get().link in kept.text


def test_kept_letters_are_shown_to_their_own_agency(outbox, state):
    put()
    send_due()

    act(agency=AGENCY)
    assert len(queries.kept_in_folder()) == 1
    act(agency="another-agency")
    assert queries.kept_in_folder() == []


def test_a_folder_that_takes_no_file_closes_the_road(outbox, state):
    (state / "outgoing").write_text("a file where the folder should be")
    number = put()

    assert send_due() == 0
    assert "took no file" in outbox.get(pk=number).last_error
