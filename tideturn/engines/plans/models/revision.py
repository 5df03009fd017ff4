"""What the register is known by as long as nothing in it changes."""

from django.db import models


class Revision(models.Model):
    """The one row that says which state of the register this is; the triggers of its tables write it."""

    mark = models.UUIDField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="revision_is_one")]

    def __str__(self) -> str:
        return str(self.mark)
