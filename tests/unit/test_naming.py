import pytest

from portal.language import Text
from portal.web.naming import material_label


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("natural_gas", Text("天然氣", "Natural gas")),
        ("grid_electricity", Text("台電電力", "Grid electricity")),
        ("HFC-134a", Text("1,1,1,2-四氟乙烷（HFC-134a）", "HFC-134a")),
        ("R-410A", Text("混合冷媒R-410A", "Blend R-410A")),
        ("自行命名", Text("自行命名", "自行命名")),
    ],
)
def test_materials_are_named_as_people_call_them(code: str, expected: Text) -> None:
    assert material_label(code) == expected
