"""A program as it was built for one kind of processor, and the libraries that are in it."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

NAME = "connect-ops-review"
FUNCTION = f"{NAME}-function"  # the same at a fixed address, for Lambda
PROCESSORS = {"x86_64": "amd64", "arm64": "arm64"}  # what AWS calls them, and what Debian and OCI do


@dataclass(frozen=True, order=True)
class Library:
    name: str  # of the Debian package whose code is in the program
    version: str
    source: str  # Debian's source package, which may have another version: a compiler for another processor has
    source_version: str
    licence: str  # path of its copyright file


@dataclass(frozen=True)
class Program:
    processor: str
    content: bytes
    function: bytes
    libraries: list[Library]


def load(processor: str, directory: Path) -> Program:
    """What packaging/program left in the directory."""
    return Program(processor, (directory / NAME).read_bytes(), (directory / FUNCTION).read_bytes(), listed(directory))


def listed(directory: Path) -> list[Library]:
    rows = json.loads((directory / "libraries.json").read_text(encoding="utf-8"))
    return sorted(Library(**row) for row in rows)


def says(program: Path, *arguments: str) -> bytes:
    """What it prints of itself: completions and the manual page."""
    environment = {"LC_ALL": "C.UTF-8"}  # it writes plain ASCII where the locale knows no more
    return subprocess.run([program, *arguments], env=environment, capture_output=True, check=True, timeout=60).stdout


def licences(libraries: list[Library]) -> dict[str, bytes]:
    """The libraries' own notices, and the texts of the common licences that Debian's notices refer to."""
    found = {library.source: Path(library.licence).read_bytes() for library in libraries}
    for path in sorted(set(re.findall(rb"/usr/share/common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]", b"".join(found.values())))):
        text = Path(path.decode())
        if text.exists():
            found[text.name] = text.read_bytes()
    return found
