"""What script/release --try does: installs, runs and removes the files of a release in clean roots without a network.

Needs root. FILES is the directory of the release and VERSION its version. Roots of Debian are made once, in build/roots.
"""

import contextlib
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import time
import unittest
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
FILES, VERSION = Path(os.environ["FILES"]), os.environ["VERSION"]
ROOTS = PROJECT / "build/roots"
NAME = "connect-ops-review"
OLD = "0.0.1"
FIRST_REPORT = 10  # seconds, from unpacking
DEBIAN = {"bullseye": "11", "bookworm": "12", "trixie": "13"}
EMULATOR = "qemu-aarch64-static"
HERE = {"aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
PROCESSORS = [processor for processor in ("x86_64", "arm64") if (FILES / f"{NAME}-lambda-{VERSION}-{processor}.zip").exists()]
HOME = {"HOME": "/home/review", "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "AWS_EC2_METADATA_DISABLED": "true"}


def run(*command: object, **options) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)


def must(*command: object, **options) -> str:
    done = run(*command, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def inside(root: Path, *command: object, user: str = "0:0") -> subprocess.CompletedProcess:
    """In the root, without network, and with nothing of this machine's environment."""
    return run("unshare", "--net", "chroot", f"--userspec={user}", root, *command, env=HOME)


def files(root: Path) -> set[str]:
    """All but what dpkg and the caches of a shell's tools write on their own."""
    return {str(path.relative_to(root)) for path in root.rglob("*")
            if not re.match(r"(var/(lib/dpkg|log|cache)|etc/ld\.so\.cache|proc|sys|dev)\b", str(path.relative_to(root)))}


@contextlib.contextmanager
def debian(suite: str) -> Iterator[Path]:
    """A root that is as debootstrap left it. One in which a try failed is not used again."""
    root, clean = ROOTS / suite, ROOTS / f"{suite}.clean"
    if not clean.exists():
        shutil.rmtree(root, ignore_errors=True)
        root.parent.mkdir(parents=True, exist_ok=True)
        must("debootstrap", "--variant=minbase", suite, root, "http://deb.debian.org/debian")
    clean.unlink(missing_ok=True)
    yield root
    clean.touch()


def unpack(processor: str, directory: Path) -> str:
    """The path of what is in the tarball, from the directory."""
    with tarfile.open(FILES / f"{NAME}-{VERSION}-linux-{processor}.tar.gz") as archive:
        archive.extractall(directory)
    return f"/{NAME}-{VERSION}-linux-{processor}"


class Tryout(unittest.TestCase):
    def assert_works(self, root: Path, program: str, sample: str, *, user: str = "0:0", emulator: tuple[str, ...] = ()) -> None:
        """demo, a review of a recording, and doctor."""
        def review(*arguments: str, codes: tuple[int, ...] = (0,)) -> str:
            done = inside(root, *emulator, program, *arguments, user=user)
            self.assertIn(done.returncode, codes, f"{arguments}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
            return done.stdout + done.stderr

        self.assertEqual(review("--version").strip(), f"{NAME} {VERSION}")
        begun = time.monotonic()
        self.assertIn("html report: ", review("demo", "/tmp/demo"))
        self.assertLess(time.monotonic() - begun, FIRST_REPORT)
        self.assertTrue(list((root / "tmp/demo").glob("*.html")))
        self.assertRegex(review("run", "--recording", sample, "--database", "/tmp/reviews.db", "--output-dir", "/tmp/out"), r"\d+ fails, ")
        maps, report = sorted((root / "tmp/out").glob("*.html"))  # "-" comes before "."
        for page in (maps, report):
            self.assertIn("Content-Security-Policy", page.read_text(encoding="utf-8"))
        said = review("doctor", "--region", "eu-central-1", codes=(1,))
        self.assertRegex(said, r"(?m)^region +ok +eu-central-1$")
        self.assertIn("no AWS credentials were found", said)
        for path in ("demo", "out", "reports"):  # the last beside the database
            shutil.rmtree(root / "tmp" / path)
        (root / "tmp/reviews.db").unlink()

    def fresh(self) -> Path:
        root = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (root / "tmp").mkdir(mode=0o777)
        (root / "tmp").chmod(0o1777)
        return root


class NothingButTheTarball(Tryout):
    def test_runs_where_it_was_unpacked(self):
        for processor in PROCESSORS:
            with self.subTest(processor):
                root = self.fresh()
                emulator = self.emulator(root) if processor != HERE else ()
                begun = time.monotonic()
                place = unpack(processor, root)
                self.assertLess(time.monotonic() - begun, FIRST_REPORT)
                self.assert_works(root, f"{place}/{NAME}", f"{place}/samples/harbour", emulator=emulator)

    def emulator(self, root: Path) -> tuple[str, ...]:
        shutil.copy(shutil.which(EMULATOR), root / EMULATOR)
        return (f"/{EMULATOR}",)


class DebianRoots(Tryout):
    def older(self, package: Path) -> Path:
        """The same under an earlier version."""
        place = Path(self.enterContext(tempfile.TemporaryDirectory()))
        must("dpkg-deb", "--raw-extract", package, place / "tree")
        control = place / "tree/DEBIAN/control"
        control.write_text(control.read_text(encoding="utf-8").replace(f"Version: {VERSION}", f"Version: {OLD}"), encoding="utf-8")
        must("dpkg-deb", "--build", "--root-owner-group", "-Zxz", place / "tree", place / "old.deb")
        return place / "old.deb"

    def version(self, root: Path) -> str:
        return inside(root, "dpkg-query", "--show", "--showformat", "${Version} ${db:Status-Status}", NAME).stdout

    def cycle(self, root: Path, architecture: str, emulator: tuple[str, ...] = ()) -> None:
        """Installs, upgrades, runs and removes the package, after which all is as it was."""
        package = FILES / f"{NAME}_{VERSION}_{architecture}.deb"
        before = files(root)
        shutil.copy(self.older(package), root / "old.deb")
        shutil.copy(package, root / "new.deb")
        shutil.copytree(PROJECT / "samples/harbour", root / "sample")
        install = ("dpkg", "--force-architecture", "--install")
        for file, version in (("/old.deb", OLD), ("/new.deb", VERSION)):
            done = inside(root, *install, file)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(self.version(root), f"{version} installed")
        self.assert_works(root, f"/usr/bin/{NAME}", "/sample", emulator=emulator)
        done = inside(root, "dpkg", "--purge", NAME)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for path in ("old.deb", "new.deb"):
            (root / path).unlink()
        shutil.rmtree(root / "sample")
        self.assertEqual(files(root) ^ before, set())

    def test_the_package_is_installed_upgraded_and_removed(self):
        for suite in DEBIAN:
            with self.subTest(suite), debian(suite) as root:
                self.cycle(root, "amd64" if HERE == "x86_64" else "arm64")

    @unittest.skipUnless("arm64" in PROCESSORS, "no release for arm64")
    def test_the_package_for_arm64_under_qemu(self):
        with debian("bookworm") as root:
            shutil.copy(shutil.which(EMULATOR), root / EMULATOR)
            self.cycle(root, "arm64", (f"/{EMULATOR}",))
            (root / EMULATOR).unlink()

    def test_the_tarball_is_installed_and_removed(self):
        for suite in DEBIAN:
            with self.subTest(suite), debian(suite) as root:
                before = files(root)
                place = unpack(HERE, root)
                done = inside(root, f"{place}/install.sh")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn(f"{NAME} demo", done.stdout)
                self.assert_works(root, NAME, f"{place}/samples/harbour")
                self.assertEqual(inside(root, f"{place}/install.sh", "--uninstall").returncode, 0)
                shutil.rmtree(root / place[1:])
                left = files(root) - before
                self.assertEqual({path for path in left if not (root / path).is_dir()}, set())
                for path in sorted(left, reverse=True):
                    (root / path).rmdir()


class Image(Tryout):
    def test_runs_unpacked_as_nobody(self):
        place = Path(self.enterContext(tempfile.TemporaryDirectory()))
        place.chmod(0o755)
        archive = FILES / f"{NAME}-image-{VERSION}-{HERE}.tar"
        must("skopeo", "copy", "--insecure-policy", "--quiet", f"oci-archive:{archive}", f"oci:{place}/layout:{VERSION}")
        must("umoci", "unpack", "--image", f"{place}/layout:{VERSION}", place / "bundle")
        (place / "bundle").chmod(0o755)
        root = place / "bundle/rootfs"
        shutil.copytree(PROJECT / "samples/harbour", root / "sample")
        self.assert_works(root, f"/usr/bin/{NAME}", "/sample", user="65532:65532")
        done = inside(root, f"/usr/bin/{NAME}", "run", "--recording", "/sample", "--output-dir", "/home/review/out", user="65532:65532")
        self.assertEqual(done.returncode, 0, done.stderr)  # its store is in its home
        self.assertTrue((root / "home/review/.local/share" / NAME / "reviews.db").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
