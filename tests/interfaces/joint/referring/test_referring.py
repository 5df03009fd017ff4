"""A referral from a listing: who answers, what becomes of it, and what comes back, to whom and to nobody else."""

import uuid

import pytest
from django.db import connection

from tests.foundations.conftest import SET_UP
from tests.interfaces.joint.referring.listings import entry_of_help, keeps
from tideturn.engines.pathways import matching, standings
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import KeyUsedForAnother, ReportNotFound
from tideturn.engines.pathways.models import Asked, Case, LikelyMatch, Report
from tideturn.engines.pathways.standings import Step
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Agency, Team
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.audit.models import Entry as AuditEntry
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.models import Wish
from tideturn.foundations.sharing.words import Stance
from tideturn.interfaces.joint.referring import answering, codes, sending, standing
from tideturn.interfaces.joint.referring.errors import NobodyAnswers, NotAgreed, NotForThisAgency, NothingToShow
from tideturn.interfaces.joint.referring.sending import Agreed, Telling, Who

ZEBEDEE = Telling(
    Who(name="Zebedee", phone="07700 900123", reach="Text first"),
    {"message": "name-only", "would-help": ["talking"]},
    "It was green.",
)
SOMEBODY = Telling(Who(name="Zebedee", family_name="Roundabout", phone="07700 900123"))
YES = Agreed(has_agreed=True, is_told=True, own_reference="AMB-77")
YES_BUT_UNTOLD = Agreed(has_agreed=True)
BACK = "We start on Monday at the side door."


def ask(service, telling=ZEBEDEE, key=None):
    return sending.ask(service, telling, key=key or uuid.uuid4())


def refer(service, by, agreed=YES, telling=ZEBEDEE, key=None):
    with acting(by):
        return sending.refer(service, telling, agreed, key=key or uuid.uuid4(), by=by)


def case_of(sent) -> Case:
    with acting(system_actor("intake")):
        return Report.objects.select_related("case__team__agency").get(pk=sent.report_id).case


def ends(write, by, case) -> None:
    write(by, case, Kind.MOVED, move="say-yes")
    closes(write, by, case)


def closes(write, by, case, **changes: object) -> None:
    said = {"move": "close", "outcome": "started", "reason": "begun", "answers": {"told-back": BACK}, **changes}
    write(by, case, Kind.MOVED, **said)


def duty_lead_of(actor):
    return actor.for_purpose("service-referral")


class TestWhoAnswers:
    """The team of an agency that keeps the entries, or nobody; and then nothing is offered."""

    def test_team_of_the_keeper_answers(self, service, northmark):
        assert answering.team_for(service) == northmark.team
        assert answering.may_be_asked_by_oneself(service)

    @pytest.mark.parametrize(
        ("changes", "of"),
        [
            ({"duty_lead": None}, "team"),
            ({"pathways": ["near-fatal-overdose"]}, "team"),
            ({"kind": "partnership"}, "agency"),
        ],
    )
    def test_nobody_answers_without_a_duty_lead_or_where_the_agency_or_team_takes_none(
        self, service, northmark, changes, of
    ):
        with acting(SET_UP):
            model, pk = (Team, northmark.team.pk) if of == "team" else (Agency, northmark.agency.pk)
            model.objects.filter(pk=pk).update(**changes)

        assert answering.team_for(service) is None
        assert not answering.may_be_asked_by_oneself(service)
        with pytest.raises(NobodyAnswers):
            ask(service)

    def test_nobody_answers_for_what_no_agency_keeps_or_what_is_not_there_any_more(self, service, northmark):
        unkept = entry_of_help("Unkept Door", "self-referral")
        gone = entry_of_help("Gone Door", "self-referral", status="defunct")
        keeps(northmark, gone)

        assert answering.team_for(unkept) is None
        assert answering.team_for(gone) is None

    def test_nobody_asks_for_themselves_where_the_service_does_not_say_so(self, northmark, service, paramedic):
        other = entry_of_help("Quiet Door", "professional-referral")
        keeps(northmark, other)

        assert not answering.may_be_asked_by_oneself(other)
        with pytest.raises(NobodyAnswers):
            ask(other)
        assert refer(other, paramedic).reference.startswith("REF-")

    def test_team_that_names_the_pathway_comes_first(self, service, northmark, worker):
        with acting(SET_UP):
            named = Team.objects.create(
                agency=northmark.agency, name="Door team", pathways=["service-referral"], duty_lead_id=worker.user_id
            )

        assert answering.team_for(service) == named


class TestAsking:
    """What somebody asks for themselves is one case of the service's team."""

    def test_is_a_case_of_the_service_with_what_was_said(self, service, northmark):
        sent = ask(service)

        case = case_of(sent)
        with acting(system_actor("intake")):
            report = Report.objects.get(pk=sent.report_id)
        assert (case.team, case.service, case.service_name) == (northmark.team, service.pk, "Harbour Door")
        assert (case.pathway, case.stage) == ("service-referral", "asked")
        assert (report.agency, report.door) == ("public", "listing")
        assert report.notes == "How and when to reach them: Text first\nIn their words: It was green."
        assert sent.team == northmark.team.name
        assert sent.answer_by is not None
        with acting(system_actor("audit")):
            assert AuditEntry.objects.filter(agency="public", action="ask service").count() == 1

    def test_same_page_is_one_case_with_one_code_and_other_words_are_refused(self, service):
        key = uuid.uuid4()

        first, again = ask(service, key=key), ask(service, key=key)

        assert first == again
        with acting(system_actor("intake")):
            assert Case.objects.filter(pathway="service-referral").count() == 1
        with pytest.raises(KeyUsedForAnother):
            ask(service, Telling(Who(phone="1")), key=key)

    def test_one_person_who_asks_two_services_has_two_cases_that_nobody_compares(self, service, northmark):
        other = entry_of_help("Hill Door", "self-referral")
        keeps(northmark, other)

        first, second = case_of(ask(service, SOMEBODY)), case_of(ask(other, SOMEBODY))

        assert first.pk != second.pk
        with acting(system_actor("intake")):
            assert not LikelyMatch.objects.exists()

    def test_without_the_service_in_the_question_both_would_be_compared(self, service, northmark, monkeypatch):
        """The control: what keeps two askings apart is the service, and nothing else."""
        blind = matching.LIKELY.replace("whole.service is not distinct", "%(service)s::uuid is not distinct")
        monkeypatch.setattr(matching, "LIKELY", blind)
        other = entry_of_help("Hill Door", "self-referral")
        keeps(northmark, other)

        ask(service, SOMEBODY)
        ask(other, SOMEBODY)

        with acting(system_actor("intake")):
            assert LikelyMatch.objects.exists()

    def test_confidential_address_comes_into_no_case(self, northmark, service):
        hidden = entry_of_help("House", "self-referral", is_hidden=True)
        keeps(northmark, hidden)

        sent = ask(hidden)

        assert case_of(sent).service_name == "House"
        with acting(system_actor("intake")), connection.cursor() as cursor:
            for table in ("pathways_case", "pathways_report", "pathways_entry", "pathways_asked", "pathways_receipt"):
                tells = "count(*) filter (where kept::text ilike '%canary%')"
                cursor.execute(f"select count(*), {tells} from {table} kept")  # noqa: S608
                rows, telling = cursor.fetchone()
                assert (rows > 0, telling) == (True, 0), table


class TestStandingForThePerson:
    """The reference and the code together show how it stands; either alone shows nothing."""

    def test_three_steps_and_what_came(self, service, duty_lead, write):
        sent = ask(service)
        assert standing.for_person(sent.reference, sent.code).step is Step.ASKED

        write(duty_lead_of(duty_lead), case_of(sent), Kind.MOVED, move="say-yes")
        typed = sent.code.replace("-", " ").lower()
        assert standing.for_person(sent.reference.lower(), typed).step is Step.ANSWERED

        closes(write, duty_lead_of(duty_lead), case_of(sent))
        shown = standing.for_person(sent.reference, sent.code)
        assert (shown.step, shown.outcome, shown.told) == (Step.ENDED, "Started", (BACK,))
        assert "Zebedee" not in repr(shown)

    def test_wrong_code_another_reference_and_a_referral_by_a_worker_show_nothing(self, service, paramedic):
        sent, other, referred = ask(service), ask(service), refer(service, paramedic)

        for reference, code in (
            (sent.reference, other.code),
            (sent.reference, ""),
            (sent.reference, sent.code[:-1]),
            ("REF-0000-0000", sent.code),
            (referred.reference, sent.code),
            (referred.reference, ""),
            ("x", "x" * 10_000),
        ):
            with pytest.raises(NothingToShow):
                standing.for_person(reference, code)

    def test_a_code_that_is_not_compared_would_show_all(self, service, monkeypatch):
        """The control: were the code not looked at, a reference alone would do."""
        sent = ask(service)
        monkeypatch.setattr(codes, "is_code_of", lambda *_: True)

        assert standing.for_person(sent.reference, "wrong").service_name == "Harbour Door"

    def test_code_is_nowhere_kept_and_made_by_this_installation_alone(self, service, settings):
        key = uuid.uuid4()
        sent = ask(service, key=key)

        settings.SECRET_KEY = "another"
        assert codes.code_of(key) != sent.code
        with acting(system_actor("intake")):
            kept = Asked.objects.get(pk=sent.report_id)
        assert sent.code.replace("-", "").encode() not in bytes(kept.code_digest)


class TestReferring:
    """Somebody at work refers a person with their yes, and hears what came of it as far as the person wants."""

    def test_goes_nowhere_without_a_yes(self, service, paramedic):
        with pytest.raises(NotAgreed):
            refer(service, paramedic, Agreed(has_agreed=False))

        with acting(system_actor("intake")):
            assert not Case.objects.exists()

    def test_goes_nowhere_from_agencies_that_the_service_does_not_name(self, northmark, service, make_place, paramedic):
        narrow = entry_of_help("Narrow Door", "ambulance-referral")
        keeps(northmark, narrow)
        police = actor_for(make_place("Estmark police", kind="police").user("Pol"))

        with pytest.raises(NotForThisAgency):
            refer(narrow, police)
        assert refer(narrow, paramedic).team == northmark.team.name

    def test_yes_is_kept_as_a_wish_and_gives_the_sender_no_sight(self, service, paramedic, northmark):
        sent = refer(service, paramedic)

        case = case_of(sent)
        with acting(system_actor("intake")):
            [wish] = Wish.objects.filter(person=case.person)
        assert (wish.stance, wish.purpose, wish.recipient_id) == ("agrees", "service-referral", northmark.agency.pk)
        assert wish.recorded_by == paramedic.name
        for by in (paramedic, paramedic.for_purpose("service-referral")):
            with acting(by):
                assert not Case.objects.exists()
                assert not Report.objects.exists()

    def test_sender_sees_standing_and_where_agreed_the_outcome(self, service, paramedic, duty_lead, write):
        told, untold = refer(service, paramedic), refer(service, paramedic, YES_BUT_UNTOLD)
        for sent in (told, untold):
            write(duty_lead_of(duty_lead), case_of(sent), Kind.NOTE_ADDED, text="Seen by the harbour")
            ends(write, duty_lead_of(duty_lead), case_of(sent))

        with acting(paramedic):
            first, second = (standing.one_for_sender(sent.report_id, paramedic) for sent in (told, untold))
            listed = standing.for_sender(standings.sent_by(paramedic), paramedic)

        assert (first.step, first.outcome, first.told, first.own_reference) == (
            Step.ENDED,
            "Started",
            (BACK,),
            "AMB-77",
        )
        assert (second.step, second.outcome, second.words, second.told) == (Step.ENDED, "", "", ())
        assert [one.outcome for one in listed] == ["", "Started"]
        for text in ("harbour", "Zebedee", "07700"):
            assert text not in repr((first, second, listed))

    def test_objection_that_came_later_takes_the_outcome_from_the_sender(self, service, paramedic, duty_lead, write):
        sent = refer(service, paramedic)
        ends(write, duty_lead_of(duty_lead), case_of(sent))
        with acting(system_actor("intake")) as intake:
            sharing.record_wish(
                person=case_of(sent).person, stance=Stance.OBJECTS, recipient_id=paramedic.agency_id, by=intake
            )

        with acting(paramedic):
            shown = standing.one_for_sender(sent.report_id, paramedic)

        assert (shown.outcome, shown.words, shown.told) == ("", "", ())

    def test_another_agency_is_told_that_there_is_nothing(self, service, paramedic, southmark):
        sent = refer(service, paramedic)
        other = southmark.actor("Olga")

        with acting(other):
            assert list(standings.sent_by(other)) == []
            with pytest.raises(ReportNotFound):
                standing.one_for_sender(sent.report_id, other)
            # Whatever is asked in Python, the database has no such row for them.
            assert not Asked.objects.exists()

    def test_no_said_with_a_reason_comes_back(self, service, paramedic, duty_lead, write):
        sent = refer(service, paramedic)
        words = "We have no doctor. Ask at Hill Door."
        write(duty_lead_of(duty_lead), case_of(sent), Kind.MOVED, move="say-no", outcome="not-this-service", reason="elsewhere-better", answers={"told-back": words})  # fmt: skip  # noqa: E501

        with acting(paramedic):
            shown = standing.one_for_sender(sent.report_id, paramedic)

        assert (shown.step, shown.outcome, shown.told) == (Step.ENDED, "Not the right service", (words,))
