"""How a number of mutants fare: `python -m tests.workbooks.mutants 10000 [FIRST]`."""

import sys

from tests.workbooks.mutant_runs import fates, figures


def main(arguments: list[str]) -> int:
    """Check so many mutants from a first seed on and write the figures; 1 if any is broken."""
    many = int(arguments[0]) if arguments else 10_000
    first = int(arguments[1]) if len(arguments) > 1 else 0
    found = fates(range(first, first + many))
    sys.stdout.write(figures(found) + "\n")
    return int(any(one.is_broken for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
