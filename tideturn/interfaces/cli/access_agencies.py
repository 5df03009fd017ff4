"""`tideturn access create-agency` and `create-team`."""

import click

from tideturn.interfaces.cli.access_writing import agency_of, current_areas, setting_up, written_down

areas_option = click.option(
    "--area", "areas", multiple=True, metavar="CODE", help="The code of an area, such as S12000042; may be repeated."
)


@click.command("create-agency")
@click.option("--name", required=True, help="What people call it.")
@click.option("--kind", required=True, help="What it is, by a word of the pack: ambulance, health-board, social-work …")
@areas_option
@click.option("--id", "agency_id", help="Its id for ever; made of the name when not given.")
def create_agency(name: str, kind: str, areas: tuple[str, ...], agency_id: str | None) -> None:
    """Make an agency with its first team, which takes the cases of its areas where agencies of its kind do.

    The national queue, which takes what no area claims, is made beside the first agency, and so is
    the agency under which the public form on the website reports.
    """
    with setting_up() as actor:
        from tideturn.foundations.access.actions import agencies
        from tideturn.foundations.access.kinds import known_kind
        from tideturn.interfaces.joint.intake import self_referral
        from tideturn.packs.pathways import load_vocabularies

        areas = current_areas(areas)
        agency, team = agencies.create_agency(name=name, kind=kind, areas=areas, agency_id=agency_id, by=actor)
        queue = agencies.ensure_national_queue(by=actor)
        self_referral.ensure_agency(by=actor)
        written_down(actor, "create-agency", "agency", agency=agency.pk, kind=agency.kind, areas=list(areas))
        is_known = known_kind(agency.kind) is not None
        known = ", ".join(one.id for one in load_vocabularies().agency_kinds)
    click.echo(f"Agency {agency.pk}: {agency.name}, {agency.kind}.")
    click.echo(f"Team “{team.name}”: {_takes(team.areas, is_queue=team.pk == queue.pk)}.")
    if team.areas:
        click.echo(f"Nobody works in it yet; make somebody with `tideturn access create-user --agency {agency.pk} …`.")
    if not is_known:
        click.echo(f"The pack has no kind “{agency.kind}”, so it takes cases. The pack's kinds: {known}.", err=True)


@click.command("create-team")
@click.argument("agency_id", metavar="AGENCY")
@click.option("--name", required=True, help="What people call it.")
@areas_option
@click.option("--pathway", "pathways", multiple=True, metavar="ID", help="A pathway it takes; all when not given.")
@click.option(
    "--calendar-area", default="", metavar="CODE", help="Whose holidays it keeps; its first area's if not said."
)
def create_team(
    agency_id: str, name: str, areas: tuple[str, ...], pathways: tuple[str, ...], calendar_area: str
) -> None:
    """Make a further team of an agency."""
    with setting_up() as actor:
        from tideturn.foundations.access.actions import agencies

        team = agencies.create_team(
            agency=agency_of(agency_id),
            name=name,
            areas=current_areas(areas),
            pathways=pathways,
            calendar_area="".join(current_areas((calendar_area,) if calendar_area else ())),
            by=actor,
        )
        written_down(actor, "create-team", "team", agency=agency_id, team=str(team.pk), areas=list(areas))
    click.echo(f"Team “{team.name}” of {agency_id}: {_takes(team.areas, is_queue=False)}.")


@click.command("ensure-national-queue")
def ensure_national_queue() -> None:
    """Make the team that takes what no area claims, where it is not there yet; set-up does this."""
    with setting_up() as actor:
        from tideturn.foundations.access.actions import agencies

        queue = agencies.ensure_national_queue(by=actor)
    click.echo(f"Team “{queue.name}” {_takes(queue.areas, is_queue=True)}.")


def _takes(areas: list[str], *, is_queue: bool) -> str:
    if is_queue:
        return "takes what no area claims"
    return f"takes the cases of {', '.join(areas)}" if areas else "takes no area's cases"
