"""Security keys and passkeys: what the browser is asked to sign, and its answers, of which none is trusted."""

import ipaddress
import json
import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import JSONField
from django.http import HttpRequest

from tideturn.foundations.access.models import User

LONGEST_NAME = 60
# What parsing somebody's bytes may end in; the library foresees some of these and lets the others through.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)


class AnswerField(JSONField):
    """What a browser says that a key said, as JSON; too deep to be read is as bad as none."""

    def to_python(self, value: Any) -> Any:
        """Return it read."""
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise get_adapter().validation_error("incorrect_code") from error


class KeyForm(AuthenticateWebAuthnForm):
    """The answer of a key that its user registered before."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        """Return the key that signed, or raise one sentence for whatever else was sent."""
        try:
            return super().clean_credential()
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class NewKeyForm(AddWebAuthnForm):
    """The answer of a key that is to be registered, and what its user calls it."""

    credential = AnswerField()

    def clean_name(self) -> str:
        """Return the name, no longer than a line."""
        return str(super().clean_name())[:LONGEST_NAME]

    def clean(self) -> dict[str, Any]:
        """Return what is kept of the key, or raise one sentence for whatever else was sent."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


def are_possible(request: HttpRequest) -> bool:
    """Tell whether a browser lets keys be used at the address of this request: a name, and not a bare number."""
    host = request.get_host()
    try:
        ipaddress.ip_address(host[1 : host.index("]")] if host.startswith("[") else host.partition(":")[0])
    except ValueError:
        return True
    return False


def asked_of_new(user: User) -> str:
    """Return what the browser is asked, to register a key of a user, as JSON."""
    return _json(auth.begin_registration(user, passwordless=False))


def asked_of_known(user: User) -> str:
    """Return what the browser is asked, to let a registered key of a user sign, as JSON."""
    return _json(auth.begin_authentication(user))


def keep(user: User, name: str, credential: dict[str, Any]) -> Authenticator:
    """Keep a key whose answer was found good."""
    kept: Authenticator = auth.WebAuthn.add(user, name, credential).instance
    return kept


def _json(options: dict[str, Any]) -> str:
    return json.dumps(_plain(options["publicKey"]), cls=DjangoJSONEncoder)


def _plain(value: Any) -> Any:
    return {name: _plain(part) for name, part in dict(value).items()} if hasattr(value, "keys") else value
