"""Whether a clock can be paused, go on, or be answered by telling a protection service."""

from tideturn.engines.pathways.checks.check import Asked
from tideturn.engines.pathways.errors import NotAllowedNow


def paused(asked: Asked) -> None:
    """Refuse to pause what does not run, may not stand still, or is given no reason of its own."""
    clock = next((clock for clock in asked.pathway.clocks if clock.id == asked.data.get("clock")), None)
    run = asked.state.running(str(asked.data.get("clock")))
    if clock is None or run is None:
        raise NotAllowedNow("This clock does not run.")
    if not clock.may_pause:
        raise NotAllowedNow("This clock cannot be paused: somebody has to answer it.")
    if run.is_paused:
        raise NotAllowedNow("This clock is paused already.")
    if asked.data.get("reason") not in {reason.id for reason in clock.pause_reasons}:
        raise NotAllowedNow("A clock is paused only with one of its reasons. Choose one.")


def resumed(asked: Asked) -> None:
    """Refuse to let go on what does not stand still."""
    run = asked.state.running(str(asked.data.get("clock")))
    if run is None or not run.is_paused:
        raise NotAllowedNow("This clock is not paused.")


def protection_referred(asked: Asked) -> None:
    """Refuse a branch that the pathway does not have or that does not apply to the case."""
    if asked.data["branch"] not in asked.state.branches:
        titles = [branch.title for branch in asked.pathway.branches if branch.id in asked.state.branches]
        raise NotAllowedNow(f"Say for which reason protection was told: {', '.join(titles) or 'none applies here'}.")
