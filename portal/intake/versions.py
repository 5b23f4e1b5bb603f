"""What a workbook is judged by: versions of portal, rules, thresholds and reference data."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from portal.intake.kinds import CATALOGUE
from portal.reference.versions import VERSIONS

PORTAL = "0.1.0"


@cache
def versions() -> Mapping[str, str]:
    """The versions recorded with every report, by name."""
    said = "\n".join(
        f"{rule.code} {rule.severity} {rule.message.zh} {rule.message.en}"
        for rule in CATALOGUE.values()
    )
    return {
        "portal": PORTAL,
        "rules": _short(said.encode()),
        "thresholds": _short(
            b"".join(
                files(package).joinpath("thresholds.csv").read_bytes()
                for package in ("portal.inventory", "portal.plans")
            )
        ),
        **VERSIONS,
    }


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
