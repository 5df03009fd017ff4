"""Which branches of a pathway apply to a case: by the person's age, or by an answer."""

from tideturn.engines.pathways.state import State
from tideturn.packs.schema.pathway import Branch, Pathway


def applying(state: State, pathway: Pathway) -> tuple[str, ...]:
    """Return the branches that apply, those that once applied among them: a protection is not undone by an answer."""
    new = (branch.id for branch in pathway.branches if branch.id not in state.branches and _applies(branch, state))
    return (*state.branches, *new)


def _applies(branch: Branch, state: State) -> bool:
    if branch.when.age_below is not None:
        return state.age is not None and state.age < branch.when.age_below
    answer = branch.when.answer
    given = state.answers.get(answer.question) if answer else None
    return answer is not None and (given == answer.equals or (isinstance(given, list) and answer.equals in given))
