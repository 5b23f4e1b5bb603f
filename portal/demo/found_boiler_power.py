"""Invented findings about boilers, motors and lighting."""

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


def _lamps(plant: Plant, tag: str, watts: Decimal, count: Decimal, hours: Decimal) -> Machine:
    return Machine(
        "lighting",
        tag,
        Carrier.ELECTRICITY,
        rated=watts,
        hours=hours,
        annual_use=rounded(watts * count / 1000 * hours, 0),
    )


def lamps(plant: Plant) -> Found:
    """Old lamps."""
    count, hours = plant.sized("420", "lamps"), plant.hours * _D("0.75") // 10 * 10
    made = calculated(
        "lighting_replacement",
        w1=_D(250),
        n1=count,
        w2=_D(105),
        n2=count,
        h=hours,
        price=plant.price,
    )
    cost = money(count * 4_300)
    return Found(
        _lamps(plant, "L-01", _D(250), count, hours),
        (
            ("count", count, ""),
            ("illuminance", plant.figure("268", "lux"), _LUX),
        ),
        Seen(
            System.POWER,
            f"廠房仍使用 250 W 複金屬燈 {count} 盞，光衰明顯，照度約 270 lx。",
            Level.MEDIUM,
        ),
        (made,),
        Advice(
            "廠房照明汰換為 LED 天井燈",
            "採 105 W LED 天井燈，發光效率不低於 140 lm/W；依區域分迴路並保留緊急照明。",
            MeasureClass.REPLACEMENT,
            "2.7142",
            hours,
            capex_material=cost,
            capex_labour=money(cost * _D("0.2")),
            life_years=_D(10),
            explanation="全數汰換，功率由 250 W 降為 105 W，節電占照明用電約 58 %。",
        ),
        plant.power_saved(answer(made), answer(made) / hours),
    )


def lights_off(plant: Plant) -> Found:
    """Lamps on where nobody works."""
    count, hours = plant.sized("360", "lamps b"), plant.hours
    kept = rounded(count * _D("0.78"), 0)
    made = calculated(
        "lighting_replacement",
        w1=_D(58),
        n1=count,
        w2=_D(58),
        n2=kept,
        h=hours,
        price=plant.price,
    )
    return Found(
        _lamps(plant, "L-02", _D(58), count, hours),
        (("count", count, ""), ("illuminance", plant.figure("610", "lux b"), _LUX)),
        Seen(
            System.POWER,
            "倉儲與走道照明 24 小時全亮，非作業時段照度仍逾 600 lx。",
            Level.LOW,
        ),
        (made,),
        Advice(
            "非作業區照明分區關閉",
            f"重新規劃迴路開關與巡檢表，常亮燈具由 {count} 盞減為 {kept} 盞，維持安全照度。",
            MeasureClass.OPERATIONAL,
            "",
            hours,
            life_years=_D(5),
            priority=Level.LOW,
        ),
        plant.power_saved(answer(made)),
    )


def motor(plant: Plant) -> Found:
    """A rewound motor."""
    kw = plant.sized("132", "motor kw")
    now, then = plant.figure("91.4", "e1", 1, "0.008"), plant.figure("95.9", "e2", 1, "0.003")
    made = calculated(
        "power_motor_replacement",
        kw=kw,
        load=_D(76),
        h=plant.hours,
        e1=now,
        e2=then,
        price=plant.price,
    )
    cost = money(kw * 3_300)
    return Found(
        Machine(
            "pump_fan",
            "P-11",
            Carrier.ELECTRICITY,
            maker="示範電機",
            rated=kw,
            hours=plant.hours,
            annual_use=rounded(answer(made, "old"), 0),
        ),
        (
            ("power_kw", rounded(answer(made, "old") / plant.hours, 1), _METER),
            ("voltage_v", plant.figure("382", "volts", share="0.01"), _METER),
            ("power_factor", plant.figure("0.83", "pf", 2, "0.04"), _METER),
        ),
        Seen(
            System.POWER,
            f"製程泵馬達曾重繞，推估效率 {now} %，全年連續運轉。",
            Level.MEDIUM,
        ),
        (made,),
        Advice(
            "汰換為 IE4 高效率馬達",
            f"以 IE4（效率 {then} %）等框號替換；安排於年度歲修更換，舊品不再重繞。",
            MeasureClass.REPLACEMENT,
            "2.4133",
            plant.hours,
            capex_material=cost,
            capex_labour=money(cost * _D("0.15")),
            life_years=_D(15),
        ),
        plant.power_saved(answer(made), answer(made) / plant.hours),
    )


def fan(plant: Plant) -> Found:
    """A fan throttled by its damper."""
    kw = plant.sized("110", "fan kw")
    hertz = plant.figure("52", "fan hertz", 1, "0.02")
    made = calculated(
        "power_vsd",
        kw=kw,
        lf=_D(84),
        f=hertz,
        eta=_D("94.1"),
        drive=_D(97),
        h=plant.hours,
        price=plant.price,
    )
    used = kw * _D("0.84") / _D("0.941") * plant.hours
    cost = money(kw * 9_000)
    return Found(
        Machine(
            "pump_fan",
            "F-21",
            Carrier.ELECTRICITY,
            maker="範例風機",
            rated=kw,
            hours=plant.hours,
            annual_use=rounded(used, 0),
        ),
        (
            ("power_kw", rounded(used / plant.hours, 1), _METER),
            ("current_a", plant.sized("165", "fan amps"), _METER),
            ("frequency", _D(60), _METER),
        ),
        Seen(
            System.POWER,
            "集塵風機以風門節流，開度約 55 %，產線停機時仍全速運轉。",
            Level.HIGH,
        ),
        (made,),
        Advice(
            "集塵風機加裝變頻器並與產線連動",
            f"風門全開，平均以 {hertz} Hz 運轉，依管道靜壓控制；須維持集塵最低風速。",
            MeasureClass.REPLACEMENT,
            "2.4146",
            plant.hours,
            capex_material=cost,
            capex_labour=money(cost * _D("0.16")),
            life_years=_D(12),
            priority=Level.HIGH,
            explanation="風門節流之基準用電係實測，節電占比較高。",
        ),
        plant.power_saved(answer(made), answer(made) / plant.hours),
    )
