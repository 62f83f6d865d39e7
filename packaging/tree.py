"""A tree of files in memory, and archives of it whose bytes depend on nothing but the files and one date.

All that is released is made of such trees. Entries are in order of their names, have one time, and belong to root.
"""

import gzip
import io
import os
import tarfile
import zipfile
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path, PurePosixPath


@dataclass(frozen=True)
class File:
    content: bytes
    mode: int = 0o644


@dataclass(frozen=True)
class Directory:
    """Only where it is empty, or not as directories are: others follow from the paths of files."""
    mode: int = 0o755
    owner: int = 0  # user and group


Tree = dict[str, File | Directory]  # by path, without a leading slash


def below(prefix: str, tree: Tree) -> Tree:
    return {f"{prefix}/{path}": entry for path, entry in tree.items()}


def read(directory: Path) -> Tree:
    """Modes become those of everybody else's files: executable or not."""
    return {path.relative_to(directory).as_posix(): File(path.read_bytes(), 0o755 if os.access(path, os.X_OK) else 0o644)
            for path in directory.rglob("*") if path.is_file()}


def write(tree: Tree, directory: Path, date: int) -> None:
    for path, entry in tree.items():
        target = directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(entry.content)
        target.chmod(entry.mode)
    for path in [directory, *directory.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
        os.utime(path, (date, date))


def tar(tree: Tree, date: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path, entry in sorted(_with_directories(tree).items()):
            info = tarfile.TarInfo(path)
            info.mtime, info.mode = date, entry.mode
            if isinstance(entry, File):
                info.size = len(entry.content)
                archive.addfile(info, io.BytesIO(entry.content))
            else:
                info.type, info.uid, info.gid = tarfile.DIRTYPE, entry.owner, entry.owner
                archive.addfile(info)
    return out.getvalue()


def gz(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


def zipped(tree: dict[str, File], date: int) -> bytes:
    out = io.BytesIO()
    moment = datetime.fromtimestamp(date, timezone.utc).timetuple()[:6]
    with zipfile.ZipFile(out, "w") as archive:
        for path, entry in sorted(tree.items()):
            info = zipfile.ZipInfo(path, moment)
            info.create_system = 3  # Unix, whose modes these are
            info.external_attr = (0o100000 | entry.mode) << 16
            stored = path.endswith((".zip", ".gz"))
            archive.writestr(info, entry.content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _with_directories(tree: Tree) -> Tree:
    parents = {parent.as_posix(): Directory() for path in tree for parent in PurePosixPath(path).parents}
    parents.pop(".", None)
    return parents | tree
