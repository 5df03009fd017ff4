"""Set up an invented country in a fresh database and print the credential of its ambulance service.

Run as a program of its own, as the serving role, after the migrations: `python -m tests.faults.rig.country`.
"""

import django

AREAS = ("EM-A01", "EM-A02", "EM-A03")
AMBULANCE, NORTHMARK = "estmark-ambulance", "northmark-recovery"
DUTY_LEAD = "duty@northmark.example"


def set_up() -> str:
    """Make the agencies, a team with a duty lead and a manager, and return a credential."""
    from tideturn.foundations.access import credentials
    from tideturn.foundations.access.acting import acting, system_actor
    from tideturn.foundations.access.actions import agencies, users
    from tideturn.foundations.audit import actions as audit

    with acting(system_actor("set-up")) as actor:
        ambulance, _ = agencies.create_agency(
            name="Estmark Ambulance", kind="ambulance-service", agency_id=AMBULANCE, by=actor
        )
        agency, team = agencies.create_agency(
            name="Northmark Recovery", kind="drug-and-alcohol-service", areas=AREAS, agency_id=NORTHMARK, by=actor
        )
        agencies.ensure_national_queue(by=actor)
        lead, _ = users.create_user(
            name="Dee Lead", email=DUTY_LEAD, agency=agency, role="duty-lead", team=team, by=actor
        )
        users.create_user(
            name="Max Manager", email="manager@northmark.example", agency=agency, role="agency-manager", by=actor
        )
        team.duty_lead = lead
        team.save()
        audit.record(actor=actor, action="set up", kind="country", subject=None)
        return credentials.issue(ambulance, actor)


if __name__ == "__main__":
    django.setup()
    print(set_up())  # noqa: T201 - what it is run for
