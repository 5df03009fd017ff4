"""The mark of the register becomes another with each statement that changes a row of it, whoever makes the change."""

from typing import TypeVar

import pgtrigger
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])
# A statement that changes no row, as loading the same pack again makes many, leaves the mark as it is.
MARKED_ANEW = """
    if exists (select from changed) then
        insert into plans_revision (id, mark, changed_at) values (1, gen_random_uuid(), clock_timestamp())
        on conflict (id) do update set mark = excluded.mark, changed_at = excluded.changed_at;
    end if;
    return null;
"""
OPERATIONS = (
    ("register_is_marked_insert", pgtrigger.Insert, pgtrigger.Referencing(new="changed")),  # type: ignore[no-untyped-call]
    ("register_is_marked_update", pgtrigger.Update, pgtrigger.Referencing(new="changed")),  # type: ignore[no-untyped-call]
    ("register_is_marked_delete", pgtrigger.Delete, pgtrigger.Referencing(old="changed")),  # type: ignore[no-untyped-call]
)


def marks_register(model: Model) -> Model:
    """Have every change of a table's rows give the register another mark."""
    triggers = (
        pgtrigger.Trigger(
            name=name,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=referencing,
            func=MARKED_ANEW,
        )
        for name, operation, referencing in OPERATIONS
    )
    return pgtrigger.register(*triggers)(model)  # type: ignore[no-any-return]
