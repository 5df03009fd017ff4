"""`tideturn audit verify`: does every chain stand as it was written and as it was witnessed?"""

from pathlib import Path

import click

from tideturn.foundations.audit import verify
from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.refusal import Refusal


@click.command("verify")
@click.argument("export", required=False, type=click.Path(path_type=Path))
@click.option("--witness", "witnesses", multiple=True, type=click.Path(), help="A file of witnessed heads; repeatable.")
def command(export: Path | None, witnesses: tuple[str, ...]) -> None:
    """Check an export, or without one the database itself; exit code 1 where a chain is broken.

    The database is compared with the witnesses that are set up unless others are named, an export only with those
    named: export after the latest witnessing, or the entries in between will count as cut off.
    """
    try:
        breaks, summary = verify.verify(str(export), witnesses) if export else of_the_database(witnesses)
    except verify.Unreadable as error:
        raise Refusal(str(error)) from None
    for sentence in (*breaks, summary, "BROKEN." if breaks else "Whole."):
        click.echo(sentence)
    if breaks:
        raise SystemExit(1)


def of_the_database(witnesses: tuple[str, ...]) -> tuple[list[str], str]:
    """Return every break of the chains in the database, and a summary."""
    open_register()
    import psycopg

    from tideturn.foundations.audit import queries
    from tideturn.foundations.audit.keepers import keepers

    verifier = verify.Verifier()
    breaks: list[str] = []
    named = [(name, verify.read(name, verify.WITNESSED)) for name in witnesses]
    # The witnesses first: what they saw is in the database by now, whatever is appended meanwhile.
    for name, lines in named or [(keeper.name, keeper.lines()) for keeper in keepers()]:
        try:
            breaks += verifier.witness(name, lines)
        except psycopg.Error as error:
            reason = str(error).strip().splitlines()[:1]
            raise Refusal(f"{name} does not answer ({''.join(reason)}). Give its lines as a file: --witness.") from None
    with queries.seeing_every_chain():
        breaks += verifier.breaks(queries.entries())
    return breaks, verifier.summary()
