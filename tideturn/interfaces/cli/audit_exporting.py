"""`tideturn audit export`: the audit as one file that anybody can check."""

import json
from typing import Any

import click

from tideturn.interfaces.cli.database import open_register


@click.command("export")
@click.option(
    "--out",
    "output",
    type=click.File("w", encoding="utf-8", lazy=True),
    required=True,
    help="The file; - is the screen.",
)
def command(output: Any) -> None:
    """Write every entry of every chain as a line of JSON.

    The file tells who looked at whom: keep it as you keep the cases themselves. That it was made is audited too.
    """
    open_register()
    from tideturn.foundations.audit import actions, queries

    with queries.seeing_every_chain() as auditor:
        actions.record(actor=auditor, action="export the audit", kind="audit", subject=None)
    count = 0
    with queries.seeing_every_chain():
        for entry in queries.entries():
            output.write(json.dumps(entry, ensure_ascii=False) + "\n")
            count += 1
    output.flush()
    click.echo(f"{count} entries are in {output.name}.", err=True)
