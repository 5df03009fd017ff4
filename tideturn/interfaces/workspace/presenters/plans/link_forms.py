"""What is asked of a proposed link: what the later commitment does to the earlier, or why it does not belong."""

from django.utils.translation import gettext as _

from tideturn.engines.plans.reading_in.linking import Judgement
from tideturn.engines.plans.words import Confidence, Relation
from tideturn.interfaces.design.forms import Choice, Form, Text, options_of
from tideturn.interfaces.workspace.presenters.plans.reading_in_forms import Reason


def judge_form() -> Form[Judgement]:
    """Return the form that asks what the later of two commitments does to the earlier."""
    relations = options_of(pair for pair in Relation.choices if pair[0] != Relation.UNDERPINS)
    return Form(
        (
            Choice(
                name="relation",
                label=_("What does the later one do to the earlier?"),
                options=relations,
                is_dropped_down=True,
                hint=_("“Runs parallel to” is likeness, and no continuity."),
            ),
            Choice(name="confidence", label=_("How sure are you?"), options=options_of(Confidence.choices)),
            Text(
                name="reason",
                label=_("Why?"),
                at_most=500,
                hint=_("A few words. Everybody reads them at once, and no second person looks at them first."),
            ),
        ),
        lambda **values: Judgement(Relation(values["relation"]), Confidence(values["confidence"]), values["reason"]),
    )


def refuse_form() -> Form[Reason]:
    """Return the form that asks why a proposed link is none."""
    hint = _("A word is enough; it stays in the workspace and is public nowhere. It is never proposed again.")
    return Form((Text(name="why_not", label=_("Why does it not belong?"), hint=hint, at_most=500),), _why_not)


def _why_not(why_not: str) -> Reason:
    return Reason(why_not)


def choose_plan_form(plans: tuple[tuple[str, str], ...]) -> Form[Reason]:
    """Return the form that asks for which plan links are to be looked for."""
    choice = Choice(name="plan", label=_("Look for links of a plan"), options=options_of(plans), is_dropped_down=True)
    return Form((choice,), _chosen)


def _chosen(plan: str) -> Reason:
    return Reason(plan)
