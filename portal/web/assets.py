"""Static files: where they lie, their addresses with a fingerprint, and Bootstrap's own."""

import hashlib
from pathlib import Path
from typing import Final

from flask import Flask
from flask_bootstrap import Bootstrap5  # pyright: ignore[reportMissingTypeStubs]

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_A_YEAR: Final = 365 * 24 * 3600


def folder(name: str) -> Path:
    """The folder `templates` or `static`: inside the installed package, else beside it."""
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name


def serve(app: Flask) -> None:
    """Serve our files and Bootstrap's from our own origin, kept by browsers for a year."""
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _A_YEAR
    Bootstrap5(app)
    prints = {
        path.relative_to(folder("static")).as_posix(): _fingerprint(path)
        for path in sorted(folder("static").rglob("*"))
        if path.is_file()
    }

    def asset(name: str) -> str:
        return f"/static/{name}?v={prints[name]}"

    def bootstrap(name: str) -> str:
        return f"/bootstrap/static/{name}"

    app.add_template_global(asset)
    app.add_template_global(bootstrap, "bootstrap_asset")


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
