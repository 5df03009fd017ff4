"""How the library that signs people in behaves here: nothing tells accounts apart, and no secret lies open."""

import base64
import hashlib
import hmac
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes

from tideturn.foundations.access import failed_sign_ins
from tideturn.interfaces.workspace import sessions, trail
from tideturn.interfaces.workspace.people import signed_in

# A code is good for its half minute and the one on either side; used once, it is good no more.
CODE_IS_GOOD_FOR = 90


class AccountRules(DefaultAccountAdapter):
    """Signing in with an e-mail address and a password; nobody signs themselves up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return no: an administrator makes accounts."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Return the user, and nobody for an account that was ended: it is answered as one that never was."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None and user.is_active:
            return user
        if user is not None:
            self.pre_authenticate(request, **credentials)
        failed_sign_ins.note(_address(credentials))
        return None

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign a user in, with a new session that knows when it began."""
        super().login(request, user)
        sessions.begin(request)
        trail.write_down(signed_in(request), "sign in", second=_second_factor_used(request, user))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a mark of the client's address: limits need to tell clients apart, not to know where they are."""
        place = truncate_ip(super().get_client_ip(request))
        return hmac.new(settings.SECRET_KEY.encode(), place.encode(), hashlib.sha256).hexdigest()[:32]

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, str]]:
        """Return how somebody proves again who they are: by the password, which no lost phone or key gives away."""
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # The name that the site was asked by is left out, or every name would give five attempts more.
        return f"sign-in:{_address(credentials).lower()}"


class SecondFactorRules(DefaultMFAAdapter):
    """The second factor: its secrets are encrypted with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that the database kept."""
        return _keys().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for whom keys sign: this address, which another site cannot pretend to have."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Tideturn"}


class SecondFactorForm(AuthenticateForm):
    """The question for a code, which accepts none a second time for as long as it is good."""

    def clean_code(self) -> str:
        """Return the code, or raise the same words for a wrong one and for one that was used."""
        code: str = super().clean_code()
        if not use_code(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


def use_code(user: AbstractBaseUser, code: str) -> bool:
    """Return whether a code is used for the first time, and remember that it was."""
    mark = hashlib.sha256(f"{user.pk}:{''.join(code.split())}".encode()).hexdigest()
    return cache.add(f"code-used:{mark}", "yes", timeout=CODE_IS_GOOD_FOR)


def _address(credentials: dict[str, Any]) -> str:
    # Whoever proves again who they are is known by their user name, which is their address.
    return str(credentials.get("email") or credentials.get("username") or "")


def _second_factor_used(request: HttpRequest, user: AbstractBaseUser) -> str:
    used = [str(one.get("type")) for one in get_authentication_records(request, user) if one.get("method") == "mfa"]
    return used[-1] if used else "none yet"


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> bytes:
    made = hmac.new(force_bytes(secret), b"tideturn second factor", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made)
