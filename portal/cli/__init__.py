"""The command `portal`: what administrators, scripts and a member's desk do without pages."""

import sys

import click

from portal.cli.administration import db, members, show_settings, user
from portal.cli.budget import budget
from portal.cli.checking import check, samples, template
from portal.cli.documents import documents
from portal.cli.figures import accept, import_folder, summary
from portal.cli.serving import demo, serve, worker
from portal.cli.tracing import trace
from portal.config import SettingError

__all__ = ["main", "portal"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def portal() -> None:
    """產業淨零大聯盟申報平台 / Reporting portal of the Net Zero Industry Alliance.

    Start with `portal demo` to look around, or `portal check FILE` to check a workbook at your
    desk, without network and without database.
    """


for _command in (
    demo,
    serve,
    worker,
    check,
    template,
    samples,
    documents,
    import_folder,
    accept,
    summary,
    budget,
    trace,
    members,
    user,
    db,
    show_settings,
):
    portal.add_command(_command)


def main() -> None:
    """Run the command; a setting that does not fit is said in one line."""
    try:
        portal.main(prog_name="portal")
    except SettingError as unfit:
        click.echo(f"{unfit.text.zh}\n{unfit.text.en}", err=True)
        sys.exit(2)
