"""What a workbook is judged by: versions of portal, rules, thresholds and reference data."""

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache

from portal.intake.kinds import CATALOGUE
from portal.intake.limits import DEFAULTS
from portal.reference.versions import VERSIONS
from portal.workbook.thresholds import Threshold

PORTAL = "0.1.0"


@lru_cache(maxsize=16)
def versions(changed: tuple[Threshold, ...] = ()) -> Mapping[str, str]:
    """The versions recorded with every report, by name.

    Args:
        changed: the limits that count instead of the defaults.
    """
    return {
        "portal": PORTAL,
        "rules": _rules(),
        "thresholds": DEFAULTS.changed(changed).version,
        **VERSIONS,
    }


@cache
def _rules() -> str:
    said = "\n".join(
        f"{rule.code} {rule.severity} {rule.message.zh} {rule.message.en}"
        for rule in CATALOGUE.values()
    )
    return hashlib.sha256(said.encode()).hexdigest()[:12]
