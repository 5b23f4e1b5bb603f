"""Options that several commands share."""

import click

from portal.language import Language

LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice([one.value for one in Language]),
    default=Language.ZH.value,
    show_default=True,
    help="輸出的語言 / Language of the output.",
)
