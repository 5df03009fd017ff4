"""Whatever is sent, the answer is JSON that says what to do, keeps nothing, and repeats nothing of a person."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, InternalError, OperationalError, ProgrammingError, connection
from django.test import RequestFactory
from psycopg_pool import PoolTimeout

from tests.interfaces.api.intake.conftest import ADDRESS, REPORT
from tests.interfaces.api.intake.test_receiving import kept
from tideturn.engines.pathways.models import Report
from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.api.intake import body
from tideturn.interfaces.api.intake.answers import Refusal
from tideturn.interfaces.joint.intake import persons, receiving
from tideturn.interfaces.joint.intake.report import NearFatalOverdose

CANARY = "Zebedee Quillfeather"
PERSON = REPORT["person"]


def with_field(report: dict, name: str, value: object) -> dict:
    part, _, below = name.partition(".")
    return {**report, part: {**(report[part] or {}), below: value} if below else value}


def problems(answer) -> dict[str, str]:
    return {item["field"]: item["problem"] for item in answer.json()["errors"]}


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("occurred_at", 1763690040, "occurred_at"),
        ("occurred_at", "2026-11-21T02:14:00", "occurred_at"),
        ("occurred_at", "1999-12-31T23:59:59Z", "occurred_at"),
        ("occurred_at", "9999-12-31T23:59:59-23:00", "occurred_at"),
        ("occurred_at", "0001-01-01T00:00:00+14:00", "occurred_at"),
        ("occurred_at", None, "occurred_at"),
        ("person.birth_date", CANARY, "person.birth_date"),
        ("person.birth_date", "1984-02-30", "person.birth_date"),
        ("person.birth_date", "2984-02-03", "person.birth_date"),
        ("person.birth_date", "１９８４-05-19", "person.birth_date"),
        ("person.given_name", CANARY * 10, "person.given_name"),
        ("person.given_name", f"{CANARY}\x00", "person.given_name"),
        ("person.given_name", f"{CANARY}\ud800", "person.given_name"),
        ("person.given_name", [CANARY], "person.given_name"),
        ("person.address", CANARY * 100, "person.address"),
        ("person.area", CANARY, "person.area"),
        ("person.telephone", CANARY, "person.telephone"),
        ("person", CANARY, "person"),
        ("place.area", "EM-A99", "place.area"),
        ("naloxone_given", 1, "naloxone_given"),
        ("naloxone_given", "yes", "naloxone_given"),
        ("substances_suspected", [""], "substances_suspected.0"),
        ("substances_suspected", ["heroin"] * 51, "substances_suspected"),
        ("other_references", [{"agency": "x"}], "other_references.0.reference"),
        ("other_references", [{"agency": "x", "reference": "y", "name": CANARY}], "other_references.0.name"),
        ("contact", CANARY, "contact"),
        ("notes", CANARY * 600, "notes"),
        ("case_id", "x", "case_id"),
        ("\ud800", "x", "body"),
    ],
)
def test_each_field_that_cannot_be_kept_is_named_and_not_repeated(ambulance, northmark, report, field, value, named):
    answer = ambulance.send(with_field(report, field, value))

    assert answer.status_code == 422, answer.content
    assert list(problems(answer)) == [named]
    assert "Zebedee" not in answer.content.decode()
    assert kept(Report) == 0


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("occurred_at", "yesterday", "2026-11-21T02:14:00Z"),
        ("person.birth_date", "1984-02-30", "1984-05-19"),
        ("naloxone_given", "perhaps", "true or false"),
        ("contact", "maybe", "Write one of 'given',"),
        ("substances_suspected", "heroin", "Write a list"),
        ("place", [], "object of fields"),
    ],
)
def test_field_is_answered_with_what_to_write(ambulance, northmark, report, field, value, said):
    answer = ambulance.send({**report, field: value} if field == "place" else with_field(report, field, value))

    assert said in problems(answer)[field]


def test_all_fields_are_named_at_once(ambulance, northmark):
    answer = ambulance.send({"person": {"sex": 1, "chi": 2}, "contact": "x"})

    assert list(problems(answer)) == ["contact", "occurred_at", "person.chi", "person.sex"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        # The composed form of these signs is longer than they are, and so is their form without capitals.
        ("source_reference", "\u0958" * 90),
        ("source_reference", "x" * 180),
        ("other_references", [{"agency": "x" * 180, "reference": "y" * 180}]),
        ("substances_suspected", ["\u0958" * 100] * 50),
        ("notes", "\U0001f600" * 5_000),
        ("person.given_name", "\u202eRobin\u0301 — O’Neill 😀"),
        ("person.chi", "not a number"),
        ("person", dict.fromkeys(PERSON)),
        ("person", None),
        ("place", None),
    ],
)
def test_odd_but_honest_reports_are_taken(ambulance, northmark, report, field, value):
    answer = ambulance.send(with_field(report, field, value))

    assert answer.status_code == 201, answer.content


@pytest.mark.parametrize("field", ["source_reference", "conveyed_to"])
def test_text_is_measured_in_the_form_in_which_it_is_kept(ambulance, northmark, report, field):
    assert ambulance.send(with_field(report, field, "\u0958" * 150)).status_code == 422
    assert ambulance.send(with_field(report, "source_reference", "\u0390" * 100)).status_code == 422


@pytest.mark.parametrize(("ahead", "status"), [(4 * 60 + 59, 201), (5 * 60 + 5, 422)])
def test_five_minutes_ahead_is_the_senders_clock_and_more_is_a_mistake(ambulance, northmark, report, ahead, status):
    occurred_at = datetime.now(UTC) + timedelta(seconds=ahead)

    answer = ambulance.send({**report, "occurred_at": occurred_at.isoformat()})

    assert answer.status_code == status, answer.content
    if status == 422:
        assert list(problems(answer)) == ["occurred_at"]


@pytest.mark.parametrize(
    "body",
    [
        b" ", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"\xef\xbb\xbf{}", b'{"a":1,"a":2}', b'{"occurred_at": NaN}',
        b'{"x": ' + b"9" * 5000 + b"}", b"[" * 5000, b'{"x":' * 5000, b'{"x": 1e999}', b'{"\\ud800": 1, "\\ud800": 2}',
    ],
)  # fmt: skip
def test_body_that_is_no_report_is_refused(ambulance, northmark, body):
    headers = {"Idempotency-Key": str(uuid.uuid4())}

    answer = ambulance.client.post(ADDRESS, body, content_type="application/json", headers=headers)

    assert answer.status_code == 422
    assert answer.json()["errors"]


A_KEY = "0b9c7a52-6f0e-4f8a-9d55-5a4d0f7f6f01"


@pytest.mark.parametrize("key", ["", "x", "0" * 36, "{" * 4 + "a" * 32, "１" * 36, f"{A_KEY},{A_KEY}"])
def test_key_that_is_no_uuid_is_named(ambulance, northmark, key):
    headers = {"Idempotency-Key": key.encode().decode("latin-1")}
    answer = ambulance.client.post(ADDRESS, json.dumps(REPORT), content_type="application/json", headers=headers)

    assert (answer.status_code, list(problems(answer))) == (422, ["Idempotency-Key"])


def test_what_is_not_json_or_too_long_or_broken_off_is_said(ambulance, northmark, report):
    key = {"Idempotency-Key": str(uuid.uuid4())}

    as_form = ambulance.client.post(ADDRESS, {"a": "b"}, headers=key)
    long = ambulance.send({**report, "notes": "x" * 70_000})

    assert (as_form.status_code, long.status_code) == (415, 413)
    assert kept(Report) == 0


def test_body_that_was_cut_where_it_still_reads_as_json_is_refused(report):
    request = RequestFactory().post(ADDRESS, json.dumps(report), content_type="application/json")
    assert body.parsed(request) == report

    cut = RequestFactory().post(ADDRESS, json.dumps(report), content_type="application/json")
    cut.META["CONTENT_LENGTH"] = str(int(cut.META["CONTENT_LENGTH"]) + 1)

    with pytest.raises(Refusal) as refused:
        body.parsed(cut)
    assert (refused.value.status, "broke off" in refused.value.detail) == (400, True)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "Bearer \xff", "x" * 9000])
def test_unknown_missing_and_revoked_credentials_read_the_same(ambulance, make_sender, header):
    with acting(system_actor("set-up")) as by:
        credentials.revoke(prefix=credentials.prefix_of(ambulance.token), by=by)
    revoked = ambulance.send()
    headers = {} if header is None else {"Authorization": header}
    ambulance.client.defaults.pop("HTTP_AUTHORIZATION")

    answer = ambulance.send(**headers)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="intake"')
    assert (answer.content, dict(answer.headers)) == (revoked.content, dict(revoked.headers))


def test_missing_permission_is_refused_and_audited(make_sender, northmark):
    sender = make_sender("Estmark Clinic", permissions=())

    answers = [sender.send(), sender.read(str(uuid.uuid4()))]

    assert [answer.status_code for answer in answers] == [403, 403]
    with acting(system_actor("audit")):
        entries = list(Entry.objects.filter(action="refused", kind="report"))
    assert [entry.agency for entry in entries] == ["estmark-clinic"] * 2


def test_a_report_that_is_not_ones_own_is_like_one_that_never_was(ambulance, make_sender, northmark):
    theirs = make_sender("Other Ambulance").send().json()["id"]
    ids = (theirs, theirs.upper(), str(uuid.uuid4()), "x", "%00", f"{theirs}/x", f"urn:uuid:{theirs}", "a" * 3000)

    answers = [ambulance.read(one) for one in ids]

    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, str(sorted(answer.headers.items()))) for answer in answers}) == 1


def test_ids_are_not_read_in_other_spellings(ambulance, northmark):
    own = ambulance.send().json()["id"]

    assert ambulance.read(own).status_code == 200
    assert ambulance.read(f"{{{own}}}").status_code == 404
    assert ambulance.read(own.replace("-", "")).status_code == 404


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head", "trace"])
def test_other_methods_are_refused_with_those_there_are(ambulance, method):
    answer = getattr(ambulance.client, method)(ADDRESS)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")


def test_head_and_options_tell_what_get_would_and_no_more(ambulance, northmark):
    receipt = ambulance.send().json()
    address = f"{ADDRESS}{receipt['id']}/"

    get, head, options = (getattr(ambulance.client, method)(address) for method in ("get", "head", "options"))

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert ambulance.client.delete(address).status_code == 405


@pytest.mark.parametrize("path", ["", "near-fatal-overdoses", "nowhere/", "near-fatal-overdoses//", "openapi.json/"])
def test_no_address_of_intake_is_open_to_other_sites(ambulance, path):
    for method in ("get", "post", "options"):
        answer = getattr(ambulance.client, method)(f"/api/v1/intake/{path}")

        assert answer.status_code in (204, 404, 405), (method, path)
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
        assert "Set-Cookie" not in answer.headers


NOT_NOW = [
    OperationalError(psycopg.errors.DiskFull("No space left on device")),
    OperationalError(psycopg.errors.QueryCanceled(f"canceling statement for {CANARY}")),
    OperationalError(psycopg.errors.LockNotAvailable()),
    OperationalError(psycopg.errors.DeadlockDetected()),
    OperationalError(psycopg.errors.AdminShutdown()),
    OperationalError(psycopg.errors.TooManyConnections()),
    OperationalError(PoolTimeout("couldn't get a connection after 5.00 sec")),
    InternalError(psycopg.errors.ReadOnlySqlTransaction()),
    ProgrammingError(psycopg.errors.InsufficientPrivilege('could not open file "base/5/1259": Read-only file system')),
    InterfaceError("connection already closed"),
]
PLACES = [
    "tideturn.foundations.access.credentials.authenticate",
    "tideturn.engines.pathways.receipts.claim",
    "tideturn.interfaces.joint.intake.persons.find",
    "tideturn.engines.pathways.reports.take",
    "tideturn.engines.pathways.receipts.complete",
    "tideturn.foundations.audit.actions.record",
]


def raising(monkeypatch, place: str, error: Exception) -> None:
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(place, fail)


@pytest.mark.parametrize("error", NOT_NOW, ids=lambda error: type(error.args[0]).__name__)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.rpartition(".")[2])
def test_database_that_cannot_take_a_report_says_when_to_come_again(ambulance, northmark, monkeypatch, place, error):
    with monkeypatch.context() as patched:
        raising(patched, place, error)
        answer = ambulance.send()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "under the same Idempotency-Key" in answer.json()["detail"]
    assert "Zebedee" not in answer.content.decode()
    assert kept(Report) == 0


def test_fault_of_ours_is_said_and_its_words_are_not_written_down(ambulance, northmark, monkeypatch, caplog):
    with monkeypatch.context() as patched:
        raising(patched, PLACES[3], ImproperlyConfigured(f"Failing row contains ({CANARY})"))
        answer = ambulance.send()

    assert (answer.status_code, answer.headers["Retry-After"]) == (500, "5")
    assert "same Idempotency-Key" in answer.json()["detail"]
    assert "ImproperlyConfigured at" in caplog.text
    assert "Zebedee" not in answer.content.decode() + caplog.text
    assert kept(Report) == 0


@pytest.mark.parametrize(
    ("code", "current"),
    [("S12000042", "S12000042"), ("S12000007", "S12000042"), ("S08000030", "S08000030"), ("S08000027", "S08000030")],
)
def test_councils_and_boards_of_scotland_are_known_by_any_code_they_had(monkeypatch, repository, code, current):
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "scotland"))

    told = NearFatalOverdose.model_validate({"occurred_at": "2026-11-21T02:14:00Z", "place": {"area": code}})

    assert told.areas == (current,)


def test_report_that_waits_too_long_for_a_lock_is_told_to_come_again(ambulance, northmark, owner_address, monkeypatch):
    monkeypatch.setattr(receiving, "LIMITS", "set local lock_timeout = '50ms'")
    with psycopg.connect(owner_address) as holder:
        holder.execute("lock table pathways_receipt in access exclusive mode")
        answer = ambulance.send()
        holder.rollback()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert ambulance.send().status_code == 201


def test_report_that_takes_too_long_is_told_to_come_again(ambulance, northmark, monkeypatch):
    find = persons.find

    def find_slowly(*args):
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(5)")
        return find(*args)

    with monkeypatch.context() as patched:
        patched.setattr(receiving, "LIMITS", "set local statement_timeout = '50ms'")
        patched.setattr(persons, "find", find_slowly)
        assert ambulance.send().status_code == 503
    assert kept(Report) == 0
