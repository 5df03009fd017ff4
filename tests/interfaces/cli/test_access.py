"""`tideturn access`, as somebody runs it who sets up a trial."""

import json

import pytest
from click.testing import CliRunner

from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Membership, Team, User
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.cli.command import main

USER = ("create-user", "--name", "A", "--email", "a@b.example", "--agency", "tayside-nhs")

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(main, ["access", *words])


def made(*words):
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result


def listed(agency_id):
    """What the list says of one agency; set-up makes others beside it."""
    rows = json.loads(made("list", "--format", "json").stdout)
    return next(row for row in rows if row["id"] == agency_id)


@pytest.fixture
def agency():
    """A health board, made by the command."""
    made(
        "create-agency", "--name", "Tayside NHS", "--kind", "health-board", "--area", "S12000042", "--area", "S12000048"
    )
    return "tayside-nhs"


def test_create_agency_makes_its_team_and_the_national_queue(agency):
    with acting(system_actor("set-up")):
        teams = {team.agency_id: team for team in Team.objects.all()}

    assert teams["tayside-nhs"].areas == ["S12000042", "S12000048"]
    assert teams["tayside-nhs"].calendar_area == "S12000042"
    assert teams["national"].is_national_queue


def test_create_agency_says_what_it_made_and_warns_of_a_word_without_rules():
    result = made("create-agency", "--name", "Kitchen", "--kind", "soup-kitchen", "--id", "kitchen")

    assert "Agency kitchen: Kitchen, soup-kitchen." in result.stdout
    assert "The pack has no kind" in result.stderr


def test_list_on_a_terminal_shows_whole_what_other_commands_ask_for(agency):
    issued = made("issue-credential", agency).stdout.split()[0]

    shown = made("list").stdout

    assert "tayside-nhs: Tayside NHS, health-board\n  area S12000042\n  area S12000048\n  team Tayside NHS\n" in shown
    assert f"  credential {listed(agency)['credentials'][0]}\n" in shown
    assert issued not in shown


def test_create_team_takes_areas_of_its_own(agency):
    result = made("create-team", agency, "--name", "Angus", "--area", "S12000041")

    assert result.stdout == "Team “Angus” of tayside-nhs: takes the cases of S12000041.\n"


def test_issue_credential_prints_it_alone_and_once(agency):
    result = made("issue-credential", agency)

    actor = credentials.authenticate(result.stdout.strip())
    assert (actor.agency_id, set(actor.permissions)) == (agency, {"intake.near-fatal-overdoses"})


def test_revoke_credential_by_its_beginning(agency):
    text = made("issue-credential", agency, "--permission", "measures.read").stdout.strip()
    [held] = listed(agency)["credentials"]

    made("revoke-credential", held)

    assert credentials.authenticate(text) is None
    assert run("revoke-credential", held).exit_code == 2


def test_create_user_prints_a_password_that_must_be_changed(agency):
    words = ("--name", "Ada Invented", "--email", "Ada@Tayside.example", "--agency", agency, "--role", "duty-lead")
    result = made("create-user", *words)

    user = User.objects.get(email="ada@tayside.example")
    assert user.check_password(result.stdout.split()[-1])
    assert user.must_change_password
    with acting(system_actor("set-up")):
        membership = Membership.objects.select_related("team").get(user=user)
    assert (membership.role, membership.team.name) == ("duty-lead", "Tayside NHS")
    assert listed(agency)["users"] == ["ada@tayside.example (duty-lead)"]


def test_reset_user_prints_the_link_alone_and_ends_what_they_had(agency, settings):
    from tideturn.foundations.access import links

    settings.SITE_ADDRESS = "https://tideturn.example"
    made(
        "create-user", "--name", "Ada", "--email", "ada@tayside.example", "--agency", agency, "--role", "administrator"
    )
    before = User.objects.get(email="ada@tayside.example").password

    result = made("reset-user", "Ada@Tayside.example", "--reason", "Nobody is left who could")

    beginning, text = "https://tideturn.example/workspace/sign-in/link/", result.stdout.strip().split("/")[-2]
    assert result.stdout == f"{beginning}{text}/\n"
    assert "shown once" in result.stderr
    assert User.objects.get(email="ada@tayside.example").password != before
    assert links.read(text).user.email == "ada@tayside.example"
    with acting(system_actor("audit")):
        kept = {entry.agency: entry for entry in Entry.objects.filter(action="reset sign-in")}
    assert set(kept) == {"system", agency}
    assert kept[agency].detail["reason"] == "Nobody is left who could"
    assert run("reset-user", "nobody@tayside.example").exit_code == 2


def test_every_write_is_audited_and_no_secret_is(agency):
    text = made("issue-credential", agency).stdout.strip()
    made("create-user", "--name", "A", "--email", "a@b.example", "--agency", agency, "--role", "auditor")

    with acting(system_actor("audit")):
        kept = list(Entry.objects.filter(action__in=["create-agency", "issue-credential", "create-user"]))
    assert [entry.action for entry in kept] == ["create-agency", "issue-credential", "create-user"]
    assert {entry.actor for entry in kept} == {"system: set-up"}
    assert text not in str([entry.detail for entry in kept])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create-agency", "--name", "Tayside NHS", "--kind", "x"), "Choose another with --id"),
        (("create-agency", "--name", "…", "--kind", "x"), "is no id"),
        (("create-team", "nowhere", "--name", "T"), "tideturn access list"),
        (("create-team", "tayside-nhs", "--name", "Tayside NHS"), "Choose another name"),
        (("issue-credential", "nowhere"), "no agency “nowhere”"),
        (("issue-credential", "tayside-nhs", "--permission", "all"), "no permission “all”"),
        (("create-user", "--name", "A", "--email", "x", "--agency", "tayside-nhs", "--role", "auditor"), "no e-mail"),
        (
            ("create-user", "--name", "A", "--email", "a@b.example", "--agency", "tayside-nhs", "--role", "x"),
            "Use one of",
        ),
        (
            (*USER, "--role", "auditor", "--team", "T"),
            "has no team “T”",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(agency, words, said):
    result = run(*words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
