#!/usr/bin/env python3
"""Builds bench/flow_graph.cpp against the release build's libraries and runs it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE_DIR = Path(__file__).resolve().parent.parent
LAYERS = ("analysis", "model", "base")
SOURCES = ("bench/flow_graph.cpp", "src/collect/flow/language.cpp", "src/collect/flow/old_export.cpp")


def main() -> int:
    build = Path(os.environ.get("BUILD", SOURCE_DIR / "build" / "release"))
    libraries = [build / "src" / f"lib{layer}.a" for layer in LAYERS]
    libraries.append(build / "src" / "CMakeFiles" / "json.dir" / "base" / "json" / "library.cpp.o")
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "flow_graph"
        subprocess.run(["g++", "-std=c++20", "-O2", f"-I{SOURCE_DIR / 'src'}",
                        *(SOURCE_DIR / source for source in SOURCES), *libraries,
                        "-lfmt", "-lspdlog", "-lcrypto", "-lutf8proc", "-o", program], check=True)
        return subprocess.run([program]).returncode


if __name__ == "__main__":
    sys.exit(main())
