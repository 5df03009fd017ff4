"""What intake writes into the chains of the sender and of the agency that holds the case."""

from tests.interfaces.joint.conftest import ROBIN, sending
from tideturn.engines.pathways.models import Report
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.audit import queries
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.joint.intake.receiving import receive


def chain(agency_id: str) -> list[tuple[str, str, str, dict]]:
    with queries.seeing_every_chain():
        entries = Entry.objects.filter(agency=agency_id).order_by("sequence")
        return [(entry.action, entry.kind, str(entry.subject), entry.detail) for entry in entries]


def test_chain_of_the_sender_does_not_tell_whether_a_report_joined_another(tell, northmark):
    opening: Report = tell("Ambulance", source_reference="EAS-7", person=ROBIN)
    joining: Report = tell("Police", other_references=[{"agency": "ambulance", "reference": "EAS-7"}], person=ROBIN)

    assert opening.case_id == joining.case_id
    for report in (opening, joining):
        assert chain(report.agency) == [("report", "report", str(report.id), {"door": "api"})]
    assert [entry[:3] for entry in chain(northmark.agency.pk)] == [
        ("open", "case", str(opening.case_id)),
        ("report joined", "case", str(opening.case_id)),
    ]


def test_a_user_of_another_agency_has_no_number_in_the_holders_chain(northmark, make_place, duty_lead):
    elsewhere = make_place("Elsewhere", "EM-A02")
    user = elsewhere.user("Wren")
    receive(sending(), sender=actor_for(user))
    receive(sending(hours_ago=30), sender=duty_lead)

    with queries.seeing_every_chain():
        theirs = list(Entry.objects.filter(agency=elsewhere.agency.pk).values_list("actor", flat=True))
        ours = list(
            Entry.objects.filter(agency=northmark.agency.pk).order_by("sequence").values_list("actor", "action")
        )
    assert theirs == [f"Wren (user {user.pk})"]
    own = f"{duty_lead.name} (user {duty_lead.user_id})"
    assert ours == [("Wren", "open"), (own, "report"), (own, "open")]
