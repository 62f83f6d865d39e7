"""What an account is deployed from without a build: the template as it is when the function is there already."""

import re
import tomllib

from program import NAME
from tree import File

DEFAULT = "x86_64"  # the template's own: a stack that was made with it goes on with template.yaml


def template(source: str, processor: str) -> str:
    """The template of the repository, for the function's zip beside it. Another processor than the zip's is refused by
    CloudFormation before anything is made."""
    rows = (
        (r"^    Metadata:\n      BuildMethod: makefile\n", ""),
        (r"^      CodeUri: \.\n", f"      CodeUri: {function(processor)}\n"),
        (r"^    Default: x86_64\n    AllowedValues: \[x86_64, arm64\]\n",
         f"    Default: {processor}\n    AllowedValues: [{processor}]\n"
         f"    ConstraintDescription: this is {name_of(processor)}, for {processor}; there is {' and '.join(others(processor))} too\n"),
    )
    for pattern, replacement in rows:
        source, count = re.subn(pattern, replacement, source, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"deploy/template.yaml has {pattern!r} {count} times: packaging/deployment.py has to follow it")
    return source


def function(processor: str) -> str:
    return f"function-{processor}.zip"


def name_of(processor: str) -> str:
    return "template.yaml" if processor == DEFAULT else f"template-{processor}.yaml"


def others(processor: str) -> list[str]:
    return [f"{name_of(other)} for {other}" for other in ("x86_64", "arm64") if other != processor]


def settings(source: str, processors: list[str]) -> str:
    """samconfig.toml without its part for builds, and an environment for each template that is not the default."""
    default = tomllib.loads(source)["default"]
    lines = ["# For sam deploy, run in this directory. The first deployment has to name the instance:",
             "#   sam deploy --parameter-overrides AmazonConnectInstanceARN=arn:aws:connect:…",
             "# Later ones keep every parameter that they do not name. For Graviton, add --config-env arm64.",
             "version = 0.1"]
    for processor in processors:
        environment = "default" if processor == DEFAULT else processor
        for command in ("global", "deploy"):
            rows = dict(default[command]["parameters"])
            if command == "deploy":
                rows["template_file"] = name_of(processor)
            lines += ["", f"[{environment}.{command}.parameters]"]
            lines += [f"{name} = {_toml(value)}" for name, value in rows.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


README = """# Deploying {program} {version}

Nothing has to be built: the function is in here, for both kinds of processor. You need the ARN of the Amazon Connect
instance. With the AWS SAM CLI, which shows what it is going to make and asks:

{sam}
With the AWS CLI alone, and a bucket of yours for the function, whose name begins with `amazon-connect-ops-`:

{aws}
Then try it:

{invoke}
{processors}
A newer release is deployed by the same commands: the stack keeps every parameter that is not named.

The libraries in the function are listed in LIBRARIES-x86_64 and LIBRARIES-arm64; their licences are in its zip.
"""


def readme(page: str, archive: str, version: str) -> str:
    """With what docs/deploying.md says of it, whose commands tests follow."""
    def blocks(heading: str) -> list[str]:
        section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        return [re.sub(rf"{NAME}-deploy-[0-9.]+[0-9]", archive, block)
                for block in re.findall(r"^```bash\n.*?^```\n", section, re.MULTILINE | re.DOTALL)]

    sam, aws = blocks("From a release")
    invoke, = blocks("Trying it")
    processors, = re.findall(r"^The function runs on .*?\n(?=\n)", page, re.MULTILINE | re.DOTALL)
    return README.format(program=NAME, version=version, sam=sam, aws=aws, invoke=invoke, processors=processors)


def tree(archive: str, version: str, sources: dict[str, str], functions: dict[str, bytes], licence: bytes) -> dict[str, File]:
    """sources: template.yaml and samconfig.toml of the repository's deploy/, and docs/deploying.md. functions: zips by
    processor."""
    files = {"README.md": readme(sources["deploying.md"], archive, version).encode(), "LICENSE": licence,
             "samconfig.toml": settings(sources["samconfig.toml"], list(functions)).encode()}
    for processor, content in functions.items():
        files[function(processor)] = content
        files[name_of(processor)] = template(sources["template.yaml"], processor).encode()
    return {f"{archive}/{path}": File(content) for path, content in files.items()}
