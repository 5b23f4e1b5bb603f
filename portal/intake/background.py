"""What the portal knows besides the workbook: whose it should be, and what is on file."""

from dataclasses import dataclass, field

from portal.inventory.figures import Background as InventoryBackground
from portal.members.figures import MemberRecord
from portal.plans.figures import Background as PlanBackground
from portal.workbook.thresholds import Threshold


@dataclass(frozen=True, slots=True)
class Background:
    """Everything a check may compare with; all empty for the offline checker. Picklable.

    Attributes:
        kind, year: what the place of upload takes; None takes anything.
        member: whose workbook is expected.
    """

    kind: str | None = None
    year: int | None = None
    member: MemberRecord | None = None
    inventory: InventoryBackground = field(default_factory=InventoryBackground)
    plan: PlanBackground = field(default_factory=PlanBackground)

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        """The limits that were changed, of every kind of workbook."""
        return self.inventory.thresholds + self.plan.thresholds
