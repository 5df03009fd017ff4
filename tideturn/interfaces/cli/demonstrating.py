"""`tideturn demonstrate`: fill the invented country, and say how one signs in there."""

import click

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.refusal import Refusal


@click.command("demonstrate")
@click.option("--code", "email", metavar="EMAIL", help="Only print the code that this person's phone would show now.")
def command(email: str | None) -> None:
    """Fill an invented country with people and cases, and print how one signs in there; refused in any other."""
    open_register()
    from tideturn.interfaces.joint.demonstration import filling, staff
    from tideturn.interfaces.joint.demonstration.guard import NotInvented, check_is_invented

    try:
        check_is_invented()
        if email:
            click.echo(_code(email))
            return
        added = filling.fill()
    except NotInvented as error:
        raise Refusal(str(error)) from None
    click.echo(f"Added {added.reports} reports of {added.cases} cases; all of it is invented.")
    click.echo(f"Sign in at /workspace/ with the password “{staff.PASSWORD}”; the second step takes a recovery code,")
    click.echo("or what `tideturn demonstrate --code EMAIL` prints, or an app with the secret.")
    codes = staff.recovery_codes()
    for worker in staff.STAFF:
        click.echo(f"\n{worker.email}  {worker.role}")
        click.echo(f"  {worker.otpauth}")
        click.echo(f"  recovery codes: {' '.join(codes.get(worker.email, [])[:3]) or 'all used'}")


def _code(email: str) -> str:
    from tideturn.interfaces.joint.demonstration import staff

    worker = next((one for one in staff.STAFF if one.email == email), None)
    if worker is None:
        known = ", ".join(one.email for one in staff.STAFF)
        raise Refusal(f"Nobody invented signs in as {email}. Use one of: {known}.")
    return worker.code()
