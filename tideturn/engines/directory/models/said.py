"""What each source said of each thing, as it said it, one version after another."""

from django.db import models
from django.db.models import Q

from tideturn.engines.directory.models.source import Import, Source


class Record(models.Model):
    """One thing that a source tells of: an organisation, a service, a place … by the id that the source gave it.

    `version` is what it says now. `service` is which service of the country it is: two sources may tell of one.
    A record that its source no longer holds is not deleted; `vanished` is the import that first lacked it.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=20)
    feed_id = models.TextField()
    version = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.BinaryField(max_length=32)
    service = models.ForeignKey("Service", on_delete=models.PROTECT, null=True, related_name="records")
    vanished = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Guards of the table."""

        constraints = (
            models.UniqueConstraint(fields=("source", "kind", "feed_id"), name="directory_record_once_in_a_source"),
            models.CheckConstraint(
                condition=Q(service__isnull=True) | Q(kind="service"), name="directory_record_only_services_are_one"
            ),
        )

    def __str__(self) -> str:
        """Return what it is called where it comes from."""
        return f"{self.source_id}: {self.kind} {self.feed_id}"


class Version(models.Model):
    """What a source said of one thing from one import on: the standard's own object, whole and as given.

    `before` and `vanished_before` are what the record said until then, so that an import can be taken back. `place` is
    where in the feed it stood. What is withheld (a confidential address) is never in `content`.
    """

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="versions")
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="versions")
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    vanished_before = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    digest = models.BinaryField(max_length=32)
    place = models.CharField(max_length=200)
    position = models.PositiveIntegerField()

    class Meta:
        """Guards of the table."""

        constraints = (
            models.UniqueConstraint(fields=("record", "brought_by"), name="directory_version_once_in_an_import"),
        )

    def __str__(self) -> str:
        """Return which version of what."""
        return f"version {self.pk} of {self.record_id}"


class Arriving(models.Model):
    """What an import brings, until it is applied or refused: nothing of it is seen before.

    Without `content` it is what its source said before.
    """

    id = models.BigAutoField(primary_key=True)
    within = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="arriving")
    kind = models.CharField(max_length=20)
    feed_id = models.TextField()
    content = models.JSONField(null=True)
    digest = models.BinaryField(max_length=32)
    place = models.CharField(max_length=200)
    position = models.PositiveIntegerField()

    class Meta:
        """What it is found by; that an id stands once is looked at when all has arrived, to say where it stands."""

        indexes = (models.Index(fields=("within", "kind", "feed_id"), name="directory_arriving_by_id"),)

    def __str__(self) -> str:
        """Return what arrives."""
        return f"{self.kind} {self.feed_id}"
