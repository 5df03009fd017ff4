"""A case opened in an emergency: by its reference alone, told at once, no oracle, and reviewed."""

import re
import uuid

import pytest
from django.test import Client

from tests.interfaces.workspace.writing.conftest import PURPOSE, case_now, seat
from tideturn.engines.people.record.models import Correction
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import User
from tideturn.foundations.audit.models import Entry as Audited
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.sharing.models import BreakGlass, Wish
from tideturn.methods.identifiers import references

ADDRESS, REVIEWS = "/workspace/break-glass/", "/workspace/break-glass/reviews/"
WHY = "She is on the phone to us and turning blue."


@pytest.fixture
def sol(southhaven) -> Client:
    """A worker of another agency, which has a Caldicott lead."""
    southhaven.user("Cal", "caldicott-lead", in_team=False)
    return seat(southhaven.user("Sol").pk)


def never(number: int = 0) -> str:
    """Return a reference whose check fits and under which there is no case."""
    return references.make("CAS", lambda alphabet: alphabet[number])


def test_case_is_opened_told_and_written_down(sol, case_id) -> None:
    reference = case_now(case_id).reference
    assert sol.get(f"/workspace/cases/{case_id}/").status_code == 404
    answer = sol.post(ADDRESS, {"reference": reference.lower().replace("-", " "), "reason": WHY})

    assert answer.url == f"/workspace/cases/{case_id}/"
    assert sol.get(answer.url).status_code == 200
    with acting(system_actor("delivery")):
        message = Message.objects.get(kind="break-glass-used")
    assert (message.recipient, message.link) == ("cal@southhaven-shelter.example", REVIEWS)
    with acting(system_actor("audit")):
        assert Audited.objects.get(action="break glass").detail["reason"] == WHY
    assert sol.post(ADDRESS, {"reference": reference, "reason": WHY}).url == answer.url
    with acting(system_actor("sharing")):
        assert BreakGlass.objects.count() == 1


def test_without_a_reason_a_hidden_case_and_none_at_all_read_the_same(sol, case_id) -> None:
    hidden, none = case_now(case_id).reference, never()
    answers = [sol.post(ADDRESS, {"reference": one, "reason": ""}) for one in (hidden, none)]
    short = [sol.post(ADDRESS, {"reference": one, "reason": "Please."}) for one in (hidden, none)]

    for pair in (answers, short):
        assert [answer.status_code for answer in pair] == [422, 422]
        assert plain(pair[0], hidden) == plain(pair[1], none)


def plain(answer, reference: str) -> str:
    """Return a page without what differs at each showing."""
    page = answer.content.decode().replace(reference, "REFERENCE")
    return re.sub(r'value="[^"]{64}"', "", page)


def test_attempt_at_what_is_not_there_counts_is_told_and_reviewed(sol, case_id, southhaven) -> None:
    for number in range(3):
        page = sol.post(ADDRESS, {"reference": never(number), "reason": WHY})
        assert page.status_code == 200
        assert "There is no case under" in page.content.decode()
    fourth = sol.post(ADDRESS, {"reference": case_now(case_id).reference, "reason": WHY})

    assert fourth.status_code == 422
    assert "the most there may be" in fourth.content.decode()
    with acting(system_actor("audit")):
        assert Audited.objects.filter(action="break glass").count() == 3
        assert Audited.objects.filter(action="break glass refused").count() == 1
    with acting(system_actor("delivery")):
        assert Message.objects.filter(kind="break-glass-used").count() == 3


def test_reference_that_cannot_be_one_counts_for_nothing(sol) -> None:
    for typed in ("CAS-0000-0000", "Robin Marsh", "NFO-7K3M-Q2XD", "'; drop table", "\x00"):
        assert sol.post(ADDRESS, {"reference": typed, "reason": WHY}).status_code == 422
    with acting(system_actor("sharing")):
        assert not BreakGlass.objects.exists()


def test_caldicott_lead_reviews_and_the_opening_ends(sol, case_id, southhaven) -> None:
    sol.post(ADDRESS, {"reference": case_now(case_id).reference, "reason": WHY})
    cal = seat(User.objects.get(email="cal@southhaven-shelter.example").pk)
    page = cal.get(REVIEWS).content.decode()
    assert case_now(case_id).reference in page
    with acting(system_actor("sharing")):
        opening = BreakGlass.objects.get()
    address = f"{REVIEWS}{opening.pk}/"
    assert WHY in cal.get(address).content.decode()
    assert cal.post(address, {"was_justified": "", "words": ""}).status_code == 422
    with acting(system_actor("audit")):
        read = Audited.objects.filter(subject=case_id, actor__startswith="Cal").order_by("sequence")
        assert list(read.values_list("action", flat=True)) == ["read in a list", *["read emergency opening"] * 2]
    assert cal.post(address, {"was_justified": "yes", "words": "Asked both."}).url == REVIEWS
    assert sol.get(f"/workspace/cases/{case_id}/").status_code == 404
    assert cal.get(address).status_code == 404


def test_reviewer_sees_what_was_read_under_an_opening_and_nothing_else(sol, case_id, report, southhaven) -> None:
    other = report(hours_ago=40)
    for one in (case_id, other):
        sol.post(ADDRESS, {"reference": case_now(one).reference, "reason": WHY})
    sol.get(f"/workspace/cases/{case_id}/")
    sol.get(f"/workspace/cases/{case_id}/sharing/")
    cal = seat(User.objects.get(email="cal@southhaven-shelter.example").pk)
    with acting(system_actor("sharing")):
        pages = {
            opening.subject_id: cal.get(f"{REVIEWS}{opening.pk}/").content.decode()
            for opening in BreakGlass.objects.all()
        }

    assert pages[case_id].index("Opened the case") < pages[case_id].index("Opened it: who sees it")
    assert "opened in an emergency" in pages[case_id]
    assert "Opened it:" not in pages[other]


def test_who_may_not_is_refused(dana, sol, make_place, case_id) -> None:
    auditor = seat(make_place("Northern council").user("Ada", "auditor", in_team=False).pk)

    assert auditor.get(ADDRESS).status_code == 403
    assert auditor.post(ADDRESS, {"reference": never(), "reason": WHY}).status_code == 403
    assert sol.get(REVIEWS).status_code == 403


def test_agency_without_a_caldicott_lead_opens_nothing(make_place, case_id) -> None:
    lone = seat(make_place("Lone shelter").user("Lou").pk)
    answer = lone.post(ADDRESS, {"reference": case_now(case_id).reference, "reason": WHY})

    assert answer.status_code == 422
    assert "no Caldicott lead" in answer.content.decode()
    assert lone.get(f"/workspace/cases/{case_id}/").status_code == 404
    assert lone.get(f"{REVIEWS}{uuid.uuid4().int % 1000}/").status_code == 403


def test_who_opened_in_an_emergency_reads_and_changes_neither_wishes_nor_the_person(sol, dana, case_id) -> None:
    objects = {"stance": "objects", "recipient": "everybody", "purpose": "anything"}
    dana.post(f"/workspace/cases/{case_id}/wishes/new/", objects)
    sol.post(ADDRESS, {"reference": case_now(case_id).reference, "reason": WHY})
    with acting(system_actor("intake")):
        before = list(Wish.objects.values())
    tried = {
        "wishes/new/": {"stance": "agrees", "recipient": "southhaven-shelter", "purpose": PURPOSE},
        f"wishes/{before[0]['id']}/withdraw/": {},
        "person/given-name/": {"value": "Nobody", "reason": "Because."},
    }
    for page, sent in tried.items():
        assert sol.get(f"/workspace/cases/{case_id}/{page}").status_code == 200
        assert sol.post(f"/workspace/cases/{case_id}/{page}", sent).status_code == 422, page

    with acting(system_actor("intake")):
        assert list(Wish.objects.values()) == before
        assert not Correction.objects.exists()
