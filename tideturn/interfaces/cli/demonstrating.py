"""`tideturn demonstrate`: fill the invented country, and say how one signs in there."""

import os
from pathlib import Path

import click

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.refusal import Refusal

OWNER_ONLY = 0o600


@click.command("demonstrate")
@click.option("--code", "email", metavar="EMAIL", help="Only print the code that this person's phone would show now.")
@click.option("--keep", type=click.Path(path_type=Path), help="Write the sign-ins into this file instead.")
def command(email: str | None, keep: Path | None) -> None:
    """Fill an invented country with people and cases, and print how one signs in there; refused in any other."""
    open_register()
    from tideturn.interfaces.joint.demonstration import filling
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
    if keep:
        _keep(keep, _sign_ins())
    else:
        click.echo(_sign_ins())


def _sign_ins() -> str:
    from tideturn.interfaces.joint.demonstration import staff

    codes = staff.recovery_codes()
    said = [
        f"Sign in at /workspace/ with the password “{staff.PASSWORD}”. The second step takes an unused recovery code,",
        "or what `python3 -m house run --demo tideturn demonstrate --code EMAIL` prints, or an app with the secret.",
    ]
    for worker in staff.STAFF:
        left = " ".join(codes.get(worker.email, [])[:3]) or "all used"
        said += [f"{worker.email}  {worker.role}", f"  {worker.otpauth}", f"  recovery codes: {left}"]
    return "\n".join(said)


def _keep(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w") as stream:
        stream.write(f"{text}\n")


def _code(email: str) -> str:
    from tideturn.interfaces.joint.demonstration import staff

    worker = next((one for one in staff.STAFF if one.email == email), None)
    if worker is None:
        known = ", ".join(one.email for one in staff.STAFF)
        raise Refusal(f"Nobody invented signs in as {email}. Use one of: {known}.")
    return worker.code()
