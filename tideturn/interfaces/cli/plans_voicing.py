"""`tideturn plans let-speak` and `end-speaking`: which agency speaks for which body of the register."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tideturn.interfaces.cli.access_writing import agency_of, setting_up
from tideturn.interfaces.cli.refusal import Refusal

if TYPE_CHECKING:
    from tideturn.foundations.access.acting import Actor


@click.command("let-speak")
@click.argument("agency_id", metavar="AGENCY")
@click.argument("body_id", metavar="BODY")
@click.option("--judges", is_flag=True, help="Its reviewers judge, as this body, what others own.")
def let_speak(agency_id: str, body_id: str, judges: bool) -> None:
    """Let an agency speak for a body of the register, in the place of whichever did.

    Its editors then say how far the commitments are that this body owns. BODY is the id in the address of its page, as
    in /owners/harbour-lights/.
    """
    with _setting_up() as actor:
        from tideturn.engines.plans.actions import voicing

        agency = agency_of(agency_id)
        voice = voicing.let_speak(agency=agency, organisation_id=body_id, may_judge=judges, by=actor)
        also = ", and judges as it what others own" if judges else ""
        click.echo(f"{agency.name} speaks for {voice.organisation.name}{also}.")


@click.command("end-speaking")
@click.argument("body_id", metavar="BODY")
def end_speaking(body_id: str) -> None:
    """Let nobody speak for a body of the register any more; what was said stays."""
    with _setting_up() as actor:
        from tideturn.engines.plans.actions import voicing

        voicing.end_speaking(organisation_id=body_id, by=actor)
    click.echo(f"Nobody speaks for {body_id} any more.")


@contextmanager
def _setting_up() -> "Iterator[Actor]":
    with setting_up() as actor:
        from tideturn.engines.plans.errors import PlansError

        try:
            yield actor
        except PlansError as error:
            raise Refusal(str(error)) from None
