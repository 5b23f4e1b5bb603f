"""Ten thousand broken samples and two thousand broken forms, checked, stored and marked."""

from tests.workbooks.mutant_runs import fates, figures

MANY = {".xlsx": 10_000, ".ods": 2_000}


def run() -> None:
    """Print how many were read and refused, the slowest, the largest and every one that broke."""
    for suffix, count in MANY.items():
        print(f"{suffix}: {figures(fates(range(count), suffix))}\n", flush=True)
