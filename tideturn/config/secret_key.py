"""The guard on the secret that cursors are signed with: the one that stands in the open signs nothing for visitors."""

from django.conf import settings


class ServesWithoutASecret(Exception):
    """No secret was given for serving."""

    def __init__(self) -> None:
        super().__init__(
            "Refusing to serve without a secret: anybody could make cursors that look like this site's own. "
            "Give SECRET_KEY fifty or more random characters (`make up` makes and keeps them by itself)."
        )


def check_secret_key() -> None:
    """Refuse to go on with the key that everybody can read in the repository."""
    if settings.SECRET_KEY == settings.SECRET_KEY_OF_NOBODY:
        raise ServesWithoutASecret
