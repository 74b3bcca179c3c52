"""What a sales department of a type and a stage of building has: roles, parts of reports, pages."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.domain.call import Call, LeadKind, Role
from qcdesk.domain.chain import FirstSale, when

_ROLES = {
    1: (Role.UNIVERSAL,),
    2: (Role.CALLER, Role.SALES),
    3: (Role.CALLER, Role.SALES, Role.ACCOUNT),
}
HEAD, CRM, QUALITY, HR = 2, 3, 4, 5
"""Stages of building from which these are there."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department by its type and the stage of building it.

    Attributes:
        type: 1 universal managers, 2 caller and sales manager, 3 with account managers too.
        stage: 1 the owner sells, 2 two managers and a head, 3 a CRM, 4 quality control, 5 HR and coaches.
    """

    type: int
    stage: int

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that people have in calls."""
        return _ROLES[self.type]

    @property
    def hands_over(self) -> bool:
        """Whether leads pass from callers to others."""
        return Role.CALLER in self.roles

    @property
    def keeps_clients_apart(self) -> bool:
        """Whether account managers keep the clients after the first sale."""
        return Role.ACCOUNT in self.roles

    @property
    def has_head(self) -> bool:
        """Whether there is a head of sales, for whom there are the team's tasks."""
        return self.stage >= HEAD

    @property
    def has_crm(self) -> bool:
        """Whether tables of a CRM are there to be joined."""
        return self.stage >= CRM

    @property
    def owner_reviews(self) -> bool:
        """Whether the owner is the reviewer, since there is no quality department yet."""
        return self.stage < QUALITY

    @property
    def has_hr(self) -> bool:
        """Whether HR and coaches read reports."""
        return self.stage >= HR

    def expected_role(
        self, call: Call, sale: FirstSale | None = None, own: tuple[Role, ...] = ()
    ) -> tuple[Role | None, str]:
        """The role of a call whose role nobody named, and why: `type`, `sale`, `lead` or `person`.

        Where no account managers are, the sales manager keeps his clients: his calls with them are judged
        as an account manager's.

        Args:
            sale: the client's first sale.
            own: the roles that the sales manager has.
        """
        if self.type == 1:
            return Role.UNIVERSAL, "type"
        if sale is not None and sale.at < when(call):
            return Role.ACCOUNT, "sale"
        by_lead = {
            LeadKind.EXISTING_CLIENT: Role.ACCOUNT,
            LeadKind.COLD_BASE: Role.CALLER,
            LeadKind.HOT: Role.SALES,
            LeadKind.HANDED_OVER: Role.SALES,
        }
        if call.facts.lead_kind in by_lead:
            return by_lead[call.facts.lead_kind], "lead"
        return (own[0], "person") if len(own) == 1 else (None, "")
