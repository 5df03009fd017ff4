"""Proposed links through the pages of the workspace; and nothing of them anywhere in public."""

import pytest
from django.test import Client

from tideturn.engines.plans.models import Link, LinkSuggestion
from tideturn.engines.plans.reading_in import linking

LINKS = "/workspace/plans/links/"
JUDGED = {"act": "accept", "relation": "continues", "confidence": "medium", "reason": "Both are about kits."}
PUBLIC = (
    *("/", "/plans/", "/plans/answer-2023/", "/plans/answer-2023/EA-01/", "/plans/answer-2023/EA-01/story.csv"),
    *("/plans/answer-2023/EA-01/embed/", "/plans/answer-2023/commitments.csv", "/summary.csv", "/search/?q=kits"),
    *("/themes/waiting/", "/themes/waiting/story.csv", "/bodies/bodies.csv", "/owners/government-of-estmark/"),
    *("/changes/changes.csv", "/changes/feed.atom", "/report/", "/data/", "/data/register/links.csv"),
    *("/data/register/commitments.csv", "/data/plans/answer-2023/links.csv"),
    *("/api/v1/commitments/answer-2023/EA-01/", "/api/v1/plans/answer-2023/", "/api/v1/commitments/"),
)


@pytest.fixture
def waiting(publisher: Client) -> list[LinkSuggestion]:
    """Links that were looked for, of the latest plan of the invented country."""
    LinkSuggestion.objects.all().delete()
    assert publisher.post(LINKS, {"plan": "answer-2023"})["Location"] == f"{LINKS}?plan=answer-2023"
    return list(linking.waiting())


def at(one: LinkSuggestion) -> str:
    return f"{LINKS}{one.pk}/"


def test_a_link_is_looked_for_judged_and_public_only_then(publisher, waiting, client):
    one = waiting[0]
    page = f"/plans/{one.later.plan_id}/{one.later.local_id}/"
    api = f"/api/v1/commitments/{one.later.plan_id}/{one.later.local_id}/"
    assert one.earlier.title in publisher.get(f"{LINKS}?plan=answer-2023").content.decode()
    assert "Words in common" in publisher.get(at(one)).content.decode()
    assert "Both are about kits." not in client.get(page).content.decode()

    assert publisher.post(at(one), JUDGED).status_code == 302

    assert "Both are about kits." in client.get(page).content.decode()
    assert "Both are about kits." in client.get(api).content.decode()
    assert "Accepted by Pia Publisher: Both are about kits." in publisher.get(LINKS).content.decode()

    assert "Take the link back" in publisher.get(at(one)).content.decode()
    assert publisher.post(at(one), {"act": "take-back", "why_not": ""}).status_code == 422
    assert publisher.post(at(one), {"act": "take-back", "why_not": "Other kits (invented)."}).status_code == 302
    assert "Both are about kits." not in client.get(page).content.decode()
    assert "Other kits (invented)." not in client.get(page).content.decode()
    assert publisher.post(at(one), {"act": "take-back", "why_not": "Again."}).status_code == 400


def test_a_link_is_refused_with_a_word_for_good(publisher, waiting):
    one = waiting[0]
    assert publisher.post(at(one), {"act": "refuse", "why_not": ""}).status_code == 422

    assert publisher.post(at(one), {"act": "refuse", "why_not": "Only the words are alike."}).status_code == 302
    publisher.post(LINKS, {"plan": "answer-2023"})

    assert one.pk not in {each.pk for each in linking.waiting()}
    assert publisher.post(at(one), JUDGED).status_code == 400
    assert "Refused by Pia Publisher: Only the words are alike." in publisher.get(at(one)).content.decode()


def test_the_form_says_beside_each_reason_who_reads_it(publisher, waiting):
    page = " ".join(publisher.get(at(waiting[0])).content.decode().split())

    assert "Everybody reads them at once, and no second person looks at them first." in page
    assert "it stays in the workspace and is public nowhere" in page


def test_why_a_link_was_refused_is_read_nowhere_in_public(publisher, waiting, client):
    """The planted fault: the same words as the reason of a link that was accepted, which must be seen."""
    words, public = "Only the word kits is alike (invented).", "Both promise the kits (invented)."
    first, second = waiting[:2]
    publisher.post(at(first), {"act": "refuse", "why_not": words})
    publisher.post(at(second), {**JUDGED, "reason": public})
    pages = [f"/plans/{one.plan_id}/{one.local_id}/" for two in (first, second) for one in (two.later, two.earlier)]
    found = [*public_answers(client).values(), *(client.get(path).content for path in pages)]

    assert not [answer for answer in found if words.encode() in answer]
    assert [answer for answer in found if public.encode() in answer]


def test_a_link_judged_badly_is_asked_again(publisher, waiting):
    answer = publisher.post(at(waiting[0]), {**JUDGED, "relation": "underpins", "reason": ""})

    assert answer.status_code == 422
    assert not Link.objects.filter(entered="staff").exists()
    assert publisher.post(LINKS, {"plan": "no-such-plan"}).status_code == 422


def public_answers(client: Client) -> dict[str, bytes]:
    """Return what the public doors answer where a link, its ends or a count of links could stand."""
    found = {}
    for path in PUBLIC:
        answer = client.get(path)
        assert answer.status_code == 200, path
        found[path] = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return found


def test_no_suggestion_changes_a_byte_of_what_is_public(publisher, client):
    """The planted fault: proposed links; then one of them as a link, which must be seen in many places."""
    LinkSuggestion.objects.all().delete()
    before = public_answers(client)
    for plan in ("answer-2023", "open-doors-2016", "listening-report-2022"):
        publisher.post(LINKS, {"plan": plan})
    assert LinkSuggestion.objects.count() > 10

    after = public_answers(client)

    assert [path for path in before if before[path] != after[path]] == []
    one = linking.waiting().filter(later__local_id="EA-01").first()
    publisher.post(at(one), JUDGED)
    told = public_answers(client)
    changed = {path for path in before if before[path] != told[path]}
    assert {
        "/plans/answer-2023/EA-01/",
        "/data/register/links.csv",
        "/api/v1/commitments/answer-2023/EA-01/",
    } <= changed


def test_what_a_plan_says_twice_is_listed(publisher):
    assert "What a plan says twice" in publisher.get("/workspace/plans/doubles/").content.decode()
    assert "No two are that much alike" in publisher.get("/workspace/plans/doubles/?plan=answer-2023").content.decode()
