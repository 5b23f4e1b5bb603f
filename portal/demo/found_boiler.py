"""Invented findings about boilers and steam."""

from decimal import Decimal

from portal.advisory.content import Advice, Machine, Saved, Seen
from portal.advisory.vocabulary import Carrier, Level, MeasureClass, System
from portal.demo.found import Found, Plant, answer, calculated, fuel_energy, money
from portal.demo.variation import rounded

_METER, _FLUE = "電力分析儀 PA-310", "煙氣分析儀 FG-200"
_INFRARED, _LUX = "紅外線測溫儀 IR-7", "照度計 LX-5"
_D = Decimal


def _boiler(plant: Plant, tag: str) -> tuple[Machine, Decimal]:
    """A boiler with the energy that it burns in a year, GJ."""
    burnt = plant.sized("62000", f"{tag} fuel")
    steam = rounded(burnt / plant.hours / _D("2.4"), 1)
    machine = Machine(
        "boiler",
        tag,
        plant.fuel,
        maker="樣本鍋爐",
        model=f"SB-{int(steam * 10)}",
        year=2004 + int(burnt) % 12,
        rated=steam,
        hours=plant.hours,
        annual_use=rounded(burnt / fuel_energy(plant), 0),
    )
    return machine, burnt


def _fuel_saved(plant: Plant, gigajoules: Decimal) -> tuple[Saved, ...]:
    amount = rounded(gigajoules / fuel_energy(plant), 0)
    return (Saved(plant.fuel, amount, price=plant.fuel_price),)


def _fuel_price(plant: Plant) -> Decimal:
    """NT$ for a gigajoule."""
    return rounded(plant.fuel_price / fuel_energy(plant), 1)


def tuning(plant: Plant) -> Found:
    """Too much air for the fuel."""
    machine, burnt = _boiler(plant, "B-01")
    oxygen = plant.figure("7.6", "o2", 1)
    now, then = plant.figure("84.4", "eta1", 1, "0.01"), plant.figure("86.6", "eta2", 1, "0.005")
    made = calculated(
        "boiler_fuel_saving", fuel=burnt, eta1=now, eta2=then, price=_fuel_price(plant)
    )
    return Found(
        machine,
        (
            ("flue_o2", oxygen, _FLUE),
            ("flue_temperature", plant.figure("212", "flue"), _FLUE),
            ("flue_co", plant.figure("24", "co"), _FLUE),
            ("steam_pressure", _D("7.5"), ""),
        ),
        Seen(
            System.BOILER,
            f"煙氣含氧量 {oxygen} %，過剩空氣偏高，且低火時風門未隨負載調整。",
            Level.HIGH,
        ),
        (made,),
        Advice(
            "調整空燃比並每月量測煙氣含氧量",
            f"由燃燒器廠商重新整定高、中、低火空燃比，目標含氧量 3–4 %，"
            f"效率由 {now} % 提高至 {then} %；一氧化碳須低於 100 ppm。",
            MeasureClass.OPERATIONAL,
            "2.1233",
            plant.hours,
            life_years=_D(3),
            priority=Level.HIGH,
            confidence=Level.HIGH,
            interaction_group="BOILER",
        ),
        _fuel_saved(plant, answer(made)),
    )


def economiser(plant: Plant) -> Found:
    """Hot flue gas."""
    machine, burnt = _boiler(plant, "B-02")
    gas = rounded(burnt / plant.hours * 430, -2)
    hot, cold = (
        plant.figure("228", "flue hot", share="0.05"),
        plant.figure("150", "c", share="0.03"),
    )
    made = calculated(
        "boiler_economiser",
        gas=gas,
        t1=hot,
        t2=cold,
        h=plant.hours,
        eta=_D(86),
        price=_fuel_price(plant),
    )
    cost = money(plant.sized("4300000", "economiser"))
    return Found(
        machine,
        (
            ("flue_temperature", hot, _FLUE),
            ("flue_o2", plant.figure("4.1", "o2 b", 1), _FLUE),
            ("feedwater", _D(62), "溫度計 TH-08"),
        ),
        Seen(
            System.BOILER,
            f"鍋爐未設節熱器，排煙溫度 {hot} °C，給水僅 62 °C，煙氣餘熱未回收。",
            Level.MEDIUM,
        ),
        (made,),
        Advice(
            "加裝節熱器預熱鍋爐給水",
            f"排煙由 {hot} °C 降至 {cold} °C，仍高於酸露點；須由廠商確認煙道壓損與引風機餘裕。",
            MeasureClass.REPLACEMENT,
            "2.2437",
            plant.hours,
            capex_engineering=money(cost * _D("0.08")),
            capex_material=cost,
            capex_labour=money(cost * _D("0.15")),
            capex_other=money(cost * _D("0.03")),
            life_years=_D(15),
            interaction_group="BOILER",
        ),
        _fuel_saved(plant, answer(made)),
    )


def traps(plant: Plant) -> Found:
    """Steam traps that stay open; steam has no general factor, so no tonnes follow."""
    count = plant.sized("16", "traps")
    made = calculated(
        "steam_trap",
        leak=plant.figure("5.8", "trap leak", 1),
        n=count,
        h=plant.hours,
        price=_D(920),
    )
    cost = money(count * 8_500)
    return Found(
        Machine(
            "other",
            "ST-NET",
            Carrier.STEAM,
            hours=plant.hours,
            annual_use=plant.sized("21000", "steam"),
            note="蒸汽管網",
        ),
        (("temperature", plant.figure("151", "trap", share="0.03"), _INFRARED),),
        Seen(
            System.BOILER,
            f"以溫度與超音波檢查蒸汽祛水器，{count} 只故障常開，蒸汽直接洩入冷凝水管。",
            Level.HIGH,
        ),
        (made,),
        Advice(
            "更換故障蒸汽祛水器並納入年度檢查",
            "依檢查清冊更換為倒筒式祛水器，並於歲修前每年全數檢查一次。",
            MeasureClass.REPLACEMENT,
            "2.2113",
            plant.hours,
            capex_material=cost,
            capex_labour=money(cost * _D("0.25")),
            life_years=_D(5),
            priority=Level.HIGH,
        ),
        (Saved(Carrier.STEAM, rounded(answer(made), 0), price=_D(920)),),
    )


def insulation(plant: Plant) -> Found:
    """Bare steam pipes."""
    machine, _ = _boiler(plant, "B-03")
    lengths = (plant.sized("48", "pipe a"), plant.sized("36", "pipe b"))
    made = calculated(
        "steam_pipe_insulation",
        length=lengths,
        loss=(_D(345), _D(510)),
        h=plant.hours,
        ins=_D(88),
        eta=_D(86),
        price=_fuel_price(plant),
    )
    cost = money(sum(lengths, _D(0)) * 5_600)
    return Found(
        machine,
        (("surface", _D(66), _INFRARED), ("steam_pressure", _D("7.5"), "")),
        Seen(
            System.BOILER,
            f"蒸汽主管與閥件保溫破損或未施作，合計約 {sum(lengths)} m，表面溫度逾 140 °C。",
            Level.MEDIUM,
        ),
        (made,),
        Advice(
            "修復蒸汽管線與閥件保溫",
            "管線施作 50 mm 岩棉，閥件與法蘭改用可拆式保溫套，便於檢修。",
            MeasureClass.REPLACEMENT,
            "2.2511",
            plant.hours,
            capex_material=cost,
            capex_labour=money(cost * _D("0.45")),
            life_years=_D(10),
        ),
        _fuel_saved(plant, answer(made)),
    )
