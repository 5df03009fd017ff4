"""What may be done about sharing; each function is said who does it, and that must be the one who acts."""

from tideturn.foundations.sharing.actions.agreements import end_agreement, make_agreement, sign_agreement
from tideturn.foundations.sharing.actions.break_glass import break_glass, review_break_glass
from tideturn.foundations.sharing.actions.parts import end_part, give_part, hand_over
from tideturn.foundations.sharing.actions.subjects import register_subject, say_about
from tideturn.foundations.sharing.actions.wishes import record_wish, withdraw_wish

__all__ = [
    "break_glass",
    "end_agreement",
    "end_part",
    "give_part",
    "hand_over",
    "make_agreement",
    "record_wish",
    "register_subject",
    "review_break_glass",
    "say_about",
    "sign_agreement",
    "withdraw_wish",
]
