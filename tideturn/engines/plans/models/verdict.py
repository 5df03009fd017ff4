"""What someone other than the owner found."""

import pgtrigger
from django.db import models

from tideturn.engines.plans.constraints import not_blank, one_of
from tideturn.engines.plans.history import keep_history
from tideturn.engines.plans.marking import marks_register
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.models.organisation import Organisation
from tideturn.engines.plans.words import Origin, VerdictValue

REFUSE_OWNERS_VERDICT = """
    if exists (
        select from plans_party
        where commitment_id = new.commitment_id and organisation_id = new.organisation_id and role = 'owner'
          and unnamed_on is null
    ) then
        raise exception 'A verdict must come from someone other than the owner of the commitment.'
            using errcode = 'check_violation';
    end if;
    return new;
"""


@marks_register
@keep_history()
class Verdict(models.Model):
    """A dated judgement of a commitment by a named author whose organisation does not own it."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="verdicts")
    value = models.CharField(max_length=12, choices=VerdictValue)
    author = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="verdicts")
    stated_on = models.DateField()
    reason = models.TextField()
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.STAFF)

    class Meta:
        constraints = [
            one_of("value", VerdictValue),
            one_of("origin", Origin),
            not_blank("author"),
            not_blank("reason"),
        ]
        indexes = [models.Index(fields=["commitment", "-stated_on"], name="verdict_by_day")]
        triggers = [
            pgtrigger.Trigger(
                name="verdict_is_not_the_owners",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=REFUSE_OWNERS_VERDICT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.value} by {self.organisation_id}"
