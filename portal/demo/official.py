"""The ministry's inventory form filled in for an invented plant, with the formulas it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.demo.companies import company
from portal.demo.official_grid import Cells, Grid
from portal.demo.official_plant import SOURCES, GasFigures, Used, figures
from portal.workbook.addresses import address, column_letters, column_number
from portal.workbook.content import CellInput, Formula

FIRST_ROW: Final = 3
LAST_SUMMED: Final = 165
_PER_UNIT: Final = frozenset({"公噸", "公秉", "千立方公尺", "千度"})
_GASES: Final = ("CO2", "CH4", "N2O", "HFCS", "PFCS", "SF6", "NF3")
ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form is filled with; `rows` puts sources elsewhere than one below the other."""

    sources: tuple[Used, ...] = SOURCES
    member: str = "EL04"
    site: int = 0
    roc_year: int = 113
    methane: Decimal = Decimal(28)
    rows: tuple[int, ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """The row of each source."""
        return self.rows or tuple(range(FIRST_ROW, FIRST_ROW + len(self.sources)))


HEADINGS: Final = {
    "表一": "盤查期間||管制編號|事業名稱|統一編號（總公司統編）|工廠統一編號|負責人姓名|聯絡人姓名|"
    "聯絡人電話|聯絡人電子信箱|聯絡人傳真*|聯絡人手機|行業代碼1|行業名稱1",
    "表二": "目的事業主管機關所核發之證書字號|目的事業主管機關|縣市別|鄉鎮別|郵遞區號3|里別*|鄰別*|"
    "地址|邊界內未納入計算之排放源1*|邊界內未納入計算之排放源2*|邊界內未納入計算之排放源3*",
    "表三": "製程編號3|製程代碼4|製程名稱|設備編號5|設備代碼6|設備名稱|原(燃)物料或產品類別7|"
    "原(燃)物料或產品代碼8|原(燃)物料或產品名稱|是否屬生質能源|直接/間接|排放型式10|"
    "排放型式-製程或逸散或外購電力類別10|產生CO2|產生CH4|產生N2O|產生HFCS|產生PFCS|產生SF6|產生NF3|"
    "是否屬汽電共生設備|備註*",
    "表四": "製程編號|製程代碼|製程名稱|設備編號|設備代碼|設備名稱|原(燃)物料或產品類別|"
    "原(燃)物料或產品代碼|原(燃)物料或產品名稱|是否為生質能源|直接/間接|排放型式|"
    "排放型式-製程或逸散或外購電力類別3|電力/蒸汽供應商名稱4|活動數據5|活動數據單位7|"
    "活動數據分配比率%*6|其他單位名稱8|數據來源9*|\n保存單位10*|量測頻率|量測儀器11*|"
    "儀器校正頻率12*|排放量計算方法|燃料低位熱值數值13|燃料低位熱值單位|含水量(%)*|碳含量(%)|備註*",
    "表五": "製程編號|製程代碼|製程名稱|設備編號|設備代碼|設備名稱|原(燃)物料或產品類別|"
    "原(燃)物料或產品代碼|原(燃)物料或產品名稱|是否為生質能源|直接/間接|排放型式|活動數據|"
    "活動數據單位|活動數據分配比率%|排放量計算方法|溫室\n氣體#1|"
    "燃料單位熱值之排放係數/單位電力排碳係數3|單位熱值或單位電力之係數單位|"
    "單位排放係數/電力排碳係數4|單位排放係數單位|排放係數來源5|係數種類6|排放量(公噸/年)7|GWP8|"
    "排放當量(公噸CO2e/年)9|"
    + "".join(
        f"溫室\n氣體#{number}|燃料單位熱值之排放係數/電力排碳係數|單位熱值之排放係數單位|"
        "單位排放係數/電力排碳係數|單位排放係數單位|排放係數來源|係數種類|排放量(公噸/年)|GWP|"
        "排放當量(公噸CO2e/年)|"
        for number in (2, 3)
    )
    + "單一排放源排放當量小計(CO2e公噸/年)10|單一排放源生質燃料之CO2排放當量小計(CO2e公噸/年)11|"
    "單一排放源占排放總量比(%)12|GWP值\n(HFC/PFC)",
    "表十一": "製程編號|製程代碼|製程名稱|設備編號|設備代碼|設備名稱|原(燃)物料或產品代碼|"
    "原(燃)物料或產品名稱|直接/間接|排放型式|實驗室或檢測機構名稱(依檢測結果填寫)|"
    "實驗室或檢測機構認證資格|碳含量/低位熱值|參數數值（小數10位）|參數數值單位|檢測方法|檢測方法編號|"
    "檢測日期|檢測頻率(依實際情形填寫)|檢測頻率單位",
}
_BLOCKS: Final = ("Q", "AA", "AK")


def official_grid(filled: Filled = Filled()) -> Grid:
    """The form filled in: 表一 to 表五 and 表八 to 表十一, formulas with cached values."""
    grid = Grid({name: _headed(text) for name, text in HEADINGS.items()})
    _company(grid, filled)
    worth: dict[int, tuple[Used, tuple[GasFigures, ...]]] = {}
    for row, used in zip(filled.places, filled.sources, strict=True):
        shown = figures(used, filled.methane)
        worth[row] = (used, shown)
        _listed(grid, row, used)
        _activity(grid, row, used)
        _quantity(grid, row, used, shown)
    grid.sheets["表八"] = _summary(worth)
    _output(grid)
    order = ("表一", "表二", "表三", "表四", "表五", "表八", "表九", "表十", "表十一")
    return Grid({name: grid.sheets[name] for name in order})


def _headed(text: str) -> Cells:
    return {
        (2, column): heading for column, heading in enumerate(text.split("|"), start=1) if heading
    }


def _company(grid: Grid, filled: Filled) -> None:
    owner = company(filled.member)
    site = owner.places[filled.site].record
    city, district = site.address[:3], site.address[3:6]
    firm: dict[str, CellInput] = {
        "A3": "民國",
        "B3": filled.roc_year,
        "C3": site.control_number,
        "D3": f"{owner.name.zh}{site.name_zh}",
        "H3": "王小明",
        "I3": "(07)555-0101",
        "M3": "2611",
    }
    for where, value in firm.items():
        grid.put("表一", where, value)
    for where, text in {"C3": city, "D3": district, "H3": site.address[6:]}.items():
        grid.put("表二", where, text)


def _listed(grid: Grid, row: int, used: Used) -> None:
    cells: dict[str, CellInput] = {
        "A": used.process,
        "B": "000999",
        "D": used.equipment,
        "E": used.equipment_code,
        "F": Formula(f'IF(E{row}<>"",E{row},"")', used.name),
        "G": "1.原燃物料",
        "H": used.material_code,
        "I": Formula(f'IF(H{row}<>"",H{row},"")', used.material),
        "J": "是" if used.is_biogenic else "否",
        "K": used.directness,
        "L": used.kind,
        "M": used.category,
        "U": "否",
    }
    for letters, value in cells.items():
        if value != "":
            grid.put("表三", f"{letters}{row}", value)
    for column, gas in enumerate(_GASES, start=14):
        if gas in used.gases:
            grid.put("表三", address(row, column), "v")


def _pulled(grid: Grid, sheet: str, row: int) -> None:
    """The first columns, which the form takes from 表三 by row number."""
    for column in range(1, 13):
        value = grid.sheets["表三"].get((row, column), "")
        cached = value.cached if isinstance(value, Formula) else value
        place = f"表三!{column_letters(column)}{row}"
        text = "" if cached is None else str(cached)
        grid.sheets[sheet][row, column] = Formula(f'IF({place}<>"",{place},"")', text)


def _activity(grid: Grid, row: int, used: Used) -> None:
    _pulled(grid, "表四", row)
    is_usual = used.unit in _PER_UNIT
    cells: dict[str, CellInput] = {
        "N": "台灣電力股份有限公司" if used.directness == "間接" else None,
        "O": used.activity,
        "P": used.unit if is_usual else "其他",
        "Q": Decimal(1),
        "R": None if is_usual else used.unit,
        "S": "領料單",
        "T": "工務處",
        "U": "定期(間歇)量測/財務單據(非推估)",
        "X": used.method,
        "Y": used.heat,
        "Z": used.heat_unit or None,
        "AB": used.carbon,
    }
    for letters, value in cells.items():
        if value is not None:
            grid.put("表四", f"{letters}{row}", value)


def _quantity(grid: Grid, row: int, used: Used, shown: Sequence[GasFigures]) -> None:
    _pulled(grid, "表五", row)
    cells: dict[str, CellInput] = {
        "M": Formula(f"ROUND(表四!O{row},4)", float(used.activity)),
        "N": Formula(f'IF(表四!R{row}<>"",表四!R{row},表四!P{row})', used.unit),
        "O": Formula(f"表四!Q{row}", 1),
        "P": Formula(f"表四!X{row}", used.method),
    }
    for letters, value in cells.items():
        grid.put("表五", f"{letters}{row}", value)
    if used.potential is not None:
        grid.put("表五", f"AX{row}", used.potential)
    for block, gas in zip(_BLOCKS, shown, strict=False):
        _block(grid, row, block, gas, used)
    total = _counted(used, shown)
    apart = sum((one.co2e for one in shown if used.is_biogenic and one.gas == "CO2"), ZERO)
    gases = f'IF(AND(J{row}="是",Q{row}="CO2"),0,SUM(Z{row}))+SUM(AJ{row},AT{row})'
    grid.put("表五", f"AU{row}", Formula(gases, float(total)))
    biogenic = f'IF(AND(J{row}="是",Q{row}="CO2"),Z{row},0)'
    grid.put("表五", f"AV{row}", Formula(biogenic, float(apart)))


def _block(grid: Grid, row: int, block: str, gas: GasFigures, used: Used) -> None:
    first = column_number(block)
    q, r, s, t, u, v, w, x, y, z = (f"{column_letters(first + n)}{row}" for n in range(10))
    heat = f"{r}*表四!Y{row}*(4186.8*10^(-9)*10^(-3))"
    carbon = f"表四!AB{row}*44/12"
    unit_factor_of = f'IF(K{row}="間接",{r},IF({r}<>"",{heat},{carbon}))'
    scaled = f"IF(N{row}=RIGHT(U{row},LEN(N{row})),1,1000)"
    cells: dict[str, CellInput] = {
        q: Formula(f'IF(1=1,"{gas.gas}","")', gas.gas),
        s: "公斤/兆焦耳" if used.heat is not None else "",
        t: Formula(
            f'IF(OR({q}="HFCS",{q}="SF6",{q}="NF3"),1,{unit_factor_of})', float(gas.per_unit)
        ),
        u: Formula(f'IF({r}<>"","公噸/"&N{row},"公噸/公噸")', gas.measure),
        v: "中央主管機關公告熱值",
        w: "5國家排放係數",
        x: Formula(f"ROUND(M{row}*O{row}*{t}/{scaled},4)", float(gas.tonnes)),
        y: Formula(f'IF({q}="",0,{gas.potential})', float(gas.potential)),
        z: Formula(f"ROUND({x}*{y},4)", float(gas.co2e)),
    }
    if gas.factor is not None:
        cells[r] = gas.factor
    for where, value in cells.items():
        if value != "":
            grid.put("表五", where, value)


_Worth = dict[int, tuple[Used, tuple[GasFigures, ...]]]


def _summary(worth: _Worth) -> Cells:
    grid = Grid({"表八": {}})

    def put(where: str, value: CellInput) -> None:
        grid.put("表八", where, value)

    by_gas = {gas: _of_gas(worth, gas) for gas in _GASES}
    put("A6", "彙整表二、全廠七大溫室氣體排放量統計表")
    put("A8", "排放當量\n(公噸CO2e/年)")
    shown = ("CO2", "CH4", "N2O", "HFCs", "PFCs", "SF6", "NF3")
    for letters, gas in zip("BCDEFGH", shown, strict=True):
        put(f"{letters}7", gas)
        sums = "+".join(
            f'SUMIF(表五!{q}3:{q}199,"{gas}",表五!{z}3:{z}199)'
            for q, z in (("Q", "Z"), ("AA", "AJ"), ("AK", "AT"))
        )
        less = "-J8" if gas == "CO2" else ""
        put(f"{letters}8", Formula(sums + less, float(by_gas[gas.upper()])))
    put("I7", "七種溫室氣體年總排放當量註")
    put("I8", Formula("ROUND(SUM(B8:H8),3)", _rounded(sum(by_gas.values(), ZERO))))
    put("J7", "生質排放當量")
    put("J8", Formula("SUM(表五!AV3:AV199)", float(_biogenic(worth))))
    put("A12", "彙整表三、範疇一七大溫室氣體排放量統計表")
    put("I13", "範疇一七種溫室氣體年總排放當量")
    put("A14", "排放當量\n(公噸CO2e/年)")
    every = 'SUMIF(表五!K3:K199,"直接",表五!AU3:AU199)'
    put("I14", Formula(every, float(_of(worth, "直接", last=199))))
    _by_scope(put, worth)
    return grid.sheets["表八"]


def _by_scope(put: Callable[[str, CellInput], None], worth: _Worth) -> None:
    labels = {
        "A17": "彙整表四、全廠溫室氣體範疇別及範疇一排放型式排放量統計表",
        "B18": "直接",
        "F18": "間接",
        "I18": "總排放當量註",
        "B19": "固定排放",
        "C19": "製程排放",
        "D19": "移動排放",
        "E19": "逸散排放",
        "F19": "能源間接排放",
        "H19": "其他間接排放",
        "F20": "外購電力",
        "G20": "外購蒸汽",
        "A21": "排放當量(公噸CO2e/年)",
    }
    for where, text in labels.items():
        put(where, text)
    direct = _of(worth, "直接", last=LAST_SUMMED)
    indirect = _of(worth, "間接", last=199)
    put("B21", Formula('SUMIF(表五!K3:K165,"直接",表五!AU3:AU165)', float(direct)))
    put("F21", Formula("SUM(F22:G22)", float(indirect)))
    put("H21", Formula("0", 0))
    put("I21", Formula("ROUND(B21+F21+H21,3)", _rounded(direct + indirect)))
    kinds = ("固定燃燒", "製程", "移動燃燒", "逸散", "外購電力", "外購蒸汽")
    for letters, kind in zip("BCDEFG", kinds, strict=True):
        total = sum((_counted(*one) for one in worth.values() if one[0].kind == kind), ZERO)
        sums = f'SUMIF(表五!L3:L199,"{kind}",表五!AU3:AU199)'
        put(f"{letters}22", Formula(sums, float(total)))


def _counted(used: Used, shown: Sequence[GasFigures]) -> Decimal:
    return sum((one.co2e for one in shown if not (used.is_biogenic and one.gas == "CO2")), ZERO)


def _of(worth: _Worth, directness: str, *, last: int) -> Decimal:
    rows = (one for row, one in worth.items() if row <= last)
    return sum((_counted(*one) for one in rows if one[0].directness == directness), ZERO)


def _of_gas(worth: _Worth, gas: str) -> Decimal:
    return sum(
        (
            one.co2e
            for used, shown in worth.values()
            for one in shown
            if one.gas == gas and not (used.is_biogenic and gas == "CO2")
        ),
        ZERO,
    )


def _biogenic(worth: _Worth) -> Decimal:
    burnt = (shown for used, shown in worth.values() if used.is_biogenic)
    return sum((one.co2e for shown in burnt for one in shown if one.gas == "CO2"), ZERO)


def _rounded(value: Decimal) -> float:
    return float(round(value, 3))


def _output(grid: Grid) -> None:
    grid.sheets["表九"] = {}
    grid.sheets["表十"] = {}
    for where, text in {
        "A4": "生產能源類別",
        "B4": "產量",
        "C4": "單位",
        "D4": "自用量",
        "E4": "單位",
        "F4": "外售量",
        "G4": "單位",
    }.items():
        grid.put("表九", where, text)
    for letters, text in zip(
        "ABCDEF", ["製程編號", "製程代碼", "製程名稱", "產品名稱", "產量", "產量單位"], strict=True
    ):
        grid.put("表十", f"{letters}7", text)
    made: dict[str, CellInput] = {"A8": "M01", "D8": "面板", "E8": 21683, "F8": "片"}
    for where, value in made.items():
        grid.put("表十", where, value)
