"""`tideturn plans load`: put a country's pack into the register."""

from pathlib import Path

import click

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.progress import progress
from tideturn.interfaces.cli.refusal import Refusal


@click.command("load")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def command(folder: Path | None) -> None:
    """Load a pack's plans into the register; running it again changes only what the pack changed."""
    open_register()
    from tideturn.engines.directory.actions.wording import keep_words
    from tideturn.engines.plans.actions.loading import STEPS, load_pack
    from tideturn.engines.plans.errors import PlansError
    from tideturn.packs.loading import PackError, pack_folder
    from tideturn.packs.loading import load_pack as read_pack

    try:
        pack = read_pack(folder)
        with progress(len(STEPS)) as step:
            changes = load_pack(pack=pack, by="command line", on_step=step)
        if pack.directory is not None and folder in (None, pack_folder()):
            # The words of the directory are published from the first day, before any feed has come.
            keep_words()
    except (PackError, PlansError) as error:
        raise Refusal(str(error)) from None
    count = sum(len(plan.commitments) for plan in pack.plans)
    click.echo(
        f"{pack.description.title}: {len(pack.plans)} plans and {count} commitments are in the register "
        f"({changes.added} rows added, {changes.changed} changed, {changes.removed} removed)."
    )
