"""What can go wrong in the register, with the remedy."""


class PlansError(Exception):
    """Something asked of the register cannot be done; the message says what to do."""


class PlanNotFound(PlansError):
    """No plan has this id."""

    def __init__(self, plan_id: str) -> None:
        super().__init__(f"There is no plan “{plan_id}”. See `tideturn plans list` for the plans there are.")


class CommitmentNotFound(PlansError):
    """No commitment has this id in this plan."""

    def __init__(self, plan_id: str, local_id: str) -> None:
        super().__init__(f"There is no commitment “{local_id}” in the plan “{plan_id}”.")


class DocumentDoesNotMatch(PlansError):
    """A document that was to be attached is not the document of any plan."""

    def __init__(self, file_name: str, differences: list[str]) -> None:
        listed = "\n".join(f"  - {difference}" for difference in differences)
        super().__init__(
            f"{file_name} does not match the plan; nothing was stored. It differs here:\n{listed}\n"
            "Check that it is the edition named on the plan's page, or name the plan with --plan."
        )
        self.differences = tuple(differences)
