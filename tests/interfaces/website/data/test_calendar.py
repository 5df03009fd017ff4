"""Due dates as a calendar: read back by a reader, the same event for ever, whatever becomes of its date."""

from datetime import date

from django.test import Client
from icalendar import Calendar

from tideturn.engines.plans.models import Commitment, DueDateRevision, Organisation

UID = "answer-2023.EA-01.due@tideturn"


def calendar(visitor: Client, address: str) -> Calendar:
    """Return a calendar that was read from an address."""
    answer = visitor.get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    content = b"".join(answer.streaming_content)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return Calendar.from_ical(content)


def events(visitor: Client, address: str) -> dict:
    """Return the events of a calendar by their UID."""
    return {str(one["uid"]): one for one in calendar(visitor, address).walk("VEVENT")}


def test_calendar_holds_the_dates_of_plans_that_have_not_ended(visitor: Client) -> None:
    found = events(visitor, "/due.ics")

    assert found[UID].decoded("dtstart") == date(2024, 12, 31)
    assert found[UID]["summary"] == "Due: EA-01 Buy kits for all three areas"
    assert str(found["listening-report-2022.LR-03.due@tideturn"]["summary"]).startswith("Asked for: LR-03 ")
    assert not any(uid.startswith("open-doors-2016.") for uid in found)
    assert any(uid.startswith("open-doors-2016.") for uid in events(visitor, "/due.ics?as_of=2016-07-01"))


def test_calendar_of_an_owner_and_of_a_plan_holds_theirs_alone(visitor: Client) -> None:
    assert {uid.split(".")[0] for uid in events(visitor, "/plans/answer-2023/due.ics")} == {"answer-2023"}
    theirs = {"answer-2023.EA-02.due@tideturn", "listening-report-2022.LR-04.due@tideturn"}
    assert set(events(visitor, "/owners/northmark-partnership/due.ics")) == theirs
    assert visitor.get("/owners/nobody/due.ics").status_code == 404
    assert visitor.get("/plans/nowhere/due.ics").status_code == 404


def test_event_stays_the_same_when_its_date_is_moved(visitor: Client) -> None:
    before = events(visitor, "/due.ics")[UID]
    DueDateRevision.objects.create(
        commitment=Commitment.objects.get(local_id="EA-01"), due_date=date(2026, 1, 1), decided_on=date(2024, 6, 1),
        by=Organisation.objects.get(pk="government-of-estmark"), reason="r", source="s",
    )  # fmt: skip
    after = events(visitor, "/due.ics")[UID]

    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)
    assert after.decoded("dtstart") == date(2026, 1, 1)
    assert "First due on 31 December 2024" in after["description"]


def test_words_of_a_title_cannot_end_the_event(visitor: Client) -> None:
    Commitment.objects.filter(local_id="EA-01").update(title="Kits\r\nEND:VEVENT; and, more")
    found = events(visitor, "/due.ics")

    assert "END:VEVENT; and, more" in str(found[UID]["summary"])
