"""What can go wrong in the register, with the remedy."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format


class PlansError(Exception):
    """Something asked of the register cannot be done; the message says what to do."""


class PlanNotFound(PlansError):
    """No plan has this id."""

    def __init__(self, plan_id: str) -> None:
        super().__init__(f"There is no plan “{plan_id}”. See `tideturn plans list` for the plans there are.")


class CommitmentNotFound(PlansError):
    """No commitment has this id in this plan."""

    def __init__(self, plan_id: str, local_id: str) -> None:
        super().__init__(
            f"There is no commitment “{local_id}” in the plan “{plan_id}”. "
            f"See `tideturn plans list {plan_id}` for those there are."
        )


class CommitmentsVanished(PlansError):
    """A pack no longer holds commitments that the register has."""

    def __init__(self, plan_id: str, local_ids: list[str]) -> None:
        super().__init__(
            f"The plan “{plan_id}” no longer holds {', '.join(local_ids)}; nothing was loaded. "
            "Ids and addresses are for ever: keep the commitment, and say what became of it."
        )


class DocumentUnknown(PlansError):
    """A document that was to be attached looks like no plan's document."""

    def __init__(self, file_name: str, plan_id: str | None) -> None:
        looked_for = f"the document of the plan “{plan_id}”" if plan_id else "any plan's document"
        super().__init__(
            f"{file_name} does not look like {looked_for}; nothing was stored. "
            "See `tideturn plans read` for what it holds, and the site's page about the data for the documents known."
        )


class DocumentDoesNotMatch(PlansError):
    """A document is another edition than the one a plan was made from."""

    def __init__(self, file_name: str, plan_id: str, differences: list[str]) -> None:
        listed = "\n".join(f"  - {difference}" for difference in differences)
        super().__init__(
            f"{file_name} differs from the edition that the plan “{plan_id}” was made from; nothing was stored. "
            f"It differs here:\n{listed}\n"
            "Attach the edition named on the page about the data, or have the plan brought up to the new edition."
        )
        self.differences = tuple(differences)


class PlanIsStaffs(PlansError):
    """A pack has a plan that staff read in and published under the same id."""

    def __init__(self, plan_id: str) -> None:
        super().__init__(
            f"The plan “{plan_id}” was read in and published by staff, and the pack has one of the same id; "
            "nothing was loaded. Give the pack's plan another id, or leave it out of the pack."
        )


class NotYours(PlansError):
    """What somebody asks for belongs to others, or is not there; the answer is the same for both."""

    def __init__(self) -> None:
        super().__init__("There is nothing like this that your agency speaks for.")


class StatementRefused(PlansError):
    """What was to be said cannot be said so; `field` is where it is to be mended."""

    def __init__(self, field: str, said: str) -> None:
        super().__init__(said)
        self.field = field


class StatementDecided(PlansError):
    """A statement is no longer where somebody thought it was."""

    def __init__(self, state: object) -> None:
        super().__init__(f"This cannot be done: it is “{state}” by now. Open it again to see what became of it.")


class RowOfATable(PlansError):
    """A statement that was handed in with others is decided with them: all of them or none."""

    def __init__(self) -> None:
        super().__init__("It was handed in with a whole table, which is published or sent back whole. Open the table.")


class StatementOvertaken(PlansError):
    """The register has changed since a statement was written."""

    def __init__(self) -> None:
        super().__init__(
            "Something has changed in the register since this was written. Look at what changed, then say that you "
            "have seen it or write it anew."
        )


class WrittenMeanwhile(PlansError):
    """Somebody has written in a statement while another had it open."""

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} wrote in this since you opened it. Open it again, and look at what it says now.")


class BegunElsewhere(PlansError):
    """Another agency, which speaks for the same body or of the same area, has begun to say something."""

    def __init__(self) -> None:
        super().__init__(
            "Another agency has begun to say something of this, which you do not see before it is published. Ask "
            "whoever else answers for it to hand it in or throw it away first."
        )


class OwnWords(PlansError):
    """Somebody would publish what they wrote themselves."""

    def __init__(self) -> None:
        super().__init__("You wrote this yourself. A second person publishes it, or sends it back with a word.")


class NoLongerSpeaks(PlansError):
    """An agency does not speak for a body any more, or that body does not answer for it."""

    def __init__(self, body: str) -> None:
        super().__init__(f"The agency that wrote this does not speak of it for {body} any more. Send it back.")


class OrganisationNotFound(PlansError):
    """No body of the register has this id."""

    def __init__(self, organisation_id: str) -> None:
        super().__init__(
            f"There is no body “{organisation_id}” in the register. Its ids stand in the addresses of the page “Who "
            "answers”, as in /owners/harbour-lights/."
        )


class PlanIsPacks(PlansError):
    """A plan of the country's pack is corrected in the pack, from which it would be loaded again."""

    def __init__(self) -> None:
        super().__init__("This plan comes from the country's pack; correct it there. Only plans of staff change here.")


class OwnCorrection(PlansError):
    """Somebody would correct what an agency of theirs answers for."""

    def __init__(self) -> None:
        super().__init__(
            "An agency of yours answers for this, so another publisher corrects it. Where your date or your answer "
            "changed, say so as its owner."
        )


class CorrectedMeanwhile(PlansError):
    """Somebody else corrected a commitment since it was shown."""

    def __init__(self) -> None:
        super().__init__("Somebody else corrected it meanwhile. What it says now stands in the form; look at it first.")


class NothingCorrected(PlansError):
    """A correction that changes nothing."""

    def __init__(self) -> None:
        super().__init__("Nothing differs from what is held. Change what is wrong, or go back.")


class FileGone(PlansError):
    """A file is not in the store."""

    def __init__(self) -> None:
        super().__init__("This file is not held any more. Ask whoever gave it.")


class OwnBody(PlansError):
    """Somebody would judge what an agency of theirs answers for."""

    def __init__(self) -> None:
        super().__init__(
            "An agency of yours answers for this. A verdict comes from somebody else: ask another body that "
            "scrutinises."
        )


class ChallengeRefused(PlansError):
    """What was asked cannot be answered or closed any more."""

    def __init__(self, said: str) -> None:
        super().__init__(said)


class MeetingHeld(PlansError):
    """A body meets once a day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"There is a meeting on {date_format(day, 'j F Y')} already. Give another day.")


class TableRefused(PlansError):
    """A table of statements cannot be taken; nothing of it was kept, and `problems` says what to mend, row by row."""

    def __init__(self, problems: Sequence[tuple[int, str, str]]) -> None:
        super().__init__("; ".join(f"row {row}, {column}: {said}" for row, column, said in problems))
        self.problems = tuple(problems)
