"""Every workbook of the demonstration: whose, of which kind and year, and what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.demo.companies import YEARS, Company, companies, company
from portal.demo.inventories import inventory
from portal.demo.plans import plan
from portal.demo.pledges import PLAN_YEAR, with_plans
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.plans.sheets import TEMPLATE as PLAN
from portal.workbook.content import Content
from portal.workbook.sheets import Template
from portal.workbook.template import build_bytes

BLANK_ROWS = 3


@dataclass(frozen=True, slots=True)
class Workbook:
    """One workbook of the demonstration, before it is written."""

    company: Company
    template: Template
    year: int

    @property
    def content(self) -> Content:
        """What stands in it; worked out once and kept."""
        if self.template is PLAN:
            return plan(self.company.code)
        return inventory(self.company.code, self.year)

    @property
    def name(self) -> str:
        """A file name that says whose it is."""
        return f"{self.company.code}-{self.template.kind}-{self.year}.xlsx"

    def written(self, content: Content | None = None) -> bytes:
        """The workbook as the bytes of its file, with other content if given."""
        return build_bytes(
            self.template,
            self.content if content is None else content,
            group=self.company.group,
            year=self.year,
            member_code=self.company.code,
            member_name=self.company.name,
            blank_rows=BLANK_ROWS,
        )


def workbooks() -> Iterator[Workbook]:
    """All workbooks, year by year, the plans after the inventories they start from."""
    for year in YEARS:
        for one in companies():
            yield Workbook(one, INVENTORY, year)
    for code in with_plans():
        yield Workbook(company(code), PLAN, PLAN_YEAR)
