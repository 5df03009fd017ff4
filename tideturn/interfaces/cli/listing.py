"""`tideturn plans list` and `tideturn plans show`: the register on a terminal."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.refusal import Refusal

if TYPE_CHECKING:
    from tideturn.engines.plans.models import Commitment

# A terminal is narrow; these stand in the JSON and on each commitment's own `show`.
LEFT_OUT_OF_TABLES = {"owners", "last_heard", "verdict"}

NEVER_BROKEN = {"due", "published", "state"}

as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The day to look at, such as 2022-12-31; today when not given.",
)
format_option = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")


def chosen_day(as_of: datetime | None) -> date:
    """Return the day asked for, or today in the country's time zone."""
    from django.utils import timezone

    return as_of.date() if as_of else timezone.localdate()


@click.command("list")
@click.argument("plan", required=False)
@as_of_option
@click.option("--overdue", is_flag=True, help="Only what was accepted and is past its date.")
@click.option("--silent", is_flag=True, help="Only what nothing has been heard of.")
@click.option("--owner", help="Only what this organisation owns, by its id.")
@click.option("--search", "words", default="", help="Only what holds these words; misspellings are forgiven.")
@format_option
def list_command(
    plan: str | None, as_of: datetime | None, overdue: bool, silent: bool, owner: str | None, words: str, form: str
) -> None:
    """List the plans; or, with a plan or a filter, their commitments as they stood on a day."""
    open_register()
    from tideturn.engines.plans import queries
    from tideturn.engines.plans.errors import PlansError

    on = chosen_day(as_of)
    if plan is None and not (overdue or silent or owner or words):
        _print_plans(on, form)
        return
    try:
        if plan is not None:
            queries.plan(plan)
    except PlansError as error:
        raise Refusal(str(error)) from None
    filters = queries.RegisterFilters(
        plan=plan, overdue=overdue or None, silent=silent or None, owner=owner, words=words
    )
    _print_commitments(list(queries.register(on, filters)), on, form)


def _print_plans(on: date, form: str) -> None:
    from tideturn.engines.plans import queries

    counted: list[Any] = list(queries.plans(on))
    rows = [
        {
            "id": plan.id,
            "title": plan.short_title,
            "published": plan.published.isoformat(),
            "state": plan.state,
            "commitment_count": plan.commitment_count,
        }
        for plan in counted
    ]
    print_rows(rows, form, empty="No plan is in the register. Load a pack with `tideturn plans load`.")


def _print_commitments(found: "list[Commitment]", on: date, form: str) -> None:
    rows = [commitment_row(commitment) for commitment in found]
    print_rows(rows, form, empty=f"Nothing in the register matches, as at {on:%-d %B %Y}.")


def commitment_row(commitment: Any) -> dict[str, Any]:
    """Return the line of one commitment, as it stood on the day of its query."""
    due = commitment.current_due_date
    return {
        "plan": commitment.plan_id,
        "id": commitment.local_id,
        "title": commitment.title,
        "owners": [owner.name for owner in commitment.owners],
        "acceptance": commitment.acceptance_value,
        "status": commitment.status_value or None,
        "due": due.isoformat() if due else None,
        "timing": commitment.timing,
        "last_heard": commitment.last_heard_on.isoformat() if commitment.last_heard_on else None,
        "verdict": commitment.verdict_value or None,
    }


def print_rows(rows: list[dict[str, Any]], form: str, *, empty: str) -> None:
    """Print rows as JSON or as a table; say so when there are none."""
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        click.echo(empty)
        return
    from rich.console import Console
    from rich.table import Table

    is_one_plan = len({row.get("plan") for row in rows}) == 1
    left_out = LEFT_OUT_OF_TABLES | ({"plan"} if is_one_plan else set())
    shown = [name for name in rows[0] if name not in left_out]
    table = Table(box=None, header_style="bold")
    for name in shown:
        table.add_column(name.replace("_", " "), no_wrap=name in NEVER_BROKEN)
    for row in rows:
        table.add_row(*[_cell(row[name]) for name in shown])
    Console().print(table)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(value) or "–"
    return str(value).replace("_", " ")


@click.command("show")
@click.argument("plan")
@click.argument("local_id")
@as_of_option
@format_option
def show_command(plan: str, local_id: str, as_of: datetime | None, form: str) -> None:
    """Show one commitment as it stood on a day, with its story."""
    open_register()
    from tideturn.engines.plans import queries
    from tideturn.engines.plans.errors import PlansError
    from tideturn.engines.plans.story import story_of

    try:
        on = chosen_day(as_of)
        commitment: Any = queries.commitment(plan, local_id, on)
    except PlansError as error:
        raise Refusal(str(error)) from None
    story = story_of(commitment, on)
    row = commitment_row(commitment) | {
        "due_reasoning": commitment.due_reasoning,
        "condition": commitment.current_condition or None,
        "story": [f"{item.plan.published.year} {item.local_id} {item.title}" for item in story.commitments],
    }
    if form == "json":
        click.echo(json.dumps(row, ensure_ascii=False, indent=1))
        return
    for name, value in row.items():
        lines = value if name == "story" else [_cell(value)]
        click.echo(f"{name.replace('_', ' '):>14}  " + ("\n" + " " * 16).join(lines))
