"""A person, and what was told about them."""

import uuid

from django.db import models

from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.models.made import Made


class Person(Made):
    """Somebody whom a report is about; who it is follows from the statements and decisions, and is not stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        db_table = "people_person"

    def __str__(self) -> str:
        return str(self.id)


class Statement(Made):
    """Details of a person exactly as one report or one member of staff told them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statements")
    told_by = models.CharField(max_length=200)
    report_id = models.UUIDField(null=True, unique=True)
    occurred_at = models.DateTimeField(null=True)
    chi = models.CharField(max_length=10, null=True)  # noqa: DJ001 - nothing told is not the same as a blank
    given_name = models.CharField(max_length=100, null=True)  # noqa: DJ001
    family_name = models.CharField(max_length=100, null=True)  # noqa: DJ001
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=40, null=True)  # noqa: DJ001
    phone = models.CharField(max_length=40, null=True)  # noqa: DJ001
    address = models.CharField(max_length=400, null=True)  # noqa: DJ001
    area = models.CharField(max_length=20, null=True)  # noqa: DJ001
    chi_as_given = models.CharField(max_length=40, null=True)  # noqa: DJ001
    chi_reason = models.CharField(max_length=200, null=True)  # noqa: DJ001

    class Meta:
        db_table = "people_statement"
        constraints = [
            models.CheckConstraint(condition=models.Q(chi__isnull=True) | models.Q(chi__regex=r"^[0-9]{10}$"),
                                   name="people_statement_chi_has_ten_digits"),
            models.CheckConstraint(condition=models.Q(chi__isnull=True) | models.Q(chi_as_given__isnull=True),
                                   name="people_statement_has_one_chi"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.id)

    def details(self) -> PersonDetails:
        """Return what was told."""
        return PersonDetails(**{name: getattr(self, name) for name in COLUMNS})


COLUMNS: tuple[str, ...] = tuple(PersonDetails().as_columns())
