"""Exact factors between the units of American guides and ours.

The published tables and examples of steam, air and cooling systems are American. Values are taken
over as published and converted here, so that the published figure can be found again.

Source: NIST Special Publication 811 (2008), appendix B; the pound, foot and gallon are exact.
"""

from decimal import Decimal
from typing import Final

POUND: Final = Decimal("0.45359237")
"""kg"""
FOOT: Final = Decimal("0.3048")
"""m"""
INCH: Final = Decimal("0.0254")
"""m"""
CUBIC_FOOT: Final = Decimal("0.028316846592")
"""m3"""
GALLON: Final = Decimal("0.003785411784")
"""m3"""
PSI: Final = Decimal("6.894757293168")
"""kPa"""
MMBTU: Final = Decimal("1.05505585262")
"""GJ"""
MECHANICAL_HORSEPOWER: Final = Decimal("0.745699871582")
"""kW; American calculators round it to 0.746"""
TON_OF_REFRIGERATION: Final = Decimal("3.51685284207")
"""kW; 12,000 Btu per hour"""
FAHRENHEIT_STEP: Final = Decimal(5) / Decimal(9)
"""K for a difference of one degree Fahrenheit"""


def celsius(fahrenheit: Decimal) -> Decimal:
    """A temperature on the Fahrenheit scale, in °C."""
    return (fahrenheit - 32) * FAHRENHEIT_STEP
