"""Invented findings about compressed air and air conditioning."""

from decimal import Decimal

from portal.advisory.content import Advice, Machine, Seen
from portal.advisory.vocabulary import Carrier, Level, MeasureClass, System
from portal.demo.found import Found, Plant, answer, calculated, money
from portal.demo.variation import rounded

_METER, _FLOW = "電力分析儀 PA-310", "插入式流量計 FM-25"
_THERMO, _ULTRA = "溫度計 TH-08", "超音波流量計 UF-12"
_D = Decimal


def _compressor(plant: Plant, tag: str) -> tuple[Machine, Decimal, Decimal]:
    """A compressor with its input and its free air."""
    kw = plant.sized("240", f"{tag} kw")
    flow = rounded(kw / plant.figure("6.9", f"{tag} specific", 2, "0.08"), 1)
    machine = Machine(
        "compressor",
        tag,
        Carrier.ELECTRICITY,
        maker="示範機械",
        model=f"SC-{int(kw)}",
        year=2009 + int(kw) % 9,
        rated=kw,
        hours=plant.hours,
        annual_use=rounded(kw * plant.hours * _D("0.88"), 0),
    )
    return machine, kw, flow


def leaks(plant: Plant) -> Found:
    """Leaks found by the times on load during a holiday."""
    machine, kw, flow = _compressor(plant, "AC-01")
    loaded, unloaded = plant.figure("6.4", "t1", 1), plant.figure("25", "t2", 1, "0.05")
    specific = rounded(kw / flow, 2)
    test = calculated(
        "air_leak_load_unload",
        control="load_unload",
        t1=loaded,
        t2=unloaded,
        fad=flow,
        h=plant.hours,
        sp=specific,
        price=plant.price,
    )
    stopped = rounded(answer(test, "flow") * _D("0.6"), 2)
    kept = calculated(
        "air_leak_energy", flow=stopped, h=plant.hours, sp=specific, price=plant.price
    )
    share = rounded(answer(test, "leak"), 1)
    return Found(
        machine,
        (
            ("pressure", plant.figure("7.1", "p", 1, "0.05"), "壓力計 PG-16"),
            ("power_kw", kw, _METER),
            ("flow", flow, _FLOW),
            ("load_time", loaded * 60, "碼錶"),
            ("unload_time", unloaded * 60, "碼錶"),
        ),
        Seen(
            System.AIR,
            f"停產時段空壓機仍間歇加載，推算洩漏率約 {share} %；"
            "主要洩漏點為管路接頭、球閥與氣動工具快速接頭。",
            Level.HIGH if share > 20 else Level.MEDIUM,
        ),
        (test, kept),
        Advice(
            "修復壓縮空氣洩漏並建立季檢制度",
            "以超音波測漏儀逐點掛牌、依洩漏量排序修復，預估可消除六成洩漏；"
            "每季於停產日以加卸載法複測並留存紀錄。由廠內維護人力執行。",
            MeasureClass.OPERATIONAL,
            "2.4236",
            plant.hours,
            life_years=_D(3),
            priority=Level.HIGH,
            confidence=Level.HIGH,
            interaction_group="AIR",
        ),
        plant.power_saved(answer(kept), answer(kept) / plant.hours),
    )


def pressure(plant: Plant) -> Found:
    """Discharge pressure above what the users need."""
    machine, kw, _ = _compressor(plant, "AC-02")
    high, low = plant.figure("7.4", "p1", 1, "0.04"), plant.figure("6.6", "p2", 1, "0.02")
    made = calculated(
        "air_pressure_reduction", kw=kw, p1=high, p2=low, h=plant.hours, price=plant.price
    )
    return Found(
        machine,
        (("pressure", high, "壓力計 PG-16"), ("power_kw", kw, _METER)),
        Seen(
            System.AIR,
            f"空壓機排氣壓力設定 {high} bar(g)，末端設備最高需求僅 5.8 bar(g)，"
            "管路壓損實測 0.4 bar，設定值偏高。",
            Level.MEDIUM,
        ),
        (made,),
        Advice(
            "調降空壓機排氣壓力",
            f"分兩階段將排氣壓力由 {high} 降至 {low} bar(g)，每階段觀察兩週，"
            "確認末端壓力後固定設定；先清洗或更換壓差過高之過濾器。",
            MeasureClass.OPERATIONAL,
            "2.4231",
            plant.hours,
            life_years=_D(5),
            priority=Level.HIGH,
            interaction_group="AIR",
        ),
        plant.power_saved(answer(made), answer(made) / plant.hours),
    )


def new_compressor(plant: Plant) -> Found:
    """An old compressor replaced by one with a variable speed drive."""
    machine, kw, _ = _compressor(plant, "AC-03")
    flow = rounded(kw / plant.figure("7.9", "old specific", 2, "0.04"), 1)
    now = calculated("air_specific_power", kw=kw, fad=flow)
    then = calculated(
        "air_specific_power",
        kw=rounded(flow * plant.figure("6.4", "new specific", 2, "0.03"), 1),
        fad=flow,
    )
    before, after = rounded(answer(now, "sp"), 2), rounded(answer(then, "sp"), 2)
    mean = rounded(flow * _D("0.82"), 1)
    cost = money(kw * 10_500)
    return Found(
        machine,
        (("power_kw", kw, _METER), ("flow", flow, _FLOW), ("inlet", _D(36), _THERMO)),
        Seen(
            System.AIR,
            f"定頻空壓機長時間部分負載運轉，比功率 {before} kW/(m³/min)，"
            "高於同級新機；機房進氣溫度偏高。",
            Level.MEDIUM,
        ),
        (now, then),
        Advice(
            "汰換為變頻永磁空壓機",
            f"節電＝（{before} － {after}）× 平均用氣量 {mean} m³/min × {plant.hours} h。"
            "新機作為調節機，原機保留備用；同時改由室外引風。",
            MeasureClass.REPLACEMENT,
            "2.4146",
            plant.hours,
            capex_engineering=money(cost * _D("0.06")),
            capex_material=cost,
            capex_labour=money(cost * _D("0.11")),
            subsidy=money(cost * _D("0.1")) if plant.surveyed_on.month % 3 == 0 else _D(0),
            life_years=_D(10),
            interaction_group="AIR",
        ),
        plant.power_saved((before - after) * mean * plant.hours, (before - after) * mean),
    )


def _chiller(plant: Plant, tag: str, rated: Decimal, kw: Decimal) -> Machine:
    return Machine(
        "chiller",
        tag,
        Carrier.ELECTRICITY,
        maker="範例冷凍",
        model=f"CH-{int(rated)}",
        year=2006 + int(rated) % 8,
        rated=rated,
        hours=plant.hours,
        annual_use=rounded(kw * plant.hours, 0),
    )


def staging(plant: Plant) -> Found:
    """Three chillers at low load where two would do."""
    large, small = plant.sized("240", "q large"), plant.sized("170", "q small")
    now, after = (large, large, small), (large + small, large)
    specific = (plant.figure("0.80", "e1", 2, "0.04"),) * 2 + (plant.figure("0.88", "e2", 2),)
    better = (plant.figure("0.70", "e3", 2, "0.02"), plant.figure("0.71", "e4", 2, "0.02"))
    made = calculated(
        "hvac_staging",
        q1=now,
        e1=specific,
        q2=after,
        e2=better,
        h=plant.hours,
        price=plant.price,
    )
    return Found(
        _chiller(plant, "CH-01", large * 2, answer(made, "p1")),
        (
            ("power_kw", rounded(large * specific[0], 1), _METER),
            ("chilled_flow", rounded(large * _D("0.55"), 1), _ULTRA),
            ("chilled_supply", _D("7.1"), _THERMO),
            ("chilled_return", _D("11.4"), _THERMO),
        ),
        Seen(
            System.COOLING,
            "三台冰水主機同時於低負載運轉，供回水溫差僅 4.3 °C，部分負載效率不佳。",
            Level.HIGH,
        ),
        (made,),
        Advice(
            "冰水主機改為兩台運轉並訂定加減機條件",
            "總負載不變，改由兩台於較高負載率運轉；以冰水回水溫度與主機電流訂加減機條件，"
            "寫入監控系統並保留手動操作。",
            MeasureClass.OPERATIONAL,
            "",
            plant.hours,
            life_years=_D(5),
            priority=Level.HIGH,
            interaction_group="CHW",
        ),
        plant.power_saved(answer(made), answer(made) / plant.hours),
    )


def new_chiller(plant: Plant) -> Found:
    """An old chiller replaced by an efficient one."""
    load = plant.sized("330", "rt")
    kw = rounded(load * plant.figure("0.90", "e old", 3, "0.05"), 1)
    new = rounded(load * plant.figure("0.60", "e new", 3, "0.03"), 1)
    before = calculated("hvac_kw_per_rt", kw=kw, rt=load)
    after = calculated("hvac_kw_per_rt", kw=new, rt=load)
    hours = plant.hours * _D("0.6") // 10 * 10
    rated = rounded(load * _D("1.35"), 0)
    cost = money(rated * 17_500)
    return Found(
        _chiller(plant, "CH-02", rated, kw),
        (
            ("power_kw", kw, _METER),
            ("chilled_flow", rounded(load * _D("0.6"), 1), _ULTRA),
            ("cooling_in", _D("30.2"), _THERMO),
            ("cooling_out", _D("34.6"), _THERMO),
            ("wet_bulb", _D("26.8"), "濕球溫度計 WB-3"),
        ),
        Seen(
            System.COOLING,
            f"主機使用逾 15 年，實測耗電率 {rounded(answer(before, 'specific'), 2)} kW/RT，"
            "明顯高於新型主機；冷卻水趨近溫度 3.4 °C 尚屬正常。",
            Level.MEDIUM,
        ),
        (before, after),
        Advice(
            "汰換為高效率變頻離心式冰水主機",
            f"以同一負載 {load} RT 比較；節電＝（{kw} － {new}）kW × 年運轉 {hours} h。"
            "施工安排於歲修期間。",
            MeasureClass.REPLACEMENT,
            "2.7232",
            hours,
            capex_engineering=money(cost * _D("0.07")),
            capex_material=cost,
            capex_labour=money(cost * _D("0.14")),
            subsidy=money(cost * _D("0.08")) if plant.surveyed_on.month % 2 == 0 else _D(0),
            life_years=_D(15),
            interaction_group="CHW",
            explanation="現況與改善後均以同一負載比較，節電占比超過三成係因舊機實測耗電率偏高。",
        ),
        plant.power_saved((kw - new) * hours, kw - new),
    )


def cooling_pump(plant: Plant) -> Found:
    """A cooling water pump throttled at its valve."""
    kw = plant.sized("75", "pump kw")
    hertz = plant.figure("53", "pump hertz", 1, "0.02")
    made = calculated(
        "power_vsd",
        kw=kw,
        lf=_D(88),
        f=hertz,
        eta=_D(93),
        drive=_D(97),
        h=plant.hours,
        price=plant.price,
    )
    used = kw * _D("0.88") / _D("0.93") * plant.hours
    cost = money(kw * 8_200)
    return Found(
        Machine(
            "pump_fan",
            "CWP-01",
            Carrier.ELECTRICITY,
            maker="示範泵業",
            rated=kw,
            hours=plant.hours,
            annual_use=rounded(used, 0),
        ),
        (
            ("power_kw", rounded(used / plant.hours, 1), _METER),
            ("flow_m3_h", plant.sized("310", "pump flow"), _ULTRA),
        ),
        Seen(
            System.COOLING,
            "冷卻水泵以出口閥節流，閥前後壓差 0.9 bar，供回水溫差僅 3.1 °C，流量過大。",
            Level.MEDIUM,
        ),
        (made,),
        Advice(
            "冷卻水泵加裝變頻器",
            f"出口閥全開，改以變頻 {hertz} Hz 運轉，以供回水溫差 4.5 °C 控制；"
            "須確認主機最低冷卻水量。",
            MeasureClass.REPLACEMENT,
            "2.4146",
            plant.hours,
            capex_material=cost,
            capex_labour=money(cost * _D("0.18")),
            life_years=_D(12),
        ),
        plant.power_saved(answer(made), answer(made) / plant.hours),
    )
