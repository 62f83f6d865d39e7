"""What Debian's archive has today of its release 12: read by apt in directories of its own, so without root, and whatever
this machine's own lists of sources say. DEBIAN and DEBIAN_SECURITY name another mirror, as one of
https://snapshot.debian.org.

    python3 packaging/archive.py amd64|arm64     reads the indices, and prints the path of apt's configuration (APT_CONFIG)
"""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
SECURITY = "bookworm-security"
SUITES = {"bookworm": "DEBIAN", "bookworm-updates": "DEBIAN", SECURITY: "DEBIAN_SECURITY"}
MIRRORS = {"DEBIAN": "http://deb.debian.org/debian", "DEBIAN_SECURITY": "http://deb.debian.org/debian-security"}  # signed
DIRECTORY = Path(__file__).resolve().parent.parent / "build/debian"  # indices and downloads, of every processor


@dataclass(frozen=True)
class Offer:
    version: str
    suite: str


def newer(one: str, other: str) -> bool:
    return subprocess.run(["dpkg", "--compare-versions", one, "gt", other], check=False).returncode == 0


def configured(directory: Path, architecture: str) -> Path:
    """apt's configuration for one processor."""
    for name in ("lists", "archives"):
        (directory / name / "partial").mkdir(parents=True, exist_ok=True)
    sources = directory / "sources.list"
    sources.write_text("".join(f"{kind} [signed-by={KEYS}] {os.environ.get(mirror, MIRRORS[mirror])} {suite} main\n"
                               for suite, mirror in SUITES.items() for kind in ("deb", "deb-src")), encoding="ascii")
    options = {"Dir::State::Lists": directory / "lists", "Dir::Cache::Archives": directory / "archives",
               "Dir::Cache::PkgCache": "", "Dir::Cache::SrcPkgCache": "", "Dir::Etc::SourceList": sources,
               "Dir::Etc::SourceParts": "-", "APT::Architecture": architecture, "APT::Architectures": architecture,
               "APT::Get::List-Cleanup": "false", "APT::Sandbox::User": "root", "Acquire::Languages": "none",
               "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
               # A snapshot's indices are as old as it is.
               "Acquire::Check-Valid-Until": "false" if "DEBIAN" in os.environ else "true"}
    configuration = directory / f"{architecture}.conf"
    configuration.write_text("".join(f'{name} "{value}";\n' for name, value in options.items()), encoding="ascii")
    return configuration


class Archive:
    def __init__(self, architecture: str = "amd64", directory: Path = DIRECTORY) -> None:
        self.configuration = configured(directory, architecture)

    def apt_(self, program: str, *arguments: str, directory: Path | None = None) -> str:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, cwd=directory,
                              env=os.environ | {"APT_CONFIG": str(self.configuration)})
        if done.returncode != 0 or re.search(r"^(W|E): Failed to fetch", done.stderr, re.MULTILINE):
            raise RuntimeError(f"{program} {arguments[0]} failed:\n{done.stderr}")
        return done.stdout

    def update(self) -> None:
        self.apt_("apt-get", "update")

    def offers(self, kind: str, names: list[str]) -> dict[str, list[Offer]]:
        """By name, newest first. kind: Sources or Packages, of which a name that is not there has none."""
        found: dict[str, list[Offer]] = {name: [] for name in names}
        for line in self.apt_("apt-cache", "madison", *names).splitlines():
            name, version, origin = (part.strip() for part in line.split("|"))
            _, suite, index = origin.split(maxsplit=2)
            if index.endswith(kind) and name in found:
                found[name].append(Offer(version, suite.partition("/")[0]))
        return found

    def unpack(self, package: str, directory: Path) -> Offer:
        """The newest of a binary package, into a directory that is made anew."""
        newest, *_ = self.offers("Packages", [package])[package]
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        self.apt_("apt-get", "--quiet=2", "download", f"{package}={newest.version}", directory=directory)
        file, = directory.glob("*.deb")
        subprocess.run(["dpkg-deb", "--extract", file, directory], check=True)
        file.unlink()
        return newest

    def changelog(self, source: str, version: str) -> str | None:
        """debian/changelog of the source package, whose digest is what the signed index says. None where the mirror does
        not have it (yet)."""
        for line in self.apt_("apt-get", "--quiet=2", "--print-uris", "source", f"{source}={version}").splitlines():
            uri, name, _, digest = line.split()
            if not re.search(r"\.tar\.(xz|gz)$", name) or ".orig" in name:
                continue
            try:
                with urllib.request.urlopen(uri.strip("'"), timeout=60) as answer:
                    content = answer.read()
            except urllib.error.HTTPError:
                return None
            if hashlib.sha256(content).hexdigest() != digest.removeprefix("SHA256:"):
                raise RuntimeError(f"{name} is not what Debian's index says")
            with tarfile.open(fileobj=io.BytesIO(content)) as packed:  # debian/ or, of a native package, NAME/debian/
                log = next(path for path in packed.getnames() if re.fullmatch(r"([^/]+/)?debian/changelog", path))
                return packed.extractfile(log).read().decode()
        return None


def main() -> int:
    archive = Archive(sys.argv[1])
    try:
        archive.update()
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    print(archive.configuration)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
