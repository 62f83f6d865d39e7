#!/usr/bin/env python3
"""packages.lock: the versions that a release was made from.

Usage: lock.py write DIRECTORY…   from what packaging/program and certificates.py left there and what is installed
       lock.py verify DIRECTORY…  whether that is what packages.lock says; 1 when it is not
       lock.py check              what Debian has changed since; 1 when a security update touches a library in the program
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from archive import SECURITY, Archive, Offer, newer
from program import listed

PROJECT = Path(__file__).resolve().parent.parent
FILE = PROJECT / "packages.lock"
HEAD = """\
# What the program's release was made from. `script/release --lock` writes this, `script/release --check` says what has
# changed since. snapshot: https://snapshot.debian.org/archive/debian/ and then this date has all of these versions.
# library: Debian's source packages whose code is in the program. build: what packages.txt names for making it, and the
# compilers.
"""
SECTIONS = ("build", "static", "arm64", "release")  # of packages.txt
COMPILERS = ["binutils", "g++-12", "gcc-12", "binutils-aarch64-linux-gnu", "g++-12-aarch64-linux-gnu", "gcc-12-aarch64-linux-gnu"]

Versions = dict[str, str]  # by name


@dataclass(frozen=True)
class Lock:
    snapshot: str
    libraries: Versions  # of source packages
    build: Versions      # of binary packages

    def text(self) -> str:
        rows = [("snapshot", self.snapshot, "")]
        rows += [("library", *row) for row in sorted(self.libraries.items())]
        rows += [("build", *row) for row in sorted(self.build.items())]
        return HEAD + "".join(f"{kind}: {name} {version}".rstrip() + "\n" for kind, name, version in rows)


def parse(text: str) -> Lock:
    rows = [re.fullmatch(r"(\w+): (\S+)(?: (\S+))?", line) for line in text.splitlines() if not line.startswith("#")]
    if not all(rows):
        raise ValueError("packages.lock has a line that is neither a comment nor `KIND: NAME VERSION`")
    of = {kind: {row[2]: row[3] for row in rows if row[1] == kind} for kind in ("snapshot", "library", "build")}
    snapshot, = of["snapshot"]
    return Lock(snapshot, of["library"], of["build"])


def locked() -> Lock:
    if not FILE.exists():
        sys.exit("packages.lock is not there: script/release --lock writes it")
    return parse(FILE.read_text(encoding="ascii"))


def used(directories: list[Path]) -> tuple[Versions, Versions]:
    """Libraries that are listed in the directories, and packages that they were made with."""
    libraries = {}
    for directory in directories:
        for library in listed(directory):
            version = libraries.setdefault(library.source, library.source_version)
            if version != library.source_version:
                raise RuntimeError(f"{library.source} is there in two versions: {version} and {library.source_version}")
    return libraries, installed(named((PROJECT / "packages.txt").read_text(encoding="utf-8"), SECTIONS) + COMPILERS)


def named(packages: str, sections: tuple[str, ...]) -> list[str]:
    rows = re.findall(r"^(\w+): *(.*)$", packages, re.MULTILINE)
    return [name for section, names in rows if section in sections for name in names.split()]


def installed(names: list[str]) -> Versions:
    done = subprocess.run(["dpkg-query", "--show", "--showformat", r"${Package} ${Version} ${db:Status-Status}\n", *names], capture_output=True, text=True,
                          check=False)
    rows = [line.split() for line in done.stdout.splitlines()]
    return {row[0]: row[1] for row in rows if row[2:] == ["installed"]}


def differences(old: Versions, new: Versions) -> list[str]:
    return [f"{name} {old.get(name, 'was not there')} -> {new.get(name, 'is not there')}"
            for name in sorted({**old, **new}) if old.get(name) != new.get(name)]


def advisories(changelog: str, since: str) -> list[str]:
    """The DSAs and CVEs that the entries of debian/changelog name which are newer than a version."""
    found = []
    for entry in re.split(r"^(?=\S+ \(\S+\) )", changelog, flags=re.MULTILINE):
        head = re.match(r"\S+ \((\S+)\) ", entry)
        if head and newer(head[1], since):
            found += re.findall(r"\b(?:DSA-\d+(?:-\d+)?|CVE-\d{4}-\d{4,})\b", entry)
    return sorted(set(found))


def newest(offers: list[Offer]) -> Offer | None:
    best = None
    for offer in offers:
        if best is None or newer(offer.version, best.version):
            best = offer
    return best


def changes(locked: Versions, offered: dict[str, list[Offer]]) -> list[tuple[str, str, Offer]]:
    """Name, locked version and what there is now, of those that have changed."""
    found = []
    for name, version in locked.items():
        offer = newest(offered[name])
        if offer and newer(offer.version, version):
            found.append((name, version, offer))
    return found


def write(directories: list[Path], archive: Archive) -> int:
    libraries, build = used(directories)
    archive.update()
    late = changes(libraries, archive.offers("Sources", list(libraries)))
    for name, version, offer in late:
        print(f"{name} {version} is in the program, and Debian has {offer.version} ({offer.suite})")
    if late:
        print("packages.lock stays as it is: a release is made from what Debian has. apt-get upgrade, then build it anew.")
        return 1
    now = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    FILE.write_text(Lock(now, libraries, build).text(), encoding="ascii")
    print(f"packages.lock has {len(libraries)} libraries and {len(build)} packages")
    return 0


def verify(directories: list[Path]) -> int:
    lock = locked()
    libraries, build = used(directories)
    found = differences({**lock.build, **lock.libraries}, {**build, **libraries})
    for line in found:
        print(f"other than in packages.lock: {line}")
    return 1 if found else 0


def check(archive: Archive) -> int:
    lock = locked()
    archive.update()
    offered = archive.offers("Sources", list(lock.libraries))
    touched = 0
    print(f"since {lock.snapshot}:")
    for name, version, offer in changes(lock.libraries, offered):
        print(f"  library {name} {version} -> {offer.version} ({offer.suite})")
        log = archive.changelog(name, offer.version)
        found = advisories(log or "", version)
        if offer.suite == SECURITY or found:  # a point release takes over what the security team has mended
            touched += 1
            unknown = "names none" if log else "is not on the mirror"
            print(f"    security: {', '.join(found) or f'its changelog {unknown}'}")
    for name, version, offer in changes(lock.build, archive.offers("Packages", list(lock.build))):
        print(f"  build {name} {version} -> {offer.version} ({offer.suite})")
    print(f"{touched} of {len(lock.libraries)} libraries in the program have a security update" +
          (": make a new release" if touched else ""))
    return 1 if touched else 0


def main(arguments: list[str]) -> int:
    archive = Archive()
    match arguments:
        case ["write", *directories] if directories:
            return write([Path(directory) for directory in directories], archive)
        case ["verify", *directories] if directories:
            return verify([Path(directory) for directory in directories])
        case ["check"]:
            return check(archive)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
