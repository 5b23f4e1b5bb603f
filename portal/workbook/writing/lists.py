"""The hidden worksheet that holds the answers of the drop-downs, one named column per list."""

from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from portal.workbook.sheets import Column, Kind
from portal.workbook.writing.excel import Workbook
from portal.workbook.writing.words import choices, offered

LISTS = "_lists"


@dataclass(slots=True)
class Lists:
    """The drop-down lists that a workbook uses, in order of first use."""

    used: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def name_for(self, column: Column) -> str:
        """The defined name of the answers a column offers, empty where it has no drop-down."""
        codes = offered(column)
        if codes is None:
            return ""
        name = f"{'units' if column.kind is Kind.UNIT else 'list'}_{codes.key}"
        answers = choices(column)
        while self.used.setdefault(name, answers) != answers:
            name += "_"
        return name

    def write(self, workbook: Workbook) -> None:
        """Add the hidden worksheet and define its names."""
        worksheet = workbook.add_worksheet(LISTS)
        worksheet.hide()
        for position, name in enumerate(self.used):
            letter = xl_col_to_name(position)
            last = len(self.used[name]) + 1
            workbook.define_name(name, f"={LISTS}!${letter}$2:${letter}${last}")
        height = max((len(answers) for answers in self.used.values()), default=0)
        for position, name in enumerate(self.used):
            worksheet.write_string(0, position, name)
        for row in range(height):
            for position, answers in enumerate(self.used.values()):
                if row < len(answers):
                    worksheet.write_string(row + 1, position, answers[row])
