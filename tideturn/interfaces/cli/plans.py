"""`tideturn plans`: what was promised."""

import click

from tideturn.interfaces.cli.verbs import Verbs

# verb: module and name; a new verb is one line here and one file beside this one.
VERBS = {
    "read": "tideturn.interfaces.cli.reading:read",
    "load": "tideturn.interfaces.cli.loading:command",
    "attach": "tideturn.interfaces.cli.attaching:command",
    "list": "tideturn.interfaces.cli.listing:list_command",
    "show": "tideturn.interfaces.cli.listing:show_command",
    "export": "tideturn.interfaces.cli.exporting:command",
    "report": "tideturn.interfaces.cli.reporting:command",
    "let-speak": "tideturn.interfaces.cli.plans_voicing:let_speak",
    "end-speaking": "tideturn.interfaces.cli.plans_voicing:end_speaking",
    "check": "tideturn.interfaces.cli.checking:command",
}


@click.group(cls=Verbs, verbs=VERBS)
def plans() -> None:
    """Published plans: read documents, and keep what was promised."""
