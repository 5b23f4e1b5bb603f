"""Room for several photos in one request; every other request keeps the limit of one file."""

from typing import Any, Final, cast

from flask import Flask, request

SEVERAL: Final = frozenset({"photos.add", "advice.attach"})
MOST_PHOTOS: Final = 12


def attach(app: Flask) -> None:
    """Raise the limit for the addresses that take several files, before any form is read."""
    config = cast(dict[str, Any], app.config)
    limit = int(config["MAX_CONTENT_LENGTH"])

    @app.before_request
    def widen() -> None:  # pyright: ignore[reportUnusedFunction]
        if request.endpoint in SEVERAL:
            request.max_content_length = limit * MOST_PHOTOS
