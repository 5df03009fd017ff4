"""A body that scrutinises judges what others own, asks them, and is answered; of its own it says why it does not."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.engines.plans.speakers import AUDITORS
from tideturn.engines.plans.models import Challenge, Party, Verdict
from tideturn.foundations.access.acting import acting
from tideturn.interfaces.design.country import today

pytestmark = pytest.mark.django_db
REVIEW = "/workspace/plans/review/answer-2023/EA-01/"
VERDICT = {
    "value": "not_met", "reason": "We counted no kits (invented).",
    "stated_on-day": "1", "stated_on-month": "6", "stated_on-year": "2025",
}  # fmt: skip


def words(answer) -> str:
    return answer.content.decode()


def on(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_verdict_is_public_at_once_beside_the_claim_with_its_evidence(browsers, client: Client):
    reviewer = browsers.of("reviewer")
    evidence = {"title": "Our count", "address": "https://www.estmark.example/count"}
    assert REVIEW in words(reviewer.get("/workspace/plans/review/?which="))
    assert reviewer.post(REVIEW, VERDICT | {"title": "x"}).status_code == 422
    assert reviewer.post(REVIEW, VERDICT | evidence).status_code == 302

    public = words(client.get("/plans/answer-2023/EA-01/"))
    assert "We counted no kits (invented)." in public
    assert "https://www.estmark.example/count" in public
    assert Verdict.objects.get(organisation=AUDITORS).origin == "staff"
    api = client.get("/api/v1/commitments/answer-2023/EA-01/").json()
    assert (api["verdict"], api["verdicts"][-1]["origin"]) == ("not_met", "staff")


def test_own_body_is_not_judged_and_the_page_says_so(browsers):
    Party.objects.create(commitment_id=commitment_number(), organisation_id=AUDITORS, role="owner", order=1)
    reviewer = browsers.of("reviewer")
    page = words(reviewer.get(REVIEW))

    assert "An agency of yours answers for this." in page
    assert "Publish the verdict" not in page
    answer = reviewer.post(REVIEW, VERDICT)
    assert answer.status_code == 400
    assert "A verdict comes from somebody else" in words(answer)
    assert not Verdict.objects.filter(organisation=AUDITORS).exists()


def commitment_number() -> int:
    from tideturn.engines.plans.models import Commitment

    return Commitment.objects.get(local_id="EA-01").pk


def test_question_is_answered_by_the_owner_and_closed_by_whoever_asked(browsers):
    reviewer, editor = browsers.of("reviewer"), browsers.of("editor")
    held = on("held_on", today() + timedelta(days=3)) | {"title": "Autumn meeting"}
    assert reviewer.post("/workspace/plans/meetings/", held).status_code == 302
    assert reviewer.post("/workspace/plans/meetings/", held).status_code == 422
    assert "Autumn meeting" in words(reviewer.get(f"{REVIEW}ask/"))
    asked = {"asks": "Which areas have none?", "meeting": meeting_number(browsers)}
    assert reviewer.post(f"{REVIEW}ask/", asked).status_code == 302

    assert "Which areas have none?" in words(editor.get("/workspace/plans/"))
    say = "/workspace/plans/say/answer-2023/EA-01/government-of-estmark/"
    assert "Which areas have none?" in words(editor.get(say))
    page = question_page(browsers)
    assert reviewer.post(page, {"act": "carry", "meeting": "0"}).status_code == 422
    assert reviewer.post(page, {"act": "carry", "meeting": meeting_number(browsers)}).status_code == 302
    assert editor.post(page, {"act": "close", "outcome": "withdrawn"}).status_code == 403
    assert reviewer.post(page, {"act": "close", "outcome": "satisfied"}).status_code == 422
    assert ">answered to our satisfaction" not in words(reviewer.get(page))
    assert reviewer.post(page, {"act": "answer", "answer": "x"}).status_code == 403
    assert editor.post(page, {"act": "answer", "answer": "Southhaven (invented)."}).status_code == 302
    assert "Answered: will it do?" in words(reviewer.get("/workspace/plans/"))
    assert reviewer.post(page, {"act": "close", "outcome": "satisfied"}).status_code == 302
    assert "Answered: will it do?" not in words(reviewer.get("/workspace/plans/"))

    log = words(reviewer.get("/workspace/plans/questions/"))
    assert "answered to our satisfaction" in log
    assert "Autumn meeting" in log
    for name in ("lead", "stranger", "publisher"):
        assert browsers.of(name).get(page).status_code in (403, 404), name


def test_meeting_is_given_another_day_and_name_and_keeps_its_questions(browsers):
    reviewer = browsers.of("reviewer")
    for days, title in ((3, "Autumn meeting"), (9, "Winter meeting")):
        reviewer.post("/workspace/plans/meetings/", on("held_on", today() + timedelta(days=days)) | {"title": title})
    page = f"/workspace/plans/meetings/{meeting_number(browsers)}/"
    taken, free = (on("held_on", today() + timedelta(days=days)) for days in (9, 4))

    assert page in words(reviewer.get("/workspace/plans/meetings/"))
    assert "Autumn meeting" in words(reviewer.get(page))
    assert reviewer.post(page, free | {"title": ""}).status_code == 422
    refused = reviewer.post(page, taken | {"title": "Spring meeting"})
    assert refused.status_code == 422
    assert "There is a meeting on" in words(refused)
    assert reviewer.post(page, free | {"title": "Spring meeting"}).status_code == 302
    listed = words(reviewer.get("/workspace/plans/meetings/"))
    assert "Spring meeting" in listed
    assert "Autumn meeting" not in listed


def meeting_number(browsers) -> int:
    from tideturn.engines.plans.models import Meeting

    with acting(browsers.speakers.reviewer):
        return Meeting.objects.get(title="Autumn meeting").pk


def question_page(browsers) -> str:
    with acting(browsers.speakers.reviewer):
        return f"/workspace/plans/questions/{Challenge.objects.get().pk}/"


def test_what_changed_since_the_last_meeting_is_told(browsers):
    reviewer = browsers.of("reviewer")
    assert "in the last quarter" in words(reviewer.get("/workspace/plans/since/"))
    reviewer.post("/workspace/plans/meetings/", on("held_on", today() - timedelta(days=1)) | {"title": "Late meeting"})
    reviewer.post(REVIEW, VERDICT)

    page = words(reviewer.get("/workspace/plans/since/"))
    assert "Late meeting" in page
    assert "A verdict was added · Not met" in page


def test_first_screen_says_what_was_checked_what_changed_and_what_is_silent_longest(browsers):
    reviewer = browsers.of("reviewer")
    before = words(reviewer.get("/workspace/plans/"))
    assert "looked at 0 of 22 commitments." in before
    assert "What changed in the last quarter<span>4 changes</span>" in before
    assert before.count("Longest without a word") == 1
    reviewer.post(REVIEW, VERDICT)

    after = words(reviewer.get("/workspace/plans/"))
    assert "looked at 1 of 22 commitments. Not met: 1." in after
    assert "5 changes" in after


def test_commitment_is_found_by_its_words_its_owner_or_its_id(browsers):
    reviewer = browsers.of("reviewer")
    for typed in ("buy kits", "government estmark", "EA-01"):
        assert REVIEW in words(reviewer.get("/workspace/plans/review/", {"q": typed})), typed
    page = words(reviewer.get("/workspace/plans/review/", {"q": "<zyxwvut>"}))
    assert "Nothing holds “&lt;zyxwvut&gt;”." in page
    assert reviewer.get("/workspace/plans/review/", {"q": "buy", "page": "99"}).status_code == 400


def test_every_list_of_a_reviewer_can_be_taken_away(browsers):
    reviewer = browsers.of("reviewer")
    assert 'href="/workspace/plans/lists/overdue/table.csv"' in words(
        reviewer.get("/workspace/plans/review/?which=overdue")
    )
    assert reviewer.get("/workspace/plans/lists/overdue/table.csv").status_code == 200
    assert 'href="/changes/changes.csv?since=' in words(reviewer.get("/workspace/plans/since/"))


def test_way_back_leads_from_a_question_to_the_claim_and_from_there_to_the_owner(browsers):
    reviewer = browsers.of("reviewer")
    assert f'href="{REVIEW}"' in words(reviewer.get(f"{REVIEW}ask/"))
    reviewer.post(f"{REVIEW}ask/", {"asks": "Which areas have none?"})
    assert f'href="{REVIEW}"' in words(reviewer.get(question_page(browsers)))
    assert f'href="{REVIEW}"' not in words(browsers.of("editor").get(question_page(browsers)))
    assert 'href="/owners/government-of-estmark/"' in words(reviewer.get(REVIEW))
