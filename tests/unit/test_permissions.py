import pytest

from portal.accounts.figures import Actor
from portal.accounts.permissions import (
    PERMISSIONS,
    NotAllowedError,
    Permission,
    Role,
    in_scope,
    may,
)
from portal.reference.groups import Group

CHANGING = {
    Permission.UPLOAD: {Role.PREPARER, Role.SIGNATORY},
    Permission.SUBMIT: {Role.SIGNATORY},
    Permission.RECALL: {Role.SIGNATORY},
    Permission.REVIEW: {Role.COORDINATOR},
    Permission.RECORD_IDENTITY: {
        Role.PREPARER,
        Role.SIGNATORY,
        Role.COORDINATOR,
        Role.ADMINISTRATOR,
    },
    Permission.SET_CYCLES: {Role.COORDINATOR, Role.ADMINISTRATOR},
    Permission.IMPORT: {Role.ADMINISTRATOR},
    Permission.MANAGE_MEMBERS: {Role.ADMINISTRATOR},
    Permission.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR},
    Permission.SUSPEND_RULES: {Role.ADMINISTRATOR},
    Permission.CHANGE_THRESHOLDS: {Role.COORDINATOR, Role.ADMINISTRATOR},
    Permission.ANSWER_EXCHANGE: {Role.PREPARER, Role.SIGNATORY},
    Permission.SETTLE_EXCHANGE: {Role.COORDINATOR},
    Permission.TAKE_EXCHANGE_EVIDENCE: {Role.PREPARER, Role.SIGNATORY, Role.COORDINATOR},
    Permission.PUBLISH: {Role.COORDINATOR},
    Permission.TAKE_ALL_REPORTS: {Role.COORDINATOR},
    Permission.MEASURE_SAVINGS: {
        Role.PREPARER,
        Role.SIGNATORY,
        Role.COORDINATOR,
        Role.ADVISOR,
    },
    Permission.VERIFY_SAVINGS: {Role.COORDINATOR},
    Permission.EDIT_BUDGET: {Role.COORDINATOR},
    Permission.SEE_AUDIT: {Role.AUDITOR, Role.ADMINISTRATOR},
    Permission.SEE_OPERATIONS: {Role.AUDITOR, Role.ADMINISTRATOR},
    Permission.REQUEST_ADVISORY: {Role.PREPARER, Role.SIGNATORY, Role.COORDINATOR},
    Permission.RUN_ADVISORY: {Role.COORDINATOR},
    Permission.ADVISE: {Role.ADVISOR},
    Permission.KEEP_EQUIPMENT: {Role.PREPARER, Role.SIGNATORY, Role.ADVISOR},
    Permission.ANSWER_ADVICE: {Role.PREPARER, Role.SIGNATORY},
    Permission.REPORT_PROGRESS: {Role.PREPARER, Role.SIGNATORY, Role.ADVISOR},
    Permission.CHECK_OFF: {Role.COORDINATOR, Role.ADVISOR},
    Permission.SEE_ESCO: set(Role),
    Permission.RUN_ESCO: {Role.COORDINATOR},
    Permission.STATE_ESCO: {Role.PREPARER, Role.SIGNATORY, Role.ESCO},
    Permission.ACCEPT_ESCO: {Role.COORDINATOR},
    Permission.SETTLE_SAVINGS: {Role.COORDINATOR},
    Permission.HAND_IN_CLAIMS: {
        Role.PREPARER,
        Role.SIGNATORY,
        Role.COORDINATOR,
        Role.ADVISOR,
        Role.ESCO,
    },
    Permission.LINK_SAVINGS: {Role.PREPARER, Role.SIGNATORY, Role.COORDINATOR},
    Permission.OWN_ACCOUNT: set(Role),
}
READERS = set(Role) - {Role.ESCO}


@pytest.mark.parametrize("permission", Permission)
def test_only_the_roles_written_here_may(permission: Permission) -> None:
    allowed = {role for role in Role if may(role, permission)}

    assert allowed == CHANGING.get(permission, READERS)


def test_every_role_has_its_permissions() -> None:
    assert set(PERMISSIONS) == set(Role)


def test_nobody_both_hands_in_and_reviews() -> None:
    for granted in PERMISSIONS.values():
        assert not {Permission.UPLOAD, Permission.REVIEW} <= granted
        assert not {Permission.IMPORT, Permission.REVIEW} <= granted


@pytest.mark.parametrize(
    ("role", "own_company", "groups", "is_there"),
    [
        (Role.PREPARER, 1, (), True),
        (Role.PREPARER, 2, (), False),
        (Role.SIGNATORY, 2, (Group.STEEL,), False),
        (Role.COORDINATOR, None, (), True),
        (Role.COORDINATOR, None, (Group.STEEL,), True),
        (Role.COORDINATOR, None, (Group.ENERGY,), False),
        (Role.ADVISOR, None, (Group.ENERGY,), False),
        (Role.AUDITOR, None, (Group.ENERGY,), True),
        (Role.ADMINISTRATOR, None, (), True),
        (Role.ESCO, None, (), False),
    ],
)
def test_a_steel_company_is_there(
    role: Role, own_company: int | None, groups: tuple[Group, ...], is_there: bool
) -> None:
    found = in_scope(role, own_company, frozenset(groups), company_id=1, group=Group.STEEL)

    assert found is is_there


def test_what_an_actor_may_not_do_ends_there() -> None:
    preparer = Actor(1, Role.PREPARER, company_id=1)

    preparer.need_for(Permission.UPLOAD, 1, Group.STEEL)

    with pytest.raises(NotAllowedError):
        preparer.need(Permission.SUBMIT)
    with pytest.raises(NotAllowedError):
        preparer.need_for(Permission.UPLOAD, 2, Group.STEEL)
