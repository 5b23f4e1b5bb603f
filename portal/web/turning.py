"""The address of another page of the same list."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import request


def page_link() -> Callable[[int], str]:
    """Gives the address of a page of the list that is shown, its filters kept."""
    kept = {name: value for name, value in request.args.items() if value and name != "page"}
    path = request.path
    return lambda page: f"{path}?{urlencode({**kept, 'page': page})}"
