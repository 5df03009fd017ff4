"""Constraints that every table of words and dates repeats."""

from django.db import models
from django.db.models import F, Q


def one_of(field: str, choices: type[models.TextChoices], *, may_be_blank: bool = False) -> models.CheckConstraint:
    """Return the constraint that a column holds one of its fixed words."""
    words = [*choices.values, ""] if may_be_blank else list(choices.values)
    return models.CheckConstraint(condition=Q(**{f"{field}__in": words}), name=f"%(class)s_{field}_is_known")


def in_order(first: str, last: str, *, name: str) -> models.CheckConstraint:
    """Return the constraint that one date is not after another, where both are given."""
    condition = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__lte": F(last)})
    return models.CheckConstraint(condition=condition, name=name)


def not_blank(field: str) -> models.CheckConstraint:
    """Return the constraint that a text column says something."""
    return models.CheckConstraint(condition=~Q(**{field: ""}), name=f"%(class)s_{field}_is_given")


def of_the_web(field: str) -> models.CheckConstraint:
    """Return the constraint that an address, where there is one, leads to the web and can run nothing in a page."""
    condition = Q(**{field: ""}) | Q(**{f"{field}__regex": r"^https?://[^\s]+$"})
    return models.CheckConstraint(condition=condition, name=f"%(class)s_{field}_is_of_the_web")
