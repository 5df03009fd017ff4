"""`tideturn access create-agreement`."""

from datetime import date, datetime

import click

from tideturn.interfaces.cli.access_agencies import areas_option
from tideturn.interfaces.cli.access_writing import current_areas, setting_up, written_down

day = click.DateTime(formats=["%Y-%m-%d"])


@click.command("create-agreement")
@click.option("--title", required=True, help="What people call it.")
@click.option("--party", "parties", multiple=True, required=True, metavar="AGENCY", help="An agency; two at least.")
@click.option("--purpose", "purposes", multiple=True, required=True, metavar="ID", help="The purpose of a pathway.")
@click.option("--starts", "starts_on", type=day, help="The first day; today when not given.")
@click.option("--ends", "ends_on", type=day, help="The last day; none when not given.")
@click.option("--document", default="", help="Where the signed document is kept.")
@areas_option
def create_agreement(
    title: str,
    parties: tuple[str, ...],
    purposes: tuple[str, ...],
    starts_on: datetime | None,
    ends_on: datetime | None,
    document: str,
    areas: tuple[str, ...],
) -> None:
    """Enter a sharing agreement that was signed on paper by all its parties; it is in force from its first day."""
    with setting_up() as actor:
        from tideturn.foundations.sharing import actions

        made = actions.make_agreement(
            title=title,
            parties=parties,
            purposes=purposes,
            starts_on=starts_on.date() if starts_on else _today(),
            ends_on=ends_on.date() if ends_on else None,
            areas=current_areas(areas),
            document=document,
            by=actor,
        )
        written_down(actor, "create-agreement", "agreement", agreement=made.pk, parties=made.parties)
    click.echo(f"Agreement {made.pk}, “{made.title}”: {', '.join(made.parties)} for {', '.join(made.purposes)}.")


def _today() -> date:
    from django.utils import timezone

    return timezone.localdate()
