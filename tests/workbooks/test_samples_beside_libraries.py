"""Every sample is read cell by cell as openpyxl and calamine read it."""

from pathlib import Path

import pytest

from tests.workbooks.libraries import Grid, by_calamine, by_openpyxl, differences, ours

SAMPLES = sorted((Path(__file__).parents[2] / "sample_submissions").rglob("*.xlsx"))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_values_and_addresses_of_a_sample_agree_with_both_libraries(path: Path) -> None:
    read = ours(path)

    assert sum(len(cells) for cells in read.values()) > 0
    assert differences(read, by_openpyxl(path)) == []
    assert differences(_without_errors(read), _without_errors(by_calamine(path))) == []


def _without_errors(grid: Grid) -> Grid:
    """Calamine reads an error value as an empty cell."""
    return {
        name: {place: value for place, value in cells.items() if not str(value).startswith("#")}
        for name, cells in grid.items()
    }
