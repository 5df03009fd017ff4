"""`tideturn audit`: who did or read what, and whether that still stands as it was written."""

import click

from tideturn.interfaces.cli.verbs import Verbs

# verb: module and name; a new verb is one line here and one file beside this one.
VERBS = {
    "verify": "tideturn.interfaces.cli.audit_verifying:command",
    "export": "tideturn.interfaces.cli.audit_exporting:command",
    "witness": "tideturn.interfaces.cli.audit_witnessing:command",
}


@click.group(cls=Verbs, verbs=VERBS)
def audit() -> None:
    """Who did or read what: check that nothing of it was changed, and tell a witness."""
