"""The three steps of a referral from a listing, in words for whoever sent it."""

from django.utils.translation import gettext as _

from tideturn.engines.pathways.standings import Step


def step_words(step: Step) -> tuple[str, str]:
    """Return what a step is called, and a sentence that says what it means."""
    return {
        Step.ASKED: (_("Asked"), _("The service has it, and has not said yes or no yet.")),
        Step.ANSWERED: (_("Somebody has answered"), _("The service has said yes. Somebody gets in touch.")),
        Step.ENDED: (_("It has ended"), _("The service has said what came of it.")),
    }[step]
