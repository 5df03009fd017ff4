"""Whoever acts, as far as the record writes it down."""

from typing import Protocol


class By(Protocol):
    """A person of an agency, or a part of the system."""

    @property
    def name(self) -> str:
        """What whoever acts is called."""

    @property
    def agency_id(self) -> str | None:
        """The agency acted for."""

    @property
    def user_id(self) -> int | None:
        """The signed-in user, where a person acts."""
