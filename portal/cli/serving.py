"""Commands that keep running: the web server, the worker, and both with demonstration data."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from types import FrameType
from typing import Any
from urllib.parse import quote

import click

from portal.cli.progress import Progress
from portal.cli.storage import now, opened, store
from portal.config import MailServer, Settings, settings
from portal.db.engine import Database, open_database
from portal.db.migrate import upgrade
from portal.demo.accounts import ACCOUNTS
from portal.demo.load import is_empty, load
from portal.intake.operations import CHECK, checker
from portal.jobs.worker import Handler, run_worker
from portal.outbox.sender import send_due
from portal.publication.keeping import kept_anew
from portal.reports.collection import COLLECT, collector
from portal.reports.font import FontError, prepare

MAIL_SECONDS = 5.0
STOP_SECONDS = 30.0


def handlers(chosen: Settings) -> Mapping[str, Handler]:
    """What the worker does, by kind of work."""
    kept = store(chosen)
    return {CHECK: checker(kept), COLLECT: collector(kept, chosen)}


@click.command()
@click.option("--worker/--no-worker", default=True, help="同時執行背景工作 / Run the worker too.")
def serve(*, worker: bool) -> None:
    """啟動網站 / Start the web server, by default together with the worker that checks files."""
    chosen = settings()
    with opened(chosen):
        pass
    _serve(chosen, with_worker=worker)


@click.command()
def worker() -> None:
    """執行背景工作：檢核檔案、寄信 / Check uploaded files and send mail until stopped."""
    _work(settings())


@click.command()
@click.option("--no-serve", is_flag=True, help="只載入資料，不啟動網站 / Load the data only.")
def demo(*, no_serve: bool) -> None:
    """載入示範資料並啟動 / Start the portal with 105 invented members and their workbooks.

    The workbooks are made here and taken through the front door like anybody's. Data are loaded
    only into an empty instance; a second start takes a moment.
    """
    chosen = settings()
    chosen.instance.mkdir(parents=True, exist_ok=True)
    upgrade(chosen.database_url)
    try:
        with Progress("PDF 字型 font") as progress:
            prepare(chosen, progress)
    except FontError as missing:
        click.echo(str(missing), err=True)
    with opened(chosen) as database:
        kept_anew(database)
        if is_empty(database):
            with Progress("示範資料 demonstration data") as progress:
                loaded = load(database, store(chosen), now=now, progress=progress)
            click.echo(f"✓ {loaded}")
    if no_serve:
        return
    _say_accounts()
    _serve(chosen, with_worker=True)


def _say_accounts() -> None:
    """One account per role; their passwords protect nothing but invented data."""
    click.echo("示範帳號 demonstration accounts")
    for account in ACCOUNTS:
        role = f"{account.role.label.zh} {account.role.label.en}"
        click.echo(f"  {account.email:<32}{account.password:<28}{role}")


def _serve(chosen: Settings, *, with_worker: bool) -> None:
    helper = _started_worker() if with_worker else None
    click.secho(f"→ http://{chosen.bind.host}:{chosen.bind.port}", bold=True)
    try:
        if os.name == "nt":
            _with_waitress(chosen)
        else:
            _with_gunicorn(chosen)
    finally:
        if helper is not None and helper.poll() is None:
            helper.terminate()
            helper.wait(timeout=STOP_SECONDS)


def _started_worker() -> subprocess.Popen[bytes]:
    """The command `portal worker` beside this one, with the same settings."""
    return subprocess.Popen([sys.executable, "-m", "portal.cli", "worker"])


def _with_gunicorn(chosen: Settings) -> None:
    from gunicorn.app.base import BaseApplication

    from portal.app import create_app

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"{chosen.bind.host}:{chosen.bind.port}",
                "workers": chosen.workers,
                "threads": chosen.threads,
                "worker_class": "gthread",
                "max_requests": 5000,
                "max_requests_jitter": 500,
                "loglevel": "warning",
                "proc_name": "portal",
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return create_app(chosen)

    Server().run()


def _with_waitress(chosen: Settings) -> None:
    import waitress  # pyright: ignore[reportMissingImports]

    from portal.app import create_app

    waitress.serve(
        create_app(chosen), host=chosen.bind.host, port=chosen.bind.port, threads=chosen.threads
    )


def _work(chosen: Settings) -> None:
    """Work until a signal says stop; the piece in hand is finished first."""
    stop = threading.Event()

    def leave(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    database = open_database(chosen.database_url)
    mail = threading.Thread(target=_send_mail, args=(chosen, database, stop), daemon=True)
    mail.start()
    name = f"{socket.gethostname()}-{os.getpid()}"
    run_worker(database, handlers(chosen), stop, worker=name, now=now)
    mail.join(timeout=MAIL_SECONDS)
    database.dispose()


def _send_mail(chosen: Settings, database: Database, stop: threading.Event) -> None:
    if chosen.smtp_url is None:
        return
    while not stop.wait(MAIL_SECONDS):
        send_due(database, smtp_address(chosen.smtp_url), sender=chosen.mail_from, now=now)


def smtp_address(server: MailServer) -> str:
    """The mail server as one address, with user and password when it has them."""
    scheme = "smtps" if server.encrypted_from_start else "smtp"
    user = f"{quote(server.user)}:{quote(server.password)}@" if server.user else ""
    return f"{scheme}://{user}{server.host}:{server.port}"
