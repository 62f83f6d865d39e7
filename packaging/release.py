#!/usr/bin/env python3
"""Makes the files of a release from programs that were built: the same input gives the same bytes.

Usage: release.py --version VERSION --date SECONDS --output DIRECTORY --certificates DIRECTORY PROCESSOR=DIRECTORY…

Each DIRECTORY is what packaging/program made for the PROCESSOR, x86_64 or arm64, and the certificates are what
packaging/certificates.py made. The date is what every file carries, in seconds since 1970. Without a program for both
there is no deployment: its zip holds both.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from email.utils import formatdate
from pathlib import Path

import deployment
import image
import sbom
import tree
from program import FUNCTION, NAME, PROCESSORS, Library, Program, licences, listed, load, says
from tree import File, Tree, below, gz

PROJECT = Path(__file__).resolve().parent.parent
HERE = PROJECT / "packaging"
COMPLETIONS = {"bash": f"bash-completion/completions/{NAME}", "zsh": f"zsh/site-functions/_{NAME}",
               "fish": f"fish/vendor_completions.d/{NAME}.fish"}


@dataclass(frozen=True)
class Release:
    version: str
    date: int                     # seconds since 1970
    manual: bytes
    completions: dict[str, bytes]  # by shell
    certificates: Path            # of the image


def text(name: str) -> bytes:
    return (PROJECT / name).read_bytes()


def listing(libraries: list[Library], version: str) -> File:
    width = max(len(library.name) for library in libraries)
    rows = "".join(f"  {library.name:{width}}  {library.version}  ({library.source})\n" for library in libraries)
    return File((f"{NAME} {version} contains these libraries, each as Debian 12 has it, with Debian's name of its source:\n\n{rows}\n"
                 "Their sources: https://snapshot.debian.org/package/NAME/VERSION/. To link the program again with other versions of\n"
                 "them, run script/release in its own source.\n").encode())


def notices(libraries: list[Library], version: str) -> Tree:
    """licences/ and the list of what they are of."""
    return {"LIBRARIES": listing(libraries, version),
            **{name: File(content) for name, content in licences(libraries).items()}}


def shared(release: Release) -> Tree:
    """Below share/, wherever it is installed."""
    return {f"man/man1/{NAME}.1": File(release.manual),
            **{path: File(release.completions[shell]) for shell, path in COMPLETIONS.items()}}


def tarball(release: Release, program: Program) -> tuple[str, bytes]:
    name = f"{NAME}-{release.version}-linux-{program.processor}"
    files = {NAME: File(program.content, 0o755),
             "install.sh": File((HERE / "install.sh").read_bytes(), 0o755),
             "README.md": File((HERE / "README.md").read_bytes()),
             "LICENSE": File(text("LICENSE")), "CHANGELOG.md": File(text("CHANGELOG.md")),
             **below("share", shared(release)),
             **below("licences", notices(program.libraries, release.version)),
             **below("samples/harbour", tree.read(PROJECT / "samples/harbour"))}
    return f"{name}.tar.gz", gz(tree.tar(below(name, files), release.date))


def debian_tree(release: Release, program: Program) -> Tree:
    share = shared(release)
    share[f"man/man1/{NAME}.1.gz"] = File(gz(share.pop(f"man/man1/{NAME}.1").content))
    share[f"zsh/vendor-completions/_{NAME}"] = share.pop(COMPLETIONS["zsh"])
    log = (f"{NAME} ({release.version}) stable; urgency=medium\n\n  * See CHANGELOG.md.gz.\n\n"
           f" -- {NAME} maintainers <maintainers@connect-ops-review.example>  {formatdate(release.date)}\n")
    notice = (HERE / "debian/copyright").read_text(encoding="utf-8")
    documents = {"copyright": File(notice.encode()), "changelog.gz": File(gz(log.encode())),
                 "CHANGELOG.md.gz": File(gz(text("CHANGELOG.md"))),
                 **below("licences", notices(program.libraries, release.version))}
    return {f"usr/bin/{NAME}": File(program.content, 0o755),
            **below("usr/share", share),
            **below(f"usr/share/doc/{NAME}", documents),
            f"usr/share/lintian/overrides/{NAME}": File((HERE / "debian/lintian-overrides").read_bytes())}


def debian_package(release: Release, program: Program) -> tuple[str, bytes]:
    architecture = PROCESSORS[program.processor]
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        tree.write(debian_tree(release, program), directory / "tree", release.date)
        done = subprocess.run(["cpack", "--config", HERE / "deb.cmake", "-B", directory / "made",
                               "-D", f"CPACK_PACKAGE_VERSION={release.version}",
                               "-D", f"CPACK_DEBIAN_PACKAGE_ARCHITECTURE={architecture}",
                               "-D", f"CPACK_INSTALLED_DIRECTORIES={directory}/tree;/"],
                              umask=0o022,  # the members of a .deb have modes too
                              env={**os.environ, "SOURCE_DATE_EPOCH": str(release.date)}, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"cpack failed:\n{done.stdout}{done.stderr}")
        made, = (directory / "made").glob("*.deb")
        return made.name, made.read_bytes()


def function(program: Program, version: str, date: int) -> bytes:
    """What deploy/stage says that the function consists of, and the list of its libraries."""
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        for name, content in ((NAME, program.content), (FUNCTION, program.function)):
            (directory / name).write_bytes(content)
            (directory / name).chmod(0o755)
        (directory / "libraries.json").write_text(json.dumps([asdict(one) for one in program.libraries]), encoding="utf-8")
        subprocess.run([PROJECT / "deploy/stage", directory / NAME, directory / "function"], check=True)
        files = tree.read(directory / "function")
        files["licences/LIBRARIES"] = listing(program.libraries, version)
        return tree.zipped(files, date)


def files_of(release: Release, programs: list[Program]) -> dict[str, tuple[bytes, dict[str, list[Library]]]]:
    """By name: the content, and the libraries in it by processor."""
    certificates, = listed(release.certificates)
    bundle = image.authorities(release.certificates)
    files, functions = {}, {}
    for program in programs:
        inside = {program.processor: program.libraries}
        with_certificates = {program.processor: [*program.libraries, certificates]}
        for name, content in (tarball(release, program), debian_package(release, program)):
            files[name] = content, inside
        documents = below(f"usr/share/doc/{NAME}/licences", notices(with_certificates[program.processor], release.version))
        files[f"{NAME}-image-{release.version}-{program.processor}.tar"] = (
            image.archive(program, bundle, documents, release.version, release.date), with_certificates)
        functions[program.processor] = function(program, release.version, release.date)
        files[f"{NAME}-lambda-{release.version}-{program.processor}.zip"] = functions[program.processor], inside
    if set(functions) == set(PROCESSORS):
        archive = f"{NAME}-deploy-{release.version}"
        sources = {name: (PROJECT / "deploy" / name).read_text(encoding="utf-8") for name in ("template.yaml", "samconfig.toml")}
        sources["deploying.md"] = text("docs/deploying.md").decode()
        deployed = deployment.tree(archive, release.version, sources, functions, text("LICENSE"))
        for one in programs:
            deployed[f"{archive}/LIBRARIES-{one.processor}"] = listing(one.libraries, release.version)
        files[f"{archive}.zip"] = tree.zipped(deployed, release.date), {one.processor: one.libraries for one in programs}
    return files


def make(release: Release, programs: list[Program], output: Path) -> None:
    made = {}
    for name, (content, libraries) in files_of(release, programs).items():
        made[name] = content
        made[f"{name}.spdx.json"] = sbom.document(name, content, release.version, release.date, libraries)
    output.mkdir(parents=True, exist_ok=True)
    for old in output.iterdir():
        old.unlink()
    for name, content in made.items():
        (output / name).write_bytes(content)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(made.items()))
    (output / "SHA256SUMS").write_text(sums, encoding="ascii")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--version", required=True)
    parser.add_argument("--date", required=True, type=int)
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument("--certificates", required=True, type=Path)
    parser.add_argument("programs", nargs="+", metavar="PROCESSOR=DIRECTORY")
    given = parser.parse_args()
    places = dict(argument.split("=", 1) for argument in given.programs)
    if unknown := set(places) - set(PROCESSORS):
        parser.error(f"there is no processor {', '.join(unknown)}: {' or '.join(PROCESSORS)}")
    here = {"aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    if here not in places:
        parser.error(f"completions and manual page come from the program of this machine: {here}=DIRECTORY is missing")
    own = Path(places[here]) / NAME
    if (said := says(own, "--version").decode().split()[-1]) != given.version:
        parser.error(f"the program says that it is {said}, not {given.version}")
    release = Release(given.version, given.date, says(own, "man"), {shell: says(own, "completion", shell) for shell in COMPLETIONS},
                      given.certificates)
    make(release, [load(processor, Path(place)) for processor, place in sorted(places.items())], given.output)


if __name__ == "__main__":
    sys.exit(main())
