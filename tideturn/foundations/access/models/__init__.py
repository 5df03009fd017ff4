"""Tables of access, one file per noun."""

from tideturn.foundations.access.models.agency import Agency, Team
from tideturn.foundations.access.models.credential import Credential
from tideturn.foundations.access.models.failed_sign_in import FailedSignIn
from tideturn.foundations.access.models.membership import Membership
from tideturn.foundations.access.models.one_time_link import OneTimeLink
from tideturn.foundations.access.models.user import User

__all__ = ["Agency", "Credential", "FailedSignIn", "Membership", "OneTimeLink", "Team", "User"]
