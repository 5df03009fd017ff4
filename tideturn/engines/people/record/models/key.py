"""What a report can be found by: marks of details, so that only a handful of people are compared."""

from django.db import models

from tideturn.engines.people.record.models.person import Person


class Key(models.Model):
    """One mark of a person's details (see `matching/keys.py`); it follows from the statements and tells nothing."""

    pk = models.CompositePrimaryKey("value", "person_id")
    # A whole number: its comparison is one that row security lets the index answer, which similarity of text is not.
    value = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "people_key"

    def __str__(self) -> str:
        return str(self.value)
