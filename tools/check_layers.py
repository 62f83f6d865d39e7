#!/usr/bin/env python3
"""Fails when the sources break the layering of docs/architecture.md.

Usage: check_layers.py [SOURCE_DIRECTORY]    (src/ beside this script's directory unless given)

Prints one line a problem, as file:line: message, and exits with 1 when there is any.
"""

import re
import sys
from pathlib import Path

# What each layer may include beside itself. Everything points downwards; front ends know app, not each other.
LAYERS = {
    "base": set(),
    "model": {"base"},
    "http": {"base"},
    "serve": {"http", "base"},
    "aws": {"http", "base"},
    "recording": {"aws", "model", "base"},
    "collect": {"aws", "model", "base"},
    "words": {"model", "base"},
    "analysis": {"model", "base"},
    "checks": {"analysis", "words", "model", "base"},
    "store": {"http", "aws", "base"},
    "layout": {"base"},
    "page": {"layout", "words", "model", "base"},
    "components": {"page", "analysis", "words", "model", "base"},
    "formats": {"components", "page", "analysis", "words", "model", "base"},
    "app": {"formats", "words", "analysis", "page", "checks", "components", "collect", "recording", "store", "aws", "http", "model", "base"},
}
LAYERS["lambda"] = LAYERS["web"] = LAYERS["app"] | {"app", "serve"}
LAYERS["cli"] = LAYERS["app"] | {"app", "lambda"}  # it starts the others

# Rooms of a layer that know less than it: what each may include beside itself. Both hand invocations on, and one of
# them is there at a time.
INVOCATIONS = ("lambda/invocation.hpp", "lambda/reply.hpp", "http/", "base/")
ROOMS = {
    "lambda/runtime/": INVOCATIONS,
    "lambda/local/": (*INVOCATIONS, "serve/"),
}

# Libraries that one place hides from the others: the start of the #include, and the path under src/ that may have it.
LIBRARIES = {
    "curl/": "http/curl_client.cpp",
    "graphviz/": "layout/graphviz.cpp",
    "pugixml": ("aws/protocol/xml.cpp", "formats/junit.cpp"),
    "sqlite3.h": "store/sqlite/",
    "CLI/": "cli/parse.cpp",
    "kainjow/": "page/",
    "spdlog/": "base/",
    "toml++/": "app/",
    "httplib.h": "serve/",
    "utf8proc.h": ("base/", "words/"),
    "zlib.h": "recording/",
}

# Only a front end writes to standard output.
STDOUT = re.compile(r"\bstd::cout\b")
STDOUT_IN = "cli/"

# A header opens with one paragraph of at most so many lines; more may follow after an empty comment line.
MAX_OPENING_LINES = 6

# Unit tests may also include from tests/.
TEST_DIRECTORIES = {"fakes", "contract"}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def include_problem(path, quote, target):
    """What is wrong with one #include in `path` (relative to the source directory), or None."""
    if quote == "<":
        for library, home in LIBRARIES.items():
            if target.startswith(library) and not path.startswith(home):
                return f"<{target}> belongs in src/{home} only"
        return None
    layer, other = path.split("/")[0], target.split("/")[0]
    if "/" not in target or ".." in target.split("/"):
        return f'"{target}" is not rooted at src/'
    if path.endswith(("_test.cpp", "_test.hpp")) and other in TEST_DIRECTORIES:
        return None
    if other not in LAYERS:
        return f'"{target}" is in no layer that tools/check_layers.py knows'
    if other != layer and other not in LAYERS[layer]:
        return f'{layer} must not include "{target}"'
    for room, others in ROOMS.items():
        if path.startswith(room) and not target.startswith((room, *others)):
            return f'{room[:-1]} must not include "{target}"'
    return None


def header_problem(text):
    """What is wrong with how a header opens, or None."""
    opening = []
    for line in text.splitlines():
        if not line.startswith("// "):
            break
        opening.append(line)
    if not opening:
        return "a header opens with a comment: what this is, why it exists, which threads may use it"
    if len(opening) > MAX_OPENING_LINES:
        return f"a header's opening paragraph has at most {MAX_OPENING_LINES} lines"
    if not re.search(r"^#pragma once$", text, re.MULTILINE):
        return "#pragma once is missing"
    return None


def file_problems(path, text):
    """Yields (line number, message) for one file; `path` is relative to the source directory."""
    if "/" in path and path.split("/")[0] not in LAYERS:
        yield 1, f"src/{path.split('/')[0]} is no layer that tools/check_layers.py knows"
        return
    if path.endswith(".hpp") and (problem := header_problem(text)):
        yield 1, problem
    for number, line in enumerate(text.splitlines(), 1):
        if match := INCLUDE.match(line):
            if problem := include_problem(path, *match.groups()):
                yield number, problem
        elif STDOUT.search(line.split("//")[0]) and not path.startswith(STDOUT_IN):
            yield number, f"std::cout belongs in src/{STDOUT_IN} only"


def problems(source):
    """One line for each problem in the tree `source`, in the order of its files."""
    found = []
    for file in sorted(path for path in source.rglob("*") if path.suffix in {".cpp", ".hpp"}):
        path = file.relative_to(source).as_posix()
        for number, message in file_problems(path, file.read_text(encoding="utf-8")):
            found.append(f"{source.name}/{path}:{number}: {message}")
    return found


def main(arguments):
    source = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent / "src"
    if not source.is_dir():
        print(f"{source}: no such directory", file=sys.stderr)
        return 2
    found = problems(source)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
