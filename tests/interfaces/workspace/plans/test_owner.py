"""An owner says how far a commitment is, sees the page as it will be, and a second person publishes it."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.engines.plans.speakers import GOVERNMENT
from tideturn.engines.plans.models import Evidence, Position, Statement
from tideturn.interfaces.design.country import today

pytestmark = pytest.mark.django_db
SAY = f"/workspace/plans/say/answer-2023/EA-01/{GOVERNMENT}/"
PAGE = "/plans/answer-2023/EA-01/"
WORDS = "Kits went to two areas (invented)."
PDF = b"%PDF-1.4\n%invented\n"


def filled(day: date | None = None, **changes):
    day = day or today()
    on = {"stated_on-day": day.day, "stated_on-month": day.month, "stated_on-year": day.year}
    return {"status": "under_way", "note": WORDS, **on, **changes}


def words(answer) -> str:
    return answer.content.decode()


def read(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def drafted(browser, **changes) -> str:
    answer = browser.post(SAY, filled(**changes))
    assert answer.status_code == 302, words(answer)
    return answer["Location"]


def publishing(browser, address):
    """Send what the page's own button sends."""
    seen = re.search(r'name="seen" value="([^"]+)"', words(browser.get(address)))
    return browser.post(address, {"act": "publish", "seen": seen[1] if seen else ""})


def test_from_the_list_to_the_public_page(browsers, client: Client):
    editor = browsers.of("editor")
    assert SAY in words(editor.get("/workspace/plans/mine/?which=overdue"))
    address = drafted(editor)

    assert WORDS in words(editor.get(f"{address}preview/"))
    assert "Nobody else sees it yet" in words(editor.get(f"{address}preview/"))
    assert WORDS not in words(client.get(PAGE))
    assert editor.post(address, {"act": "hand-in"}).status_code == 302
    assert editor.post(address, {"act": "publish"}).status_code == 403

    publisher = browsers.of("publisher")
    assert address in words(publisher.get("/workspace/plans/queue/"))
    assert WORDS in words(publisher.get(address))
    assert publishing(publisher, address).status_code == 302
    public = words(client.get(PAGE))
    assert WORDS in public
    assert "Said in this register itself" in public
    api = client.get("/api/v1/commitments/answer-2023/EA-01/").json()
    assert (api["status"], api["positions"][-1]["origin"]) == ("under_way", "staff")
    assert f",{GOVERNMENT},{WORDS}" in read(client.get("/data/register/positions.csv"))
    assert "said by Government of Estmark" in public


def test_preview_leaves_nothing_behind_and_is_kept_by_nobody(browsers, client: Client):
    editor = browsers.of("editor")
    address = drafted(editor)
    for _ in range(2):
        assert WORDS in words(editor.get(f"{address}preview/"))
        assert WORDS not in words(client.get(PAGE))

    assert not Position.objects.filter(note=WORDS).exists()


def test_form_keeps_what_was_written_and_says_what_to_mend(browsers):
    editor = browsers.of("editor")
    answer = editor.post(SAY, filled(**{"due_date-day": "1", "due_date-month": "1", "due_date-year": "2030"}))

    assert answer.status_code == 422
    assert WORDS in words(answer)
    assert "Say why the date changes" in words(answer)


def test_sent_back_with_a_word_that_the_owner_reads(browsers):
    editor, publisher = browsers.of("editor"), browsers.of("own_publisher")
    address = drafted(editor)
    editor.post(address, {"act": "hand-in"})

    assert publisher.post(address, {"act": "send-back"}).status_code == 422
    assert publisher.post(address, {"act": "send-back", "note": "Which two?"}).status_code == 302
    assert "Which two?" in words(editor.get(address))
    assert "Which two?" in words(editor.get(SAY))


def test_words_changed_behind_an_open_page_are_not_published_from_it(browsers, client: Client):
    editor, publisher = browsers.of("editor"), browsers.of("publisher")
    address = drafted(editor)
    editor.post(address, {"act": "hand-in"})
    seen = re.search(r'name="seen" value="([^"]+)"', words(publisher.get(address)))
    editor.post(address, {"act": "take-back"})
    editor.post(f"{address}evidence/", {"title": "F", "address": "https://www.estmark.example/f"})
    editor.post(address, {"act": "hand-in"})

    for stale in (seen[1], "", "yesterday", "2026-01-01"):
        answer = publisher.post(address, {"act": "publish", "seen": stale})
        assert answer.status_code == 400
        assert "wrote in this since you opened it" in words(answer)
    assert WORDS not in words(client.get(PAGE))
    assert publishing(publisher, address).status_code == 302


def test_file_is_kept_by_its_content_and_given_out_as_nothing_a_browser_runs(browsers, client: Client):
    editor, publisher = browsers.of("editor"), browsers.of("publisher")
    address = drafted(editor)
    page = SimpleUploadedFile("figures.pdf", b"<html><script>alert(1)</script>", "application/pdf")
    refused = editor.post(f"{address}evidence/", {"title": "Figures", "file": page})
    assert refused.status_code == 422
    assert "this is a page, a drawing or a program" in words(refused)

    kept = SimpleUploadedFile("../../fig<ures>.html", PDF, "text/html")
    assert editor.post(f"{address}evidence/", {"title": "Figures", "file": kept}).status_code == 302
    editor.post(address, {"act": "hand-in"})
    publishing(publisher, address)
    one = Evidence.objects.get(title="Figures")
    answer = client.get(f"{PAGE}evidence/{one.pk}/")

    assert f"{PAGE}evidence/{one.pk}/" in words(client.get(PAGE))
    assert answer.getvalue() == PDF
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="fig-ures.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(f"/plans/answer-2023/EA-00/evidence/{one.pk}/").status_code == 404


def test_evidence_is_one_of_a_link_and_a_file(browsers):
    editor = browsers.of("editor")
    address = drafted(editor)
    both = {"title": "F", "address": "https://www.estmark.example/f", "file": SimpleUploadedFile("f.pdf", PDF)}

    assert editor.post(f"{address}evidence/", {"title": "F"}).status_code == 422
    assert editor.post(f"{address}evidence/", both).status_code == 422
    assert editor.post(f"{address}evidence/", {"title": "F", "address": "javascript:alert(1)"}).status_code == 422
    assert editor.post(f"{address}evidence/", {"title": "F", "address": both["address"]}).status_code == 302
    assert editor.post(f"{address}evidence/", {"remove": "0"}).status_code == 302
    assert editor.post(f"{address}evidence/", {"remove": "0"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["http://192.168.0.1/", "https://localhost/f", "https://[::1]/f", "https://8.8.8.8/"]
)
def test_evidence_that_readers_could_not_open_is_refused(browsers, address):
    editor = browsers.of("editor")
    refused = editor.post(f"{drafted(editor)}evidence/", {"title": "F", "address": address})

    assert refused.status_code == 422
    assert "Readers cannot open that address" in words(refused)


def test_evidence_is_of_a_day_that_has_been_and_says_so(browsers):
    editor = browsers.of("editor")
    address = drafted(editor)
    shown = {"title": "F", "address": "https://www.bücher.example/f", "dated-day": "1", "dated-month": "2"}

    refused = editor.post(f"{address}evidence/", shown | {"dated-year": str(timezone.localdate().year + 1)})
    assert refused.status_code == 422
    assert "That day is still to come." in words(refused)
    assert editor.post(f"{address}evidence/", shown | {"dated-year": "2024"}).status_code == 302
    assert "of 1 February 2024" in words(editor.get(address))


def test_what_belongs_to_others_is_not_there(browsers):
    editor, lead = browsers.of("editor"), browsers.of("lead")
    address = drafted(editor)

    assert browsers.of("stranger").get(address).status_code == 404
    assert browsers.of("publisher").get(address).status_code == 404
    assert lead.get(address).status_code == 404
    assert lead.get(SAY).status_code == 403
    assert editor.get("/workspace/plans/say/answer-2023/EA-02/government-of-estmark/").status_code == 404


def test_area_lead_says_how_far_an_area_is_and_everybody_reads_it(browsers, client: Client):
    lead, publisher = browsers.of("lead"), browsers.of("own_publisher")
    say = "/workspace/plans/areas/listening-report-2022/LR-02/EM-A01/"
    assert lead.get(say.replace("A01", "A03")).status_code == 404
    listed = words(lead.get("/workspace/plans/areas/"))
    found = [
        part for part in listed.split('"') if part.startswith("/workspace/plans/areas/") and part.endswith("/EM-A01/")
    ]
    answer = lead.post(found[0], filled(note="A door is open (invented)."))
    assert answer.status_code == 302, words(answer)
    address = answer["Location"]
    lead.post(f"{address}evidence/", {"title": "The door", "address": "https://www.estmark.example/door"})
    assert "A door is open (invented)." in words(lead.get(f"{address}preview/"))
    assert lead.post(address, {"act": "hand-in"}).status_code == 302

    assert publisher.get(address).status_code == 404, "another agency's publisher"
    assert publishing(browsers.of("publisher"), address).status_code == 302
    public = words(client.get("/areas/northmark/"))
    assert "A door is open (invented)." in public
    assert "https://www.estmark.example/door" in public


def sent_by_a_page(browser, address, data):
    return browser.post(address, data, headers={"origin": "http://testserver"})


def test_what_was_written_before_the_session_ended_is_given_back(browsers):
    editor = browsers.of("editor")
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        answer = sent_by_a_page(editor, SAY, filled())

        assert answer.status_code == 403
        assert f"readonly>{WORDS}</textarea>" in words(answer)
        assert f'href="{SAY}"' in words(answer)
        assert editor.get(SAY)["Location"].startswith("/workspace/sign-in/")
    assert not Statement.objects.filter(note=WORDS).exists()


def test_what_was_written_on_a_page_of_an_earlier_session_is_given_back(browsers):
    editor = browsers.of("editor")
    editor.handler.enforce_csrf_checks = True
    answer = sent_by_a_page(editor, SAY, filled(note="<b>Kits</b> went to two areas (invented)."))

    assert answer.status_code == 403
    assert "readonly>&lt;b&gt;Kits&lt;/b&gt; went" in words(answer)


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (SAY, {}),
        (SAY, {"origin": "https://elsewhere.example"}),
        (SAY, {"origin": "http://testserver", "sec-fetch-site": "cross-site"}),
        (SAY, {"origin": "http://[", "sec-fetch-site": "same-origin"}),
        ("/workspace/report/", {"origin": "http://testserver"}),
    ],
)
def test_no_words_of_others_and_none_about_a_person_are_given_back(client, address, headers):
    client.handler.enforce_csrf_checks = True

    assert WORDS not in words(client.post(address, filled(), headers=headers))


def test_what_presses_stands_first_and_what_is_over_last(browsers):
    page = words(browsers.of("editor").get("/workspace/plans/mine/"))

    assert page.index("EA-01") < page.index("EA-00") < page.index("OD-2")


def test_what_was_handed_in_waits_and_is_not_gone_on_with(browsers):
    editor = browsers.of("editor")
    address = drafted(editor)
    assert ">Go on<" in words(editor.get("/workspace/plans/mine/"))
    assert 'href="/workspace/plans/mine/"' in words(editor.get(address))
    editor.post(address, {"act": "hand-in"})

    assert ">See what waits<" in words(editor.get("/workspace/plans/mine/"))
    assert 'href="/workspace/plans/queue/"' in words(browsers.of("publisher").get(address))


def test_area_is_called_by_its_name(browsers):
    lead = browsers.of("lead")
    form = words(lead.get("/workspace/plans/areas/listening-report-2022/LR-02/EM-A01/"))

    assert "Northmark" in form
    assert ">EM-A01" not in form
    listed = words(lead.get("/workspace/plans/areas/"))
    assert 'href="/areas/northmark/duties.csv"' in listed
    assert 'href="/areas/northmark/"' in listed
    assert "Leave it open" not in form
