"""A document through the pages of the workspace, to its public page; what is refused, and who may not."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.engines.plans.reading_in.conftest import LANTERN, PLAN
from tideturn.engines.plans.models import KeptFile, Plan, PlanDraft, ReadingIn

NEW = "/workspace/plans/new/"
ABOUT = {
    "title": "The Harbour Plan", "short_title": "Harbour Plan", "plan_slug": "harbour-plan-2026",
    "publisher": "government-of-estmark", "nature": "promised", "address": "https://harbours.example/plan",
    "published-day": "15", "published-month": "1", "published-year": "2026", "licence": "", "edition_of": "",
}  # fmt: skip


def upload(browser, content: bytes = PLAN.encode(), name: str = "harbour.md"):
    return browser.post(NEW, {"document": SimpleUploadedFile(name, content)})


@pytest.fixture
def read(publisher) -> ReadingIn:
    """The invented plan, uploaded and described."""
    upload(publisher)
    begun = ReadingIn.objects.get()
    assert publisher.post(f"{NEW}{begun.pk}/about/", ABOUT).status_code == 302
    return ReadingIn.objects.get()


def draft_at(order: int) -> PlanDraft:
    return PlanDraft.objects.get(order=order)


def of(draft: PlanDraft) -> str:
    return f"{NEW}drafts/{draft.pk}/"


def values(draft: PlanDraft, **changes: str) -> dict[str, str]:
    said = {
        "title": "Kits at every door",
        "wording": draft.wording,
        "kind": draft.kind,
        "number": "",
        "section": "Kits",
    }
    return {**said, "owners": "Government of Estmark", "timescale": "", **changes}


def test_from_document_to_public_page(publisher, read, client):
    for draft in PlanDraft.objects.order_by("order")[1:]:
        assert publisher.post(of(draft), {"act": "drop", "reason": "Not ours."}).status_code == 302
    first = draft_at(1)
    due = {"due_date-day": "31", "due_date-month": "12", "due_date-year": "2030"}
    assert publisher.post(of(first), values(first, act="accept", **due))["Location"] == f"{NEW}{read.pk}/"
    assert "due 31 December 2030" in publisher.get(f"{NEW}{read.pk}/").content.decode()
    assert "harbour-plan-2026" not in client.get("/plans/").content.decode()

    assert publisher.post(f"{NEW}{read.pk}/publish/")["Location"] == "/plans/harbour-plan-2026/"

    assert "Kits at every door" in client.get("/plans/harbour-plan-2026/").content.decode()
    shown = client.get("/plans/harbour-plan-2026/HP-001/").content.decode()
    assert "give a kit to everyone who asks for one at a harbour door" in shown
    assert "Government of Estmark" in shown
    assert f"harbour.md, SHA-256 {read.file_id}" in client.get("/about-the-data/").content.decode()
    assert b"HP-001" in client.get("/plans/harbour-plan-2026/commitments.csv").getvalue()
    assert client.get("/api/v1/commitments/harbour-plan-2026/HP-001/").json()["title"] == "Kits at every door"


def test_a_slip_in_what_was_published_is_corrected_and_said(publisher, read, client):
    for draft in PlanDraft.objects.order_by("order"):
        publisher.post(of(draft), values(draft, act="accept"))
    publisher.post(f"{NEW}{read.pk}/publish/")
    page, address = "/plans/harbour-plan-2026/HP-001/", "/workspace/plans/correct/harbour-plan-2026/HP-001/"
    assert address in publisher.get(f"{NEW}{read.pk}/").content.decode()
    asked = publisher.get(address).content.decode()
    assert "Everybody reads this at once" in asked
    assert "Kits at every door" in asked

    right = {"title": "A kit for whoever asks", "wording": "Kits by 2031.", "owners": "Quay Watch", "seen": "0"}
    assert publisher.post(address, right).status_code == 422, "no reason is given"
    backward = {"start_date-day": "2", "start_date-month": "1", "start_date-year": "2031",
                "due_date-day": "1", "due_date-month": "1", "due_date-year": "2031"}  # fmt: skip
    assert "before it begins" in publisher.post(address, right | backward | {"reason": "x"}).content.decode()
    assert publisher.post(address, right | {"reason": "The title was torn."})["Location"] == page
    assert publisher.post(address, right | {"reason": "Once more."}).status_code == 400, "somebody was faster"
    assert publisher.post(address, right | {"reason": "Same.", "seen": "1"}).status_code == 422

    now = client.get(page).content.decode()
    assert "A kit for whoever asks" in now
    assert "title, wording, who answers for it. The title was torn." in now
    before = re.search(rf'href="({page}\?as_of=[0-9-]+)">As it stood before', now)[1]
    then = client.get(before).content.decode()
    assert "Kits at every door" in then
    assert "A kit for whoever asks" not in then.split('id="story"')[0]
    assert "Corrected: title" in client.get("/changes/").content.decode()
    told = client.get("/api/v1/commitments/harbour-plan-2026/HP-001/").json()["corrections"]
    assert [(one["fields"], one["reason"]) for one in told] == [(["title", "wording", "owners"], "The title was torn.")]
    row = client.get("/data/register/corrections.csv").getvalue().decode().splitlines()[1]
    assert "title; wording; owners,The title was torn.,Kits at every door" in row


def test_a_plan_of_the_pack_is_corrected_in_the_pack(publisher):
    address = "/workspace/plans/correct/answer-2023/EA-01/"

    assert "corrected there" in publisher.get(address).content.decode()
    assert "corrected there" in publisher.post(address, {"title": "Mine", "reason": "x"}).content.decode()
    assert publisher.get("/workspace/plans/correct/answer-2023/EA-99/").status_code == 404


def test_nothing_is_published_unread_however_it_is_asked(publisher, read):
    """The planted fault: the page does not offer it, and whoever posts it all the same is refused."""
    assert "Publish it for everybody" not in publisher.get(f"{NEW}{read.pk}/publish/").content.decode()

    answer = publisher.post(f"{NEW}{read.pk}/publish/")

    assert answer.status_code == 400
    assert "4 drafts are not decided yet" in answer.content.decode()
    assert not Plan.objects.filter(pk="harbour-plan-2026").exists()


def test_draft_stands_beside_its_lines_with_its_doubts(publisher, read):
    shown = publisher.get(of(draft_at(2))).content.decode()

    assert 'id="line-6" class="tw-lines__read"' in shown
    assert '<a href="#line-6">6</a>' in shown
    assert "no body called “Quay Watch”" in shown


def test_doubtful_drafts_come_first_and_only_sure_ones_are_accepted_in_a_heap(publisher, read):
    PlanDraft.objects.filter(order=1).update(doubts=[])
    page = publisher.get(f"{NEW}{read.pk}/").content.decode()
    assert page.index("Quay Watch should") < page.index(">1. ")

    sent = {"draft": re.findall(r'name="draft" value="([^"]+)"', page)}
    publisher.post(f"{NEW}{read.pk}/sure/", {"draft": [*sent["draft"], str(draft_at(2).pk), "no-such-draft"]})

    assert list(PlanDraft.objects.order_by("order").values_list("decision", flat=True)) == ["accepted", "", "", ""]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "one two three four five six seven eight nine ten eleven twelve thirteen"}, "at most twelve words"),
        ({"wording": ""}, "Fill in “Wording, as published”"),
        ({"due_date-day": "31", "due_date-month": "2", "due_date-year": "2030"}, "There is no such day"),
        ({"kind": "wish"}, "What the document calls it"),
        ({"status": "half"}, "How far it is"),
        ({"money": "much"}, "“much” is not one sum."),
        ({"money": "£999999999999999 billion"}, "is not one sum."),
        ({"money": "of which £2 million"}, "is not one sum."),
        (
            {
                "start_date-day": "1", "start_date-month": "2", "start_date-year": "2031",
                "due_date-day": "1", "due_date-month": "2", "due_date-year": "2030",
            },
            "before it begins",
        ),
    ],
)  # fmt: skip
def test_a_draft_filled_in_badly_is_shown_again(publisher, read, changes, said):
    answer = publisher.post(of(draft_at(1)), values(draft_at(1), act="save", **changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert draft_at(1).title != "Kits at every door"


def test_what_the_document_says_beside_is_shown_with_its_lines_and_published(publisher, client):
    upload(publisher, LANTERN.encode(), "lantern.md")
    begun = ReadingIn.objects.get()
    about = {**ABOUT, "plan_slug": "lantern-2026", "nature": "asked"}
    publisher.post(f"{NEW}{begun.pk}/about/", about)
    draft = draft_at(1)
    listed, shown = publisher.get(f"{NEW}{begun.pk}/").content.decode(), publisher.get(of(draft)).content.decode()

    assert (
        "answered: Accepted in part · how far: Under way · up to £300,000 per year; £9 million; of which £2 million"
        in listed
    )
    assert "of which £2 million" in shown
    assert shown.count('<a href="#line-7">7</a>') > 5
    changed = values(draft, money="up to £300,000 per year", status="complete", acceptance="accepted", act="accept")
    publisher.post(of(draft), changed)
    publisher.post(of(draft_at(2)), {"act": "drop", "reason": "Not ours."})
    publisher.post(f"{NEW}{begun.pk}/publish/")

    assert "£300,000" in client.get("/plans/lantern-2026/L-001/").content.decode()
    said = client.get("/api/v1/commitments/lantern-2026/L-001/").json()
    assert [(one["amount"], one["per"], one["bound"]) for one in said["money"]["sums"]] == [(300_000, "year", "up_to")]
    assert said["positions"][0]["status"] == "complete"


def test_a_draft_that_changed_behind_an_open_page_is_not_decided_from_it(publisher, read):
    draft = draft_at(1)
    seen = re.search(r'name="seen" value="([^"]+)"', publisher.get(of(draft)).content.decode())[1]
    publisher.post(of(draft), values(draft, act="save", title="Kits for everybody", seen=seen))

    for act in ("accept", "save", "drop", "split", "join"):
        answer = publisher.post(of(draft), values(draft, act=act, seen=seen, reason="x", second_begins="everyone"))
        assert answer.status_code == 400
        assert "changed this draft since you opened it" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.decision, PlanDraft.objects.count()) == ("Kits for everybody", "", 4)


def test_split_join_and_take_back(publisher, read):
    assert (
        "does not stand inside"
        in publisher.post(of(draft_at(4)), {"act": "split", "second_begins": "nowhere"}).content.decode()
    )
    publisher.post(of(draft_at(4)), {"act": "split", "second_begins": "It should train"})
    assert draft_at(5).wording == "It should train a nurse in every harbour."

    publisher.post(of(draft_at(4)), {"act": "join"})
    assert (draft_at(4).wording.endswith("nurse in every harbour."), draft_at(5).decision) == (True, "dropped")

    publisher.post(of(draft_at(5)), {"act": "take-back"})
    assert draft_at(5).decision == ""
    assert publisher.post(of(draft_at(5)), {"act": "burn"}).status_code == 400


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "plan.md", "The file is empty."),
        (b"\x89PNG\r\n", "plan.pdf", "this is a PNG picture"),
        (b"It rained.", "plan.txt", "Nothing that looks like a commitment"),
        (b"%PDF-1.7 but broken", "plan.pdf", "damaged"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "plan.html", "entities of its own"),
    ],
)
def test_what_is_no_plan_is_refused_in_words_and_nothing_is_kept(publisher, content, name, said):
    answer = upload(publisher, content, name)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not KeptFile.objects.exists()


def test_a_file_too_large_is_refused(publisher, monkeypatch):
    monkeypatch.setattr("tideturn.interfaces.workspace.pages.plans.uploading.LARGEST_UPLOAD", 100)

    assert "larger than 15 MB" in upload(publisher).content.decode()
    assert publisher.post(NEW, {}).status_code == 422


def test_the_same_file_twice_is_said(publisher, read):
    assert "was uploaded before, as harbour.md" in upload(publisher).content.decode()


def test_the_document_is_given_as_a_file_and_never_as_a_page(publisher):
    page = b"<html><body><h1>Plan</h1><ul><li>The Board should mend every lamp by May 2031.</li></ul><script>1</script>"
    upload(publisher, page, "plan.html")

    answer = publisher.get(f"{NEW}{ReadingIn.objects.get().pk}/document/")

    assert (answer.getvalue(), answer["Content-Type"]) == (page, "application/octet-stream")
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == ("nosniff", True)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"<script>1" not in publisher.get(f"{NEW}{ReadingIn.objects.get().pk}/").content


def test_an_id_that_is_taken_and_an_address_that_is_none_are_said(publisher, read):
    at = f"{NEW}{read.pk}/about/"

    assert "There is a plan of this id" in publisher.post(at, {**ABOUT, "plan_slug": "answer-2023"}).content.decode()
    assert "small letters, digits" in publisher.post(at, {**ABOUT, "plan_slug": "Harbour Plan"}).content.decode()
    assert "begins with https://" in publisher.post(at, {**ABOUT, "address": "javascript:1"}).content.decode()


def test_a_new_edition_is_compared(publisher, read):
    publisher.post(f"{NEW}{read.pk}/about/", {**ABOUT, "edition_of": "open-doors-2016"})

    shown = publisher.get(f"{NEW}{read.pk}/changes/").content.decode()

    assert "What changed since" in shown
    assert "Added: 4" in shown
    assert "No document is attached to the old edition" in shown


def test_a_missed_promise_is_made_a_draft_of_its_lines(publisher, read):
    at = f"{NEW}{read.pk}/lines/"
    assert '<tr id="line-6" class="tw-lines__read">' in publisher.get(at).content.decode()
    assert "The document has lines 1 to" in publisher.post(at, {"first": "9", "last": "2"}).content.decode()

    answer = publisher.post(at, {"first": "1", "last": "1"})

    assert answer["Location"] == of(draft_at(5))
    assert draft_at(5).wording == "# Harbour Plan"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"- The Board should mend\x00 every lamp by May 2031.\n", "plan.txt"),
        (b"<html><ul><li>The Board should mend &#xD800;&#0;&#x1; every lamp.</li></ul></html>", "plan.html"),
        ("- The Board should mend \udfff every lamp.\n".encode("utf-8", "surrogatepass"), "plan.txt"),
        (b"- The Board should " + b"mend " * 4000 + b"every lamp.\n", "a" * 300 + ".md"),
        (b"- " + b"x" * 5000 + b" should mend every lamp by 2031\n", "../../etc/passwd"),
        (
            b"| What | Who | When |\n|---|---|---|\n| Mend every lamp | "
            + b"B" * 900
            + b" | "
            + b"soon " * 99
            + b" |\n",
            "t.md",
        ),
    ],
)
def test_odd_letters_and_lengths_are_kept_or_refused(publisher, content, name):
    assert upload(publisher, content, name).status_code in (302, 422)


def test_what_was_left_is_over(publisher, read):
    publisher.post(f"{NEW}{read.pk}/leave/")

    assert "It was left unpublished" in publisher.get(f"{NEW}{read.pk}/").content.decode()
    assert publisher.post(of(draft_at(1)), {"act": "join"}).status_code == 400
    assert "Accept it so" not in publisher.get(of(draft_at(1))).content.decode()


@pytest.mark.parametrize("role", ["plan-editor", "plan-reviewer", "area-lead", "administrator"])
def test_only_publishers_come_here(read, place, sign_in, role):
    browser = sign_in(place.user("Somebody Else", role))

    for address in (NEW, f"{NEW}{read.pk}/", of(draft_at(1)), "/workspace/plans/links/", "/workspace/plans/doubles/"):
        assert browser.get(address).status_code == 403
        assert browser.post(address, {"act": "join"}).status_code in (403, 405)
    assert set(PlanDraft.objects.values_list("decision", flat=True)) == {""}


def test_publisher_of_an_agency_is_told_who_reads_plans_in(read, make_place, sign_in):
    """Else one agency's publisher would read another's unpublished document, and publish in its name."""
    browser = sign_in(make_place("Another office").user("Own Publisher", "plan-publisher"))

    for address in (NEW, f"{NEW}{read.pk}/", of(draft_at(1)), "/workspace/plans/links/", "/workspace/plans/doubles/"):
        answer = browser.get(address)
        assert answer.status_code == 403
        assert "Publishers of the national agency do that for everybody" in answer.content.decode()
    assert NEW not in browser.get("/workspace/plans/").content.decode()
