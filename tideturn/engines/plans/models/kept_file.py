"""The one store of files that people gave: documents read in, and what they show as evidence."""

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual

# The largest document that is taken has fifteen megabytes; what comes by another way must be no larger.
BYTES_AT_MOST = 16_000_000
BY_ITS_CONTENT = Func(
    Func(F("content"), function="sha256", output_field=models.BinaryField()),
    Value("hex"),
    function="encode",
    output_field=models.CharField(),
)


class KeptFile(models.Model):
    """The bytes of a file as they came, once, by their digest; handed out as a download and never shown as a page."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField()
    # When it was given last: what nobody refers to is cleared away only some time after that.
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Exact(BY_ITS_CONTENT, F("sha256")), name="kept_file_is_named_by_content"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("content"), BYTES_AT_MOST), name="kept_file_is_of_a_size_taken"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256
