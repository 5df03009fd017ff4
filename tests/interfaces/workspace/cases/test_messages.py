"""Messages as their page shows them: a page at a time, and to who answers for some teams those of their cases."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from tests.foundations.conftest import SET_UP
from tests.interfaces.website import reading
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions.agencies import create_team
from tideturn.foundations.access.models import User
from tideturn.foundations.delivery.models import Message
from tideturn.interfaces.workspace.pages import messages

pytestmark = pytest.mark.django_db
ADDRESS = "/workspace/messages/"
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def message(agency: str, recipient: str, *, about: uuid.UUID | None = None, number: int = 0, **how: object) -> Message:
    """Keep a message that was handed over, or stands as said."""
    at = BEGAN + timedelta(minutes=number)
    with acting(system_actor("delivery")):
        return Message.objects.create(
            agency=agency, channel="email", recipient=recipient, kind="case-news", link="/workspace/", subject_id=about,
            dedupe_key=str(uuid.uuid4()), created_at=at, next_attempt_at=at, **(how or {"sent_at": at}),
        )  # fmt: skip


@pytest.fixture
def manager(northmark, sign_in):
    """The browser of a manager, who sees the whole agency."""
    return sign_in(northmark.user("Max", "agency-manager", in_team=False))


@pytest.fixture
def dana(duty_lead, northmark, sign_in):
    """The browser of the duty lead of one team."""
    return sign_in(User.objects.get(pk=duty_lead.user_id))


def test_many_messages_are_paged_what_failed_first(manager, northmark, monkeypatch):
    monkeypatch.setattr(messages, "PAGE_LENGTH", 3)
    agency = northmark.agency.pk
    for number in range(4):
        message(agency, f"sent{number}@example.org", number=number)
    message(agency, "failed@example.org", given_up_at=BEGAN, attempts=9)
    pages = [reading.words(manager.get(ADDRESS, {"page": page})) for page in (1, 2)]

    assert [word for word in ("failed@", "sent3@", "sent2@", "sent1@", "sent0@") if word in pages[0]] == [
        "failed@", "sent3@", "sent2@"
    ]  # fmt: skip
    assert [word for word in ("failed@", "sent3@", "sent2@", "sent1@", "sent0@") if word in pages[1]] == [
        "sent1@", "sent0@"
    ]  # fmt: skip
    assert "They stand on the first pages" in pages[1]
    assert manager.get(ADDRESS, {"page": 3}).status_code == 400


def test_duty_lead_sees_messages_of_their_teams_cases_and_their_own_alone(dana, manager, northmark, received):
    case = received()
    with acting(SET_UP):
        other = create_team(agency=northmark.agency, name="Another team", areas=["EM-A03"], by=SET_UP)
    elsewhere = received(area="EM-A03", hours_ago=40)
    assert elsewhere.team_id == other.pk
    agency = northmark.agency.pk
    message(agency, "ours@example.org", about=case.pk)
    message(agency, "theirs@example.org", about=elsewhere.pk)
    message(agency, "caldicott@example.org")
    message(agency, "dana@northmark-outreach.example")
    by_lead, by_manager = (reading.words(one.get(ADDRESS)) for one in (dana, manager))

    assert "ours@" in by_lead
    assert "dana@" in by_lead
    assert "theirs@" not in by_lead
    assert "caldicott@" not in by_lead
    assert all(word in by_manager for word in ("ours@", "theirs@", "caldicott@", "dana@"))


def test_duty_lead_lets_only_those_be_tried_again(dana, northmark, received):
    agency = northmark.agency.pk
    ours = message(agency, "ours@example.org", about=received().pk, given_up_at=BEGAN, attempts=9)
    other = message(agency, "caldicott@example.org", given_up_at=BEGAN, attempts=9)

    assert dana.post(f"{ADDRESS}{other.pk}/try-again/").status_code == 404
    assert dana.post(f"{ADDRESS}{ours.pk}/try-again/").status_code == 302
