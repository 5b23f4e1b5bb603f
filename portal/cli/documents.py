"""The command `portal documents`: rules, data dictionary and calculators, written anew."""

from pathlib import Path
from typing import Final

import click

from portal.budget.rules import RULES
from portal.intake.documents import FOLDER, Rules, write

# Rule books that stand above the package that writes the documents.
ABOVE: Final[Rules] = tuple(RULES.rules.values())


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=FOLDER,
    show_default=True,
    help="寫入的資料夾 / Folder to write to.",
)
def documents(output: Path) -> None:
    """產生說明文件 / Write the catalogue of checks, the data dictionary and the calculators.

    They are made from the declarations; the tests compare them with what is committed.
    """
    write(output, ABOVE)
