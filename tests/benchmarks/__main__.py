"""Run every benchmark and print its table."""

import sys

from tests.benchmarks import checking, demonstration, documents, marking, pages, tracing

BENCHMARKS = {
    "checking": checking.run,
    "marking": marking.run,
    "pages": pages.run,
    "tracing": tracing.run,
    "documents": documents.run,
    "demonstration": demonstration.run,
}


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all."""
    for name in names or list(BENCHMARKS):
        print(f"\n== {name}", flush=True)
        BENCHMARKS[name]()


main(sys.argv[1:])
