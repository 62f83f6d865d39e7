#!/usr/bin/env python3
"""Fetches the certificate authorities of the image: Debian's newest ca-certificates, whatever this machine has.

Usage: certificates.py DIRECTORY

Leaves there the unpacked package, and libraries.json about it as packaging/program writes it. When the mirror cannot be
reached and the directory is there, it stays.
"""

import json
import sys
from pathlib import Path

from archive import Archive

PACKAGE = "ca-certificates"


def fetch(directory: Path) -> None:
    archive = Archive()
    try:
        archive.update()
    except RuntimeError as error:
        if not (directory / "libraries.json").exists():
            raise
        print(f"certificates.py: {directory} stays as it is: {error}", file=sys.stderr)
        return
    newest = archive.unpack(PACKAGE, directory)
    row = {"name": PACKAGE, "version": newest.version, "source": PACKAGE, "source_version": newest.version,
           "licence": str((directory / f"usr/share/doc/{PACKAGE}/copyright").resolve())}
    (directory / "libraries.json").write_text(json.dumps([row]), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    fetch(Path(sys.argv[1]))
