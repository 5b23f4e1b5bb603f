"""From an empty instance to 105 members and three years, through the front door."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run() -> None:
    """Print how long the demonstration data take, and workbooks a second."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PORTAL_INSTANCE": str(Path(folder) / "instance")}
        begun = time.monotonic()
        command = [sys.executable, "-m", "portal.cli", "demo", "--no-serve"]
        subprocess.run(command, check=True, env=environment)  # noqa: S603
        print(f"portal demo --no-serve: {time.monotonic() - begun:.1f} s")
