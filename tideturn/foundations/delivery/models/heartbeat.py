"""The latest sign of life of each duty."""

from django.db import models


class Heartbeat(models.Model):
    """When a duty was last done to its end, by the database's clock, whichever worker did it."""

    name = models.CharField(primary_key=True, max_length=60)
    at = models.DateTimeField()
    every = models.FloatField(default=1.0, help_text="How often the duty is meant to be done, in seconds.")
    detail = models.CharField(max_length=300, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
