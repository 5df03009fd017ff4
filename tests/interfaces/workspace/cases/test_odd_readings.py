"""Readings that stand out: found by the worker from the audit, told to those who ask, answered by one of them.

Each planted reader is missed where the sign that finds them is taken away: the negative control.
"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.interfaces.website import reading
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.audit.models import Near, OddReading
from tideturn.foundations.delivery.models import Message
from tideturn.interfaces.joint import watching
from tideturn.interfaces.joint.watching import look_over
from tideturn.methods.looking.standing_out import Sign
from tideturn.packs.looking import load_looking

pytestmark = pytest.mark.django_db
LIST = "/workspace/readings/"


@pytest.fixture
def cal(northmark, sign_in):
    """The browser of Northmark's Caldicott lead, who is nobody's namesake."""
    return sign_in(northmark.user("Cal Ives", "caldicott-lead", in_team=False))


def found() -> list[tuple[str, int]]:
    """Look over what was read, and return each sign with the number of its cases."""
    look_over()
    with acting(system_actor("audit")):
        return [(one.sign, len(one.cases)) for one in OddReading.objects.order_by("found_at", "sign")]


def without(monkeypatch, *signs: Sign) -> None:
    """Take signs away from those that are looked for."""
    looking = load_looking()
    left = tuple(one for one in looking.signs if one.sign not in signs)
    monkeypatch.setattr(watching, "load_looking", lambda: looking.model_copy(update={"signs": left}))


def opens(browser, *cases: Case) -> None:
    for case in cases:
        assert browser.get(f"/workspace/cases/{case.pk}/").status_code == 200


def namesake(northmark, sign_in, received):
    browser = sign_in(northmark.user("Ann Marsh"))
    opens(browser, received())


def at_own_address(northmark, sign_in, received):
    browser = sign_in(northmark.user("Ann Reid"))
    browser.post("/workspace/account/near/", {"address": "14 Harbour Street, Brae", "names": ""})
    opens(browser, received(address="Flat 2, 14 Harbour St"))


def by_former_name(northmark, sign_in, received):
    browser = sign_in(northmark.user("Ann Reid"))
    browser.post("/workspace/account/near/", {"address": "", "names": "Marsh O'Neil"})
    opens(browser, received())


def closed_for_long(northmark, sign_in, received):
    browser = sign_in(northmark.user("Ann Reid"))
    cases = [received(hours_ago=30 * hours) for hours in range(1, 4)]
    with acting(system_actor("intake")):
        long_ago = timezone.now() - timedelta(days=40)
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(
            closed_at=long_ago, closed_by=northmark.user("Zed"), outcome="supported", reason="death"
        )
    opens(browser, *cases)


def of_no_team_of_theirs(northmark, sign_in, received):
    manager = sign_in(northmark.user("Max Reid", "agency-manager", in_team=False))
    opens(manager, *(received(hours_ago=30 * hours) for hours in range(1, 6)))


def many_on_one_day(northmark, sign_in, received):
    browser = sign_in(northmark.user("Ann Reid"))
    opens(browser, *(received(hours_ago=30 * hours) for hours in range(1, 11)))


PLANTED = [
    (namesake, Sign.OWN_FAMILY_NAME, 1),
    (by_former_name, Sign.OWN_FAMILY_NAME, 1),
    (at_own_address, Sign.OWN_ADDRESS, 1),
    (closed_for_long, Sign.CLOSED_CASES, 3),
    (of_no_team_of_theirs, Sign.NO_PART, 5),
    (many_on_one_day, Sign.MANY_CASES, 10),
]


@pytest.mark.parametrize(("snoop", "sign", "count"), PLANTED)
def test_planted_reader_is_found_and_missed_without_the_sign(
    snoop, sign, count, northmark, duty_lead, sign_in, received, monkeypatch
):
    snoop(northmark, sign_in, received)

    with transaction.atomic(), monkeypatch.context() as patched:
        without(patched, sign)
        assert found() == []
        transaction.set_rollback(True)
    assert found() == [(sign, count)]


def test_emergencies_are_counted_from_the_ground_that_was_written_down(
    northmark, southmark, duty_lead, sign_in, received, monkeypatch
):
    southmark.user("Cal", "caldicott-lead", in_team=False)
    sol = sign_in(southmark.user("Sol Reid"))
    cases = [received(hours_ago=30 * hours) for hours in range(1, 4)]
    for case in cases:
        answer = sol.post(
            "/workspace/break-glass/", {"reference": case.reference, "reason": "They are outside and unwell"}
        )
        opens(sol, case)
        assert answer.status_code == 302

    assert found() == [(Sign.EMERGENCIES, 3)]


def test_honest_work_is_not_asked_about(browser, mine, received, write, wyn):
    browser.get("/workspace/board/")
    opens(browser, mine, received(hours_ago=40, family_name="Ives"))
    write(mine, wyn, Kind.NOTE_ADDED, text="Spoke with them.")

    assert found() == []


def test_reading_in_a_list_is_no_reading_of_a_namesake(northmark, duty_lead, sign_in, received):
    received()
    sign_in(northmark.user("Ann Marsh")).get("/workspace/board/")

    assert found() == []


def test_same_case_is_asked_about_once_and_another_anew(northmark, duty_lead, sign_in, received):
    ann, case = sign_in(northmark.user("Ann Marsh")), received()
    opens(ann, case)
    first = found()
    opens(ann, case)
    again = found()
    opens(ann, received(hours_ago=40))

    assert (len(first), len(again), len(found())) == (1, 1, 2)


def test_who_asks_is_told_without_a_name_and_the_reader_is_not(northmark, duty_lead, sign_in, received, cal):
    namesake(northmark, sign_in, received)
    northmark.user("Aud", "auditor", in_team=False)
    found()

    with acting(system_actor("delivery")):
        told = list(Message.objects.filter(kind="odd-reading").values_list("recipient", "link"))
    assert {recipient.split("@")[0] for recipient, _link in told} == {"cal.ives", "aud"}
    assert {link for _recipient, link in told} == {LIST}


def test_question_is_answered_by_a_colleague_and_that_is_kept(northmark, duty_lead, sign_in, received, cal):
    namesake(northmark, sign_in, received)
    found()
    with acting(system_actor("audit")):
        odd = OddReading.objects.get()
    page = reading.words(cal.get(f"{LIST}{odd.pk}/"))
    empty = cal.post(f"{LIST}{odd.pk}/", {"was_in_order": "yes", "words": ""})
    answer = cal.post(f"{LIST}{odd.pk}/", {"was_in_order": "yes", "words": "No relation of hers."})

    assert "Ann Marsh" in page
    assert "bears a family name of their own" in page
    assert "Opened the case" in page
    assert (empty.status_code, answer.status_code) == (422, 302)
    assert "In order, found Cal Ives" in reading.words(cal.get(LIST))
    assert "No relation of hers." in reading.words(cal.get(f"{LIST}{odd.pk}/"))
    with acting(system_actor("audit")):
        assert OddReading.objects.get().was_in_order is True


def test_answer_once_kept_is_not_changed(northmark, duty_lead, sign_in, received, cal):
    namesake(northmark, sign_in, received)
    found()
    with acting(system_actor("audit")):
        odd = OddReading.objects.get()
    cal.post(f"{LIST}{odd.pk}/", {"was_in_order": "no", "words": "She knows them."})
    cal.post(f"{LIST}{odd.pk}/", {"was_in_order": "yes", "words": "All is well."})

    with acting(system_actor("audit")):
        assert OddReading.objects.get().answer == "She knows them."


def test_whoever_is_asked_about_sees_nothing_of_it_and_cannot_answer(northmark, duty_lead, sign_in, received):
    marsh = northmark.user("Cal Marsh", "caldicott-lead", in_team=False)
    browser = sign_in(marsh)
    opens(browser, received())
    found()
    with acting(system_actor("audit")):
        odd = OddReading.objects.get()

    assert "Nothing stands out" in reading.words(browser.get(LIST))
    assert browser.get(f"{LIST}{odd.pk}/").status_code == 404
    with acting(actor_for(marsh)):
        assert not OddReading.objects.exists()
        assert OddReading.objects.filter(pk=odd.pk).update(answer="Nothing") == 0


def test_another_agency_sees_nothing_of_it(northmark, southmark, duty_lead, sign_in, received):
    namesake(northmark, sign_in, received)
    found()

    other = sign_in(southmark.user("Cal Other", "caldicott-lead", in_team=False))
    assert "Nothing stands out" in reading.words(other.get(LIST))


def test_address_is_kept_as_a_mark_and_forgotten_when_left_empty(northmark, sign_in):
    ann = northmark.user("Ann Reid")
    browser = sign_in(ann)
    browser.post("/workspace/account/near/", {"address": "14 Harbour Street", "names": ""})
    with acting(actor_for(ann)):
        [kept] = [bytes(mark) for mark in Near.objects.values_list("mark", flat=True)]
    page = reading.words(browser.get("/workspace/account/near/"))
    browser.post("/workspace/account/near/", {"address": "", "names": ""})

    assert len(kept) == 32
    assert "An address was told on" in page
    assert "Harbour" not in page
    with acting(actor_for(ann)):
        assert not Near.objects.exists()


def test_address_that_could_not_be_found_again_is_refused(northmark, sign_in):
    browser = sign_in(northmark.user("Ann Reid"))

    answer = browser.post("/workspace/account/near/", {"address": "The old cottage", "names": ""})
    assert answer.status_code == 422
    assert "the postcode" in reading.words(answer)


def test_what_is_near_to_somebody_is_not_there_for_a_colleague(northmark, sign_in, wyn):
    sign_in(northmark.user("Ann Reid")).post("/workspace/account/near/", {"address": "14 Harbour Street", "names": ""})

    with acting(actor_for(wyn)):
        assert not Near.objects.exists()


def test_days_that_no_worker_looked_over_are_caught_up(northmark, duty_lead, sign_in, received, monkeypatch):
    opens(sign_in(northmark.user("Wyn Ash")), received(hours_ago=100))
    assert found() == []
    many_on_one_day(northmark, sign_in, received)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)

    assert found() == [(Sign.MANY_CASES, 10)]


def test_database_refuses_an_answer_by_the_reader(wyn):
    today = timezone.localdate()
    kept = {
        "agency": "northmark-outreach",
        "reader": wyn,
        "sign": Sign.NO_PART,
        "cases": [],
        "found_at": timezone.now(),
    }
    answered = {"answered_at": timezone.now(), "answered_by": wyn, "was_in_order": True, "answer": "All is well."}

    with acting(system_actor("audit")), pytest.raises(IntegrityError, match="not_by_oneself"), transaction.atomic():
        OddReading.objects.create(**kept, since=today, until=today, **answered)
