"""The files of a release, packed from the program under test as if it had been built for both kinds of processor."""

import gzip
import hashlib
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import unittest
import zipfile
from pathlib import Path

from moto.server import ThreadedMotoServer
from samtranslator.yaml_helper import yaml_parse

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
BINARY = Path(os.environ["BINARY"]).resolve()
SPDX = SOURCE_DIR / "build/spdx/bin/pyspdxtools"
sys.path.insert(0, str(SOURCE_DIR / "packaging"))

import deployment  # noqa: E402
import sbom  # noqa: E402
from program import FUNCTION, Library  # noqa: E402

NAME = "connect-ops-review"
PROCESSORS = {"x86_64": "amd64", "arm64": "arm64"}
LIBRARIES = {"zlib1g-dev": ("zlib", "1:1.2.13.dfsg-1"), "libfmt-dev": ("fmtlib", "9.1.0+ds1-2"),
             "libcurl4-openssl-dev": ("curl", "7.88.1-10+deb12u15"), "libc6-dev": ("glibc", "2.36-9+deb12u14")}
DATE = 1_790_000_000  # 2026-09-21
MAX_IMAGE = 25 * 2**20


def run(*command: object, **options) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def programs(place: Path) -> list[str]:
    """As packaging/program leaves them."""
    arguments = []
    for processor in PROCESSORS:
        directory = place / f"static-{processor}"
        directory.mkdir(parents=True)
        shutil.copy(BINARY, directory / NAME)
        run("strip", directory / NAME)
        shutil.copy(directory / NAME, directory / FUNCTION)
        rows = [{"name": name, "version": version, "source": source, "source_version": version, "licence": f"/usr/share/doc/{name}/copyright"}
                for name, (source, version) in LIBRARIES.items()]
        (directory / "libraries.json").write_text(json.dumps(rows), encoding="utf-8")
        arguments.append(f"{processor}={directory}")
    return arguments


def certificates(place: Path) -> Path:
    """As packaging/certificates.py leaves them, of those that are installed."""
    (place / "certificates/usr/share/ca-certificates").mkdir(parents=True)
    (place / "certificates/usr/share/ca-certificates/mozilla").symlink_to("/usr/share/ca-certificates/mozilla")
    row = {"name": "ca-certificates", "version": "20250419~deb12u2", "source": "ca-certificates",
           "source_version": "20250419~deb12u2",
           "licence": "/usr/share/doc/ca-certificates/copyright"}
    (place / "certificates/libraries.json").write_text(json.dumps([row]), encoding="utf-8")
    return place / "certificates"


def pack(place: Path, **options) -> Path:
    run(sys.executable, SOURCE_DIR / "packaging/release.py", "--version", VERSION, "--date", DATE, "--output", place / "out",
        "--certificates", certificates(place),
        *programs(place), **options)
    return place / "out"


VERSION = run(BINARY, "--version").split()[-1]
PLACE = Path(tempfile.mkdtemp(prefix="connect-ops-review-"))
unittest.addModuleCleanup(shutil.rmtree, PLACE)


class Files(unittest.TestCase):
    out = PLACE / "first/out"

    @classmethod
    def setUpClass(cls) -> None:
        if not cls.out.exists():  # once for all classes
            pack(PLACE / "first")

    def file(self, name: str) -> Path:
        return self.out / name.replace("V", VERSION)

    def fresh(self) -> Path:
        return Path(self.enterContext(tempfile.TemporaryDirectory()))

    def unpacked(self) -> Path:
        directory = self.fresh()
        with tarfile.open(self.file("connect-ops-review-V-linux-x86_64.tar.gz")) as archive:
            archive.extractall(directory)
        one, = directory.iterdir()
        return one

    def assert_lists_its_libraries(self, listed: bytes) -> None:
        self.assertIn(f"{NAME} {VERSION} contains these libraries", listed.decode())
        for name, (source, version) in LIBRARIES.items():
            self.assertRegex(listed.decode(), rf"(?m)^  {re.escape(name)} +{re.escape(version)}  \({source}\)$")

    def zip(self, name: str) -> zipfile.ZipFile:
        return self.enterContext(zipfile.ZipFile(self.file(name)))


class Whole(Files):
    def test_all_are_there_for_both_processors(self):
        expected = {f"{NAME}-deploy-{VERSION}.zip"}
        for processor, debian in PROCESSORS.items():
            expected |= {f"{NAME}-{VERSION}-linux-{processor}.tar.gz", f"{NAME}_{VERSION}_{debian}.deb",
                         f"{NAME}-image-{VERSION}-{processor}.tar", f"{NAME}-lambda-{VERSION}-{processor}.zip"}
        self.assertEqual({path.name for path in self.out.iterdir()},
                         expected | {f"{name}.spdx.json" for name in expected} | {"SHA256SUMS"})

    def test_the_same_input_gives_the_same_bytes(self):
        second = pack(PLACE / "second", umask=0o077, env={**os.environ, "TZ": "Asia/Kathmandu", "LC_ALL": "C"})
        sums = (self.out / "SHA256SUMS").read_text(encoding="ascii")
        self.assertEqual(sums, (second / "SHA256SUMS").read_text(encoding="ascii"))
        self.assertEqual(len(sums.splitlines()), 18)

    def test_sums_are_those_of_the_files(self):
        checked = run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=self.out)
        self.assertEqual(checked.count(": OK"), len(list(self.out.iterdir())) - 1)


class Tarball(Files):
    def test_holds_what_a_user_needs(self):
        directory = self.unpacked()
        self.assertEqual(run(directory / NAME, "--version").strip(), f"{NAME} {VERSION}")
        self.assertEqual({path.name: path.read_bytes() for path in (directory / "samples/harbour").iterdir()},
                         {path.name: path.read_bytes() for path in (SOURCE_DIR / "samples/harbour").iterdir()})
        self.assertIn("Apache License", (directory / "LICENSE").read_text(encoding="utf-8"))
        self.assert_lists_its_libraries((directory / "licences/LIBRARIES").read_bytes())
        for source, _ in LIBRARIES.values():
            self.assertTrue((directory / "licences" / source).stat().st_size)
        self.assertIn("GNU LESSER GENERAL PUBLIC LICENSE", (directory / "licences/LGPL-2.1").read_text(encoding="utf-8"))

    def test_its_page_begins_with_three_commands_and_leads_to_what_is_there(self):
        directory = self.unpacked()
        page = (directory / "README.md").read_text(encoding="utf-8")
        commands = [line.split("#")[0].split() for line in re.search(r"```bash\n(.*?)```", page, re.DOTALL)[1].splitlines()]
        self.assertEqual(commands, [[f"./{NAME}", "demo"], ["./install.sh"], [NAME, "init"]])
        for link in [*re.findall(r"\]\((.*?)\)", page), *re.findall(r"man -l (\S+?)`", page)]:
            self.assertTrue((directory / link).is_file(), link)

    def test_belongs_to_root_and_to_one_time(self):
        with tarfile.open(self.file("connect-ops-review-V-linux-arm64.tar.gz")) as archive:
            for entry in archive:
                self.assertEqual((entry.uid, entry.gid, entry.mtime), (0, 0, DATE))
                self.assertIn(entry.mode, (0o644, 0o755))
                self.assertTrue(entry.name.startswith(f"{NAME}-{VERSION}-linux-arm64"))

    def test_installs_below_a_prefix_and_is_removed_again(self):
        prefix = self.fresh() / "with space"
        said = run(self.unpacked() / "install.sh", "--prefix", prefix)
        self.assertIn(f"{NAME} {VERSION} is in '{prefix}/bin'", said)
        self.assertIn(f"See it at work: '{prefix}/bin/{NAME}' demo", said)  # as a shell takes it
        self.assertIn("your PATH does not have", said)
        self.assertEqual(run(prefix / "bin" / NAME, "--version").strip(), f"{NAME} {VERSION}")
        installed = {path.relative_to(prefix).as_posix() for path in prefix.rglob("*") if path.is_file()}
        self.assertEqual(installed, {f"bin/{NAME}", f"share/man/man1/{NAME}.1", f"share/bash-completion/completions/{NAME}",
                                     f"share/zsh/site-functions/_{NAME}", f"share/fish/vendor_completions.d/{NAME}.fish"})
        run("bash", "-c", f'source "{prefix}/share/bash-completion/completions/{NAME}" && complete -p {NAME}')
        run(self.unpacked() / "install.sh", f"--prefix={prefix}")  # over the old one
        run(self.unpacked() / "install.sh", "--uninstall", "--prefix", prefix)
        self.assertEqual([path for path in prefix.rglob("*") if path.is_file()], [])

    def test_without_a_prefix_it_goes_into_the_home_of_who_is_not_root(self):
        directory, home = self.unpacked(), self.fresh()
        (home / "id").write_text("#!/bin/sh\necho 1000\n", encoding="ascii")
        (home / "id").chmod(0o755)
        run(directory / "install.sh", env={"HOME": str(home), "PATH": f"{home}:{os.environ['PATH']}:{home}/.local/bin"})
        self.assertTrue(os.access(home / ".local/bin" / NAME, os.X_OK))

    def test_what_cannot_be_copied_leaves_the_old_version_whole(self):
        directory, prefix = self.unpacked(), self.fresh()
        run(directory / "install.sh", "--prefix", prefix)
        (directory / "share/man/man1" / f"{NAME}.1").unlink()
        done = subprocess.run([directory / "install.sh", "--prefix", prefix], capture_output=True, text=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(run(prefix / "bin" / NAME, "--version").strip(), f"{NAME} {VERSION}")
        self.assertEqual([path for path in prefix.rglob("*.new")], [])

    def test_through_a_link_and_with_cdpath_it_finds_itself(self):
        directory, home = self.unpacked(), self.fresh()
        (home / "install").symlink_to(directory / "install.sh")
        subprocess.run([home / "install", "--prefix", home / "here"], check=True, cwd=home, env={"PATH": os.environ["PATH"], "CDPATH": "/"})
        self.assertTrue(os.access(home / "here/bin" / NAME, os.X_OK))

    def test_what_is_not_there_is_not_removed(self):
        done = subprocess.run([self.unpacked() / "install.sh", "--uninstall", "--prefix", self.fresh()], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, f"^install.sh: {NAME} is not in '.*/bin'$")

    def test_what_does_not_run_here_is_not_installed(self):
        directory, prefix = self.unpacked(), self.fresh()
        (directory / NAME).write_bytes(b"\x7fELF of another kind")
        done = subprocess.run([directory / "install.sh", "--prefix", prefix], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("does not run on this machine", done.stderr)
        self.assertEqual(list(prefix.iterdir()), [])

    def test_wrong_usage_copies_nothing(self):
        for arguments in (["--prefx", "/x"], ["--prefix"], ["--prefix", "relative"]):
            with self.subTest(arguments):
                done = subprocess.run([self.unpacked() / "install.sh", *arguments], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 2)
                self.assertRegex(done.stderr, "^install.sh: ")


class DebianPackage(Files):
    def fields(self, debian: str) -> dict[str, str]:
        text = run("dpkg-deb", "--field", self.file(f"connect-ops-review_V_{debian}.deb"))
        return dict(line.split(": ", 1) for line in text.splitlines() if line and not line.startswith(" "))

    def test_says_what_it_is(self):
        for debian in PROCESSORS.values():
            fields = self.fields(debian)
            self.assertEqual((fields["Package"], fields["Version"], fields["Architecture"]), (NAME, VERSION, debian))
            self.assertNotIn("Depends", fields)  # it brings all that it needs
            self.assertEqual(fields["Recommends"], "ca-certificates")

    def test_its_files_are_where_debian_has_them(self):
        directory = self.fresh()
        package = self.file("connect-ops-review_V_amd64.deb")
        run("dpkg-deb", "--raw-extract", package, directory)
        run("md5sum", "--check", "--quiet", "DEBIAN/md5sums", cwd=directory)
        share = directory / "usr/share"
        self.assertTrue(os.access(directory / "usr/bin" / NAME, os.X_OK))
        self.assertTrue(gzip.decompress((share / f"man/man1/{NAME}.1.gz").read_bytes()).startswith(b".TH CONNECT"))
        for file in (f"bash-completion/completions/{NAME}", f"zsh/vendor-completions/_{NAME}", f"fish/vendor_completions.d/{NAME}.fish",
                     f"doc/{NAME}/copyright", f"doc/{NAME}/licences/LIBRARIES"):
            self.assertTrue((share / file).stat().st_size, file)
        log = gzip.decompress((share / f"doc/{NAME}/changelog.gz").read_bytes()).decode()
        self.assertTrue(log.startswith(f"{NAME} ({VERSION}) stable; "))
        self.assertEqual(set(re.findall(r"^\S+ (\S+)", run("dpkg-deb", "--contents", package), re.MULTILINE)), {"root/root"})


class Image(Files):
    def image(self, processor: str) -> dict[str, bytes]:
        with tarfile.open(self.file(f"connect-ops-review-image-V-{processor}.tar")) as archive:
            return {entry.name: archive.extractfile(entry).read() for entry in archive if entry.isfile()}

    def blob(self, files: dict[str, bytes], descriptor: dict) -> bytes:
        content = files[f"blobs/{descriptor['digest'].replace(':', '/')}"]
        self.assertEqual((f"sha256:{hashlib.sha256(content).hexdigest()}", len(content)), (descriptor["digest"], descriptor["size"]))
        return content

    def parts(self, processor: str) -> tuple[dict, bytes]:
        """Its configuration and its layer, by way of every digest."""
        files = self.image(processor)
        one, = json.loads(files["index.json"])["manifests"]
        manifest = json.loads(self.blob(files, one))
        layer, = manifest["layers"]
        return json.loads(self.blob(files, manifest["config"])), gzip.decompress(self.blob(files, layer))

    def test_digests_lead_from_the_index_to_the_layer(self):
        for processor, debian in PROCESSORS.items():
            config, layer = self.parts(processor)
            self.assertEqual((config["os"], config["architecture"]), ("linux", debian))
            self.assertEqual(config["rootfs"]["diff_ids"], [f"sha256:{hashlib.sha256(layer).hexdigest()}"])
            self.assertLessEqual(self.file(f"connect-ops-review-image-V-{processor}.tar").stat().st_size, MAX_IMAGE)

    def test_docker_finds_the_same_in_its_own_list(self):
        for processor, debian in PROCESSORS.items():
            files = self.image(processor)
            row, = json.loads(files["manifest.json"])
            self.assertEqual(row["RepoTags"], [f"{NAME}:{VERSION}-{processor}"])
            self.assertEqual(json.loads(files[row["Config"]])["architecture"], debian)
            self.assertIn(row["Layers"][0], files)

    def test_the_page_of_releases_runs_it_by_the_name_that_it_is_loaded_as(self):
        page = (SOURCE_DIR / "docs/releases.md").read_text(encoding="utf-8")
        loaded, = re.findall(r"podman load --input connect-ops-review-image-V-(\S+)\.tar", page)
        self.assertIn(f"\n  {NAME}:V-{loaded} run ", page)
        one, = json.loads(self.image(loaded)["index.json"])["manifests"]
        self.assertEqual(one["annotations"]["org.opencontainers.image.ref.name"], f"{VERSION}-{loaded}")

    def test_runs_as_nobody_and_trusts_debians_authorities(self):
        config, layer = self.parts("x86_64")
        with tarfile.open(fileobj=io.BytesIO(layer)) as root:
            entries = {entry.name: entry for entry in root}
            bundle = root.extractfile("etc/ssl/certs/ca-certificates.crt").read()
        user, _, group = config["config"]["User"].partition(":")
        self.assertGreater(int(user), 0)
        self.assertEqual(entries[config["config"]["Entrypoint"][0][1:]].mode, 0o755)
        home = entries[config["config"]["WorkingDir"][1:]]
        self.assertEqual((home.uid, home.gid), (int(user), int(group)))
        self.assertEqual(entries["tmp"].mode, 0o1777)
        self.assertGreater(bundle.count(b"-----BEGIN CERTIFICATE-----\n"), 100)
        self.assertEqual(bundle.count(b"-----BEGIN CERTIFICATE-----"), bundle.count(b"-----END CERTIFICATE-----\n"))
        self.assertNotIn("bin/sh", entries)


class Deployment(Files):
    def deployed(self) -> dict[str, bytes]:
        archive = self.zip("connect-ops-review-deploy-V.zip")
        return {name.removeprefix(f"{NAME}-deploy-{VERSION}/"): archive.read(name) for name in archive.namelist()}

    def test_holds_the_functions_that_are_released(self):
        deployed = self.deployed()
        for processor in PROCESSORS:
            released = self.file(f"connect-ops-review-lambda-V-{processor}.zip").read_bytes()
            self.assertEqual(deployed[f"function-{processor}.zip"], released)
            with zipfile.ZipFile(io.BytesIO(released)) as function:
                self.assertEqual(function.getinfo("bootstrap").external_attr >> 16, 0o100755)
                self.assert_lists_its_libraries(function.read("licences/LIBRARIES"))
            self.assert_lists_its_libraries(deployed[f"LIBRARIES-{processor}"])

    def test_each_template_is_the_projects_own_for_one_processor(self):
        source = yaml_parse((SOURCE_DIR / "deploy/template.yaml").read_text(encoding="utf-8"))
        deployed = self.deployed()
        for name, processor in (("template.yaml", "x86_64"), ("template-arm64.yaml", "arm64")):
            template = yaml_parse(deployed[name].decode())
            parameter = template["Parameters"]["Architecture"]
            self.assertEqual((parameter["Default"], parameter["AllowedValues"]), (processor, [processor]))
            self.assertIn("for arm64" if processor == "x86_64" else "for x86_64", parameter["ConstraintDescription"])
            function = template["Resources"]["OrchestratorFunction"]
            self.assertIn(function["Properties"]["CodeUri"], deployed)
            self.assertNotIn("BuildMethod", function.get("Metadata", {}))
            template["Parameters"]["Architecture"] = source["Parameters"]["Architecture"]
            template["Resources"]["OrchestratorFunction"] = source["Resources"]["OrchestratorFunction"]
            self.assertEqual(template, source)

    def test_a_template_that_has_another_shape_is_no_release(self):
        with self.assertRaisesRegex(ValueError, "CodeUri"):
            deployment.template("    Metadata:\n      BuildMethod: makefile\n      CodeUri: ./elsewhere\n", "arm64")

    def test_sam_deploys_either_from_its_settings(self):
        deployed = self.deployed()
        settings = tomllib.loads(deployed["samconfig.toml"].decode())
        source = tomllib.loads((SOURCE_DIR / "deploy/samconfig.toml").read_text(encoding="utf-8"))
        for environment, template in (("default", "template.yaml"), ("arm64", "template-arm64.yaml")):
            self.assertEqual(settings[environment]["global"], source["default"]["global"])
            self.assertEqual(settings[environment]["deploy"]["parameters"],
                             {**source["default"]["deploy"]["parameters"], "template_file": template})
            self.assertNotIn("build", settings[environment])

    def test_the_aws_cli_packages_either_without_sam(self):
        directory = self.fresh()
        for name, content in self.deployed().items():
            (directory / name).write_bytes(content)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = ThreadedMotoServer(port=0, verbose=False)
        server.start()
        self.addCleanup(server.stop)
        host, port = server.get_host_and_port()
        environment = {**os.environ, "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
                       "AWS_DEFAULT_REGION": "eu-central-1", "HOME": str(directory)}
        command = [sys.executable, "-c", "import sys, awscli.clidriver; sys.exit(awscli.clidriver.main())"]
        run(*command, "s3", "mb", "s3://packages", env=environment)
        for name, processor in (("template.yaml", "x86_64"), ("template-arm64.yaml", "arm64")):
            run(*command, "cloudformation", "package", "--template-file", directory / name, "--s3-bucket", "packages",
                "--output-template-file", directory / f"packaged-{processor}.yaml", env=environment)
            packaged = yaml_parse((directory / f"packaged-{processor}.yaml").read_text(encoding="utf-8"))
            run(*command, "s3", "cp", packaged["Resources"]["OrchestratorFunction"]["Properties"]["CodeUri"], directory / "uploaded.zip",
                env=environment)
            self.assertEqual((directory / "uploaded.zip").read_bytes(), (directory / f"function-{processor}.zip").read_bytes())

    def test_its_page_has_the_commands_of_deploying(self):
        page = self.deployed()["README.md"].decode()
        guide = (SOURCE_DIR / "docs/deploying.md").read_text(encoding="utf-8")
        commands = [block for heading in ("From a release", "Trying it")
                    for block in re.findall(r"```bash\n(.*?)```", guide.partition(f"\n## {heading}\n")[2].partition("\n## ")[0], re.DOTALL)]
        self.assertEqual([command.split()[0] for command in commands], ["unzip", "unzip", "aws"])
        self.assertEqual(re.findall(r"```bash\n(.*?)```", page, re.DOTALL), commands)
        self.assertIn(f"{NAME}-deploy-{VERSION}.zip", commands[0])
        for name in re.findall(r"template[\w-]*\.yaml", page):
            self.assertIn(name, self.deployed())


class BillOfMaterials(Files):
    def documents(self) -> dict[str, dict]:
        return {path.name.removesuffix(".spdx.json"): json.loads(path.read_text(encoding="utf-8")) for path in self.out.glob("*.spdx.json")}

    def valid(self, path: Path) -> subprocess.CompletedProcess:
        return subprocess.run([SPDX, "--infile", path], capture_output=True, text=True, check=False)

    def test_spdx_own_validator_takes_it(self):
        for name in ("connect-ops-review-V-linux-x86_64.tar.gz", "connect-ops-review-image-V-arm64.tar", "connect-ops-review-deploy-V.zip"):
            done = self.valid(self.file(f"{name}.spdx.json"))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_and_would_not_take_any(self):
        broken = self.fresh() / "broken.spdx.json"
        text = self.file("connect-ops-review-V-linux-x86_64.tar.gz.spdx.json").read_text(encoding="utf-8")
        broken.write_text(text.replace('"SPDXRef-Release"', '"SPDXRef-Other"', 1), encoding="utf-8")
        self.assertNotEqual(self.valid(broken).returncode, 0)

    def test_lists_every_library_with_version_and_source(self):
        for name, document in self.documents().items():
            with self.subTest(name):
                main, *listed = document["packages"]
                digest = hashlib.sha256((self.out / name).read_bytes()).hexdigest()
                self.assertEqual((main["packageFileName"], main["versionInfo"], main["checksums"][0]["checksumValue"]),
                                 (name, VERSION, digest))
                expected = {(library, version, f"Debian source package {source} {version}") for library, (source, version) in LIBRARIES.items()}
                found = {(one["name"], one["versionInfo"], one["sourceInfo"]) for one in listed if one["name"] != "ca-certificates"}
                self.assertEqual(found, expected)
                processors = 2 if "deploy" in name else 1
                self.assertEqual(len(listed), processors * len(LIBRARIES) + ("image" in name))

    def test_names_libraries_as_scanners_look_them_up(self):
        document = self.documents()[f"{NAME}-lambda-{VERSION}-arm64.zip"]
        locators = [one["externalRefs"][0]["referenceLocator"] for one in document["packages"]]
        self.assertIn("pkg:deb/debian/libfmt-dev@9.1.0%2Bds1-2?arch=arm64&distro=debian-12&upstream=fmtlib", locators)

    def test_a_library_whose_licence_nobody_has_read_stops_the_release(self):
        stranger = Library("libstranger-dev", "1", "stranger", "1", "/usr/share/doc/libc6/copyright")
        with self.assertRaisesRegex(ValueError, "what the licence of stranger is"):
            sbom.document("x.zip", b"", "1", DATE, {"x86_64": [stranger]})


if __name__ == "__main__":
    unittest.main()
