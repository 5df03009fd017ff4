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
