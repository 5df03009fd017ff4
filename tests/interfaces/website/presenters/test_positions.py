"""What was reported and what was checked: never the one for the other, and nothing before its day."""

from datetime import date
from types import SimpleNamespace

from tests.interfaces.website.presenters.things import TODAY, Rows, body, commitment
from tideturn.interfaces.website.presenters.commitment.positions import area_lines, claims_of, judgements_of


def position(by: str | None, day: date, status: str = "under_way", origin: str = "pack") -> SimpleNamespace:
    return SimpleNamespace(
        pk=1,
        by_id=by,
        by=SimpleNamespace(name=by.title()) if by else None,
        stated_on=day,
        status=status,
        as_written="Under way",
        note="",
        source="A report",
        document=None,
        address="https://example.org/report",
        evidence=Rows(),
        origin=origin,
    )


def test_claims_of_says_whether_the_owner_or_another_reports() -> None:
    rows = Rows(
        [position("council", date(2024, 1, 1)), position("auditor", date(2024, 2, 1)), position(None, date(2024, 3, 1))]
    )
    claims = claims_of(commitment(positions=rows, owners=(body("council"),)), TODAY)

    assert [claim.said for claim in claims] == [
        "Reported, 1 March 2024",
        "Auditor, 1 February 2024",
        "Council, 1 January 2024",
    ]
    assert [claim.reporter for claim in claims] == [
        "",
        "reported by a body that does not own it",
        "its owner’s own account",
    ]


def test_claims_of_says_which_was_said_in_the_register_itself() -> None:
    rows = Rows([position("council", date(2024, 1, 1), origin="staff"), position("council", date(2023, 1, 1))])
    claims = claims_of(commitment(positions=rows, owners=(body("council"),)), TODAY)

    assert [bool(claim.origin) for claim in claims] == [True, False]


def test_claims_of_leaves_out_what_was_said_later() -> None:
    rows = Rows([position("council", date(2024, 5, 1)), position("council", date(2024, 5, 2))])

    assert [claim.said for claim in claims_of(commitment(positions=rows), TODAY)] == ["Council, 1 May 2024"]


def test_claims_of_note_without_a_status_says_so() -> None:
    claims = claims_of(commitment(positions=Rows([position("council", date(2024, 1, 1), status="")])), TODAY)

    assert claims[0].label == "A note, without a status"


def test_judgements_of_names_author_organisation_and_day() -> None:
    verdict = SimpleNamespace(
        pk=1,
        value="partly_met",
        author="An Auditor",
        organisation=SimpleNamespace(name="Audit Office"),
        stated_on=date(2024, 4, 1),
        reason="Half of it stands.",
        evidence=Rows(),
    )
    judgements = judgements_of(commitment(verdicts=Rows([verdict])), TODAY)

    assert [(item.label, item.said) for item in judgements] == [
        ("Partly met", "An Auditor, Audit Office, 1 April 2024")
    ]


def test_area_lines_gives_the_latest_known_of_each_area() -> None:
    def delivery(area: str, day: date, status: str) -> SimpleNamespace:
        return SimpleNamespace(
            area_scheme="areas",
            area_code=area,
            stated_on=day,
            status=status,
            by=None,
            source="A return",
            note="",
            evidence=Rows(),
        )

    rows = Rows([
        delivery("N1", date(2024, 1, 1), "under_way"),
        delivery("N1", date(2024, 2, 1), "complete"),
        delivery("N1", date(2024, 6, 1), "paused"),
        delivery("M1", date(2024, 1, 1), "not_started"),
    ])  # fmt: skip
    lines = area_lines(commitment(area_deliveries=rows), TODAY)

    assert [(line.area, line.label) for line in lines] == [("M1", "Not started"), ("N1", "Complete")]
