"""One font for all documents of a test run."""

import pytest

from portal.config import settings
from portal.reports import font
from portal.reports.font import FontNames


@pytest.fixture(scope="session")
def names(tmp_path_factory: pytest.TempPathFactory) -> FontNames:
    """The font of the machine, or one derived into a folder of this run."""
    return font.register(settings({"PORTAL_INSTANCE": str(tmp_path_factory.mktemp("instance"))}))
