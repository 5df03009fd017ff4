"""Tables of sharing, one file per noun."""

from tideturn.foundations.sharing.models.agreement import Agreement, AgreementSignature
from tideturn.foundations.sharing.models.break_glass import BreakGlass
from tideturn.foundations.sharing.models.subject import Part, Subject
from tideturn.foundations.sharing.models.wish import Wish

__all__ = ["Agreement", "AgreementSignature", "BreakGlass", "Part", "Subject", "Wish"]
