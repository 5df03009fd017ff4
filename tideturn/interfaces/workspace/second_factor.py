"""The second factor of a user: an app on a phone, security keys, or both; and the codes for when it is lost."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from tideturn.foundations.access.models import User
from tideturn.interfaces.workspace.accounts import SecondFactorRules, use_code

SECRET = "second_factor_secret"  # noqa: S105 - the name under which a session keeps it
APP, KEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
# Recovery codes alone are none: they are for getting back in.
COUNTED = (APP, KEY)


def is_set_up(user: object) -> bool:
    """Return whether a user has a second factor."""
    return bool(Authenticator.objects.filter(user=user, type__in=COUNTED).exists())


def has(user: object, kind: str) -> bool:
    """Return whether a user has a second factor of a kind."""
    return bool(Authenticator.objects.filter(user=user, type=kind).exists())


def factors(user: User) -> "QuerySet[Authenticator]":
    """Return the second factors of a user, the oldest first."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type__in=COUNTED)
    return found.order_by("created_at", "pk")


def remove(user: User, factor_id: int) -> Authenticator | None:
    """Take a second factor from a user and return it; nothing where they have no such, or no other."""
    # Two at once must not each find the other's still there.
    User.objects.select_for_update().get(pk=user.pk)
    held: list[Authenticator] = list(factors(user))
    factor = next((one for one in held if one.pk == factor_id), None)
    if factor is None or len(held) < 2:
        return None
    Authenticator.objects.filter(pk=factor.pk).delete()
    return factor


def offered_secret(request: HttpRequest) -> str:
    """Return the secret that is offered to this session, the same until it is confirmed."""
    if SECRET not in request.session:
        request.session[SECRET] = SecondFactorRules().encrypt(generate_totp_secret())
    return SecondFactorRules().decrypt(request.session[SECRET])


def set_up(request: HttpRequest, user: User, code: str) -> list[str] | None:
    """Take the offered secret when a code shows that it arrived; return the recovery codes, to be shown once."""
    secret = offered_secret(request)
    if not (validate_totp_code(secret, code) and use_code(user, code)):
        return None
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=APP).delete()
        TOTP.activate(user, secret)
        codes = new_recovery_codes(user)
    del request.session[SECRET]
    return codes


def new_recovery_codes(user: User) -> list[str]:
    """Make new recovery codes in the place of the old ones, and return them."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=CODES).delete()
        codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return codes


def picture(user: User, secret: str) -> str:
    """Return the secret as a picture that an app on a phone reads, as SVG."""
    rules = SecondFactorRules()
    drawn: str = rules.build_totp_svg(rules.build_totp_url(user, secret))
    return drawn[drawn.index("<svg") :]
