"""What people decided about who somebody is; each decision has a reason and is undone only by another."""

import uuid

from django.db import models
from django.db.models import F, Q

from tideturn.engines.people.record.models.made import Made
from tideturn.engines.people.record.models.person import Person

REASON_AT_MOST = 2000


class Decision(Made):
    """A decision with the reason for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reason = models.CharField(max_length=REASON_AT_MOST)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="people_%(class)s_has_a_reason")]

    def __str__(self) -> str:
        return str(self.id)


class Correction(Decision):
    """One detail of a person put right by somebody with a name; what was told before stays as it was told."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20)
    value = models.CharField(max_length=400, null=True)  # noqa: DJ001 - corrected to “not known” is not a blank

    class Meta(Decision.Meta):
        db_table = "people_correction"


class Joining(Decision):
    """Two persons of the record found to be one; their rows stay apart, so that parting them again loses nothing."""

    person_a = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person_b = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Decision.Meta):
        db_table = "people_joining"
        constraints = [
            *Decision.Meta.constraints,
            models.CheckConstraint(condition=~Q(person_a=F("person_b")), name="people_joining_is_of_two"),
        ]


class Separation(Decision):
    """A joining undone."""

    joining = models.OneToOneField(Joining, on_delete=models.PROTECT, related_name="separation")

    class Meta(Decision.Meta):
        db_table = "people_separation"
