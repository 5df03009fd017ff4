"""`tideturn access issue-credential` and `revoke-credential`."""

import click

from tideturn.interfaces.cli.access_writing import agency_of, setting_up, written_down


@click.command("issue-credential")
@click.argument("agency_id", metavar="AGENCY")
@click.option("--permission", "permissions", multiple=True, help="What it may do; to send reports when not given.")
def issue_credential(agency_id: str, permissions: tuple[str, ...]) -> None:
    """Issue a credential to an agency's program and print it, once, alone on the output."""
    with setting_up() as actor:
        from tideturn.foundations.access import credentials
        from tideturn.foundations.access.roles import WORDS, Permission

        given = credentials.checked(permissions) or credentials.USUAL
        text = credentials.issue(agency_of(agency_id), actor, permissions=given)
        held = credentials.prefix_of(text)
        written_down(actor, "issue-credential", "credential", agency=agency_id, prefix=held, permissions=list(given))
    click.echo(text)
    may = ", ".join(WORDS[Permission(one)] for one in given)
    click.echo(f"This is shown once. With it a program may {may}. Revoke it by its beginning, {held}.", err=True)


@click.command("revoke-credential")
@click.argument("prefix", metavar="BEGINNING")
def revoke_credential(prefix: str) -> None:
    """Take a credential out of force at once, by the beginning that `tideturn access list` shows."""
    with setting_up() as actor:
        from tideturn.foundations.access import credentials

        revoked = credentials.revoke(prefix=prefix, by=actor)
        written_down(actor, "revoke-credential", "credential", agency=revoked.agency_id, prefix=revoked.prefix)
    click.echo(f"{revoked.prefix}… of {revoked.agency_id} opens nothing any more.")
