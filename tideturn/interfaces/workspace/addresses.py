"""Addresses of the workspace's pages, for presenters; of pages that this installation has."""

import uuid

from django.urls import NoReverseMatch, reverse


def of_case(case_id: uuid.UUID, page: str = "case", **parts: object) -> str:
    """Return the address of a page of a case, or nothing where there is no such page."""
    return of(page, case_id=case_id, **parts)


def of(page: str, **parts: object) -> str:
    """Return the address of a page by its name, or nothing where there is none."""
    try:
        return reverse(page, kwargs=parts)
    except NoReverseMatch:
        return ""
