"""Makes the package of the program under test, once for all tests of a class."""

import os
import subprocess
from pathlib import Path

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
BINARY = Path(os.environ["BINARY"]).resolve()


def make(target: str, **variables: object) -> str:
    command = ["make", "--no-print-directory", "-C", SOURCE_DIR / "deploy", target, f"PROGRAM={BINARY}",
               *(f"{name}={value}" for name, value in variables.items())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    return done.stdout


def package(directory: Path) -> Path:
    make("package", OUTPUT=directory)
    return directory / f"connect-ops-review-{os.uname().machine}.zip"
