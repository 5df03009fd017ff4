"""Second factors, as an account's page tells them."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tideturn.interfaces.design.moment import in_words


@dataclass(frozen=True)
class FactorRow:
    """One second factor."""

    id: int
    what: str
    name: str
    since: str
    used: str
    may_go: bool


def rows_of(factors: Iterable[Authenticator]) -> tuple[FactorRow, ...]:
    """Return second factors as rows; the only one may not go."""
    held = tuple(factors)
    return tuple(row_of(one, may_go=len(held) > 1) for one in held)


def row_of(factor: Authenticator, *, may_go: bool) -> FactorRow:
    """Return a second factor as a row."""
    is_key = factor.type == Authenticator.Type.WEBAUTHN
    return FactorRow(
        id=factor.pk,
        what=_("Security key or passkey") if is_key else _("App on a phone"),
        name=str(factor.data.get("name", "")) if is_key else "",
        since=in_words(localtime(factor.created_at).date()),
        used=in_words(localtime(factor.last_used_at).date()) if factor.last_used_at else "",
        may_go=may_go,
    )
