"""Writes of the record; each joins the transaction of its caller, who has told the database who acts."""

from tideturn.engines.people.record.actions.deciding import correct, join, separate
from tideturn.engines.people.record.actions.keeping import add_statement, keep_person

__all__ = ["add_statement", "correct", "join", "keep_person", "separate"]
