"""Run every benchmark and print its table."""

import sys

from tests.benchmarks import checking, demonstration, documents, marking, mutants, pages, tracing

BENCHMARKS = {
    "checking": checking.run,
    "marking": marking.run,
    "pages": pages.run,
    "tracing": tracing.run,
    "documents": documents.run,
    "demonstration": demonstration.run,
}
# Takes a quarter of an hour, so only by its name.
ON_REQUEST = {"mutants": mutants.run}


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all."""
    for name in names or list(BENCHMARKS):
        print(f"\n== {name}", flush=True)
        (BENCHMARKS | ON_REQUEST)[name]()


main(sys.argv[1:])
