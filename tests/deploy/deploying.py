"""docs/deploying.md: every command of its three ways to the stack, and what it says to do in the console, as a reader would.

The account is moto's (support/account.py). The release is the zip of packaging/, made of the program under test.
"""

import re
import subprocess
import sys
import unittest
import zipfile
from pathlib import Path

from stack import FUNCTION, STACK
from support.account import BINARY, SOURCE_DIR, Account, LocalFunction
from support.package import package
from support.template import REGION

sys.path.append(str(SOURCE_DIR / "packaging"))

import deployment  # noqa: E402
import tree  # noqa: E402

MOST = 6  # commands of a way, with the one that tries what it made
PAGE = (SOURCE_DIR / "docs" / "deploying.md").read_text(encoding="utf-8")
VERSION, = re.findall(r"^project\(.* VERSION ([0-9.]+) ", (SOURCE_DIR / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE)
RELEASE, DATE = f"connect-ops-review-deploy-{VERSION}", 1_790_000_000
MACHINES = {62: "x86_64", 183: "arm64"}  # of an ELF header
INSTANCE = "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909-e023-438d-aa2c-6cd5ee84a853"


def release(function: bytes) -> bytes:
    """The zip, with this function for x86_64, and for arm64 with no more than the beginning of one."""
    bootstrap = b"\x7fELF\x02\x01\x01".ljust(18, b"\0") + (183).to_bytes(2, "little")
    functions = {"x86_64": function, "arm64": tree.zipped({"bootstrap": tree.File(bootstrap, 0o755)}, DATE)}
    sources = {name: (SOURCE_DIR / "deploy" / name).read_text(encoding="utf-8") for name in ("template.yaml", "samconfig.toml")}
    sources["deploying.md"] = PAGE
    return tree.zipped(deployment.tree(RELEASE, VERSION, sources, functions, b"a licence"), DATE)


def blocks(heading: str) -> list[list[str]]:
    """The commands of a section, block by block. Each is one line."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [block.splitlines() for block in re.findall(r"^```bash\n(.*?)^```", section, re.MULTILINE | re.DOTALL)]


class Deploying(unittest.TestCase):
    """One account and one stack, which each way updates after the first made it."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.account = Account(cls)
        cls.zip = cls.account.home / f"{RELEASE}.zip"
        cls.zip.write_bytes(release(package(cls.account.home / "package").read_bytes()))
        function = cls.enterClassContext(LocalFunction(cls.account.home))
        cls.account.environment["FUNCTION_URL"] = function.url

    def follow(self, commands: list[str], directory: Path, **variables: str) -> Path:
        """Runs them, and says yes to each question. Gives the directory where they end."""
        for command in commands:
            with self.subTest(command):
                done = self.account.run(f"{command} && pwd > {self.account.home}/directory", directory, "y\n" * 3, **variables)
                self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr[-2000:])
                directory = Path((self.account.home / "directory").read_text(encoding="utf-8").strip())
        return directory

    def download(self, name: str) -> Path:
        """A directory of that name with the release in it."""
        directory = self.account.home / name
        directory.mkdir()
        (directory / self.zip.name).symlink_to(self.zip)
        return directory

    def function(self) -> dict:
        return self.account.client("lambda").get_function_configuration(FunctionName=FUNCTION)

    def assert_deployed(self, processor: str = "x86_64") -> None:
        stack = self.account.stack(STACK)
        self.assertIn(stack["StackStatus"], ("CREATE_COMPLETE", "UPDATE_COMPLETE"))
        self.assertEqual(self.function()["Environment"]["Variables"]["CONNECT_INSTANCE_ARN"], INSTANCE)
        # moto gives a function no other processor by an update.
        self.assertIn({"ParameterKey": "Architecture", "ParameterValue": processor}, stack["Parameters"])
        with self.account.code(STACK) as code:
            self.assertEqual((code.getinfo("bootstrap").external_attr >> 16) & 0o555, 0o555, "executable for Lambda's user")
            self.assertEqual(MACHINES[int.from_bytes(code.read("bootstrap")[18:20], "little")], processor)

    def test_1_from_a_release_with_sam(self):
        with_sam, _ = blocks("From a release")
        *unpack, deploy = with_sam
        directory = self.follow(unpack, self.download("with-sam"))
        self.assertEqual(directory.name, RELEASE)
        self.follow([deploy], directory)
        self.assert_deployed()
        # Who is used to it may build before; there is nothing to do.
        self.follow(["sam build", "sam deploy"], directory)
        self.assert_deployed()
        (on_arm64,) = re.findall(r"`(sam deploy --config-env arm64 .*?)`", PAGE)
        self.follow([on_arm64], directory)
        self.assert_deployed("arm64")
        # Not by mistake: the stack keeps its Architecture.
        done = self.account.run("sam deploy", directory, "y\n")
        self.assertIn("there is template-arm64.yaml for arm64 too", done.stderr)
        self.assert_deployed("arm64")
        self.follow(["sam deploy --parameter-overrides Architecture=x86_64"], directory)

    def test_2_from_a_release_with_the_aws_cli_alone(self):
        _, alone = blocks("From a release")
        self.assertNotIn("sam ", " ".join(alone))
        self.follow(alone, self.download("alone"))
        self.assert_deployed()

    def test_3_from_source(self):
        here, on_arm64 = blocks("From source, with SAM CLI")
        project = self.account.project("project").parent
        deploy = self.follow(here, project)
        self.assert_deployed()
        (command,) = on_arm64
        done = self.account.run(command, deploy)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(f"the function is to run on arm64 (Architecture), but {BINARY} is for x86_64", done.stderr)
        self.assert_deployed()

    def test_4_in_the_console(self):
        section = PAGE.partition("\n## In the console\n")[2].partition("\n## ")[0]
        before, after = re.findall(r"`(CodeUri: .*?)`", section)
        directory = self.download("by-hand") / RELEASE
        with zipfile.ZipFile(self.zip) as file:
            file.extractall(directory.parent)
        bucket, _, key = after.partition("s3://")[2].partition("/")
        s3, cloudformation = self.account.client("s3"), self.account.client("cloudformation")
        mine = f"{bucket}-by-hand"
        s3.create_bucket(Bucket=mine, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(Bucket=mine, Key=key, Body=(directory / key).read_bytes())
        template = (directory / "template.yaml").read_text(encoding="utf-8")
        self.assertEqual(template.count(before), 1)
        template = template.replace(before, after.replace(bucket, mine))
        # What the console does with an uploaded template that has a transform.
        s3.put_object(Bucket=mine, Key="template.yaml", Body=template.encode())
        (name,) = re.findall(r"The name is\s+`(.*?)`", section)
        self.account.client("cloudformation").delete_stack(StackName=STACK)
        made = cloudformation.create_change_set(
            StackName=name, ChangeSetName="console", ChangeSetType="CREATE", Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            TemplateURL=f"https://s3.{REGION}.amazonaws.com/{mine}/template.yaml",
            Parameters=[{"ParameterKey": "AmazonConnectInstanceARN", "ParameterValue": INSTANCE},
                        {"ParameterKey": "CreateResultsTable", "ParameterValue": "false"}])  # kept from the stack before
        cloudformation.execute_change_set(ChangeSetName=made["Id"])
        self.assert_deployed()

    def test_5_trying_it(self):
        (try_it,) = blocks("Trying it")
        directory = self.follow(try_it, self.account.home)
        self.assertIn("reviewId", (directory / "response.json").read_text(encoding="utf-8"))

    def test_readme_has_the_first_way(self):
        readme = (SOURCE_DIR / "README.md").read_text(encoding="utf-8").partition("\n## Deploy it\n")[2]
        self.assertEqual(re.search(r"```bash\n(.*?)```", readme, re.DOTALL)[1].splitlines(), blocks("From a release")[0])

    def test_each_way_is_short(self):
        tried = sum(map(len, blocks("Trying it")))
        ways = [block for heading in ("From a release", "From source, with SAM CLI", "In the console") for block in blocks(heading)]
        self.assertEqual(len(ways), 4)
        for way in ways:
            self.assertLessEqual(len(way) + tried, MOST, way)
        self.assertEqual(sum(map(len, ways)) + tried, PAGE.count("\nunzip") + PAGE.count("\ncd ") + PAGE.count("\nsam ") + PAGE.count("\naws "))
        self.assertEqual(subprocess.run(["bash", "-n"], input="\n".join(sum(ways, [])), text=True, check=False).returncode, 0)


if __name__ == "__main__":
    unittest.main()
