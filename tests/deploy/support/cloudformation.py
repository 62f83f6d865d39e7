"""CloudFormation as its clients meet it: moto, and before it what AWS does first and moto does not.

It does to a template what AWS's macro does (with AWS's own translator), looks at parameters and capabilities, and lists
defaults as the stack's parameters, and carries out change sets. Everything else is moto's.
"""

import json
import re
import threading
import traceback
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.sax.saxutils import escape

import boto3
from botocore.exceptions import ClientError
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from support.template import REGION, for_moto

BUCKET = "templates-of-cloudformation"
MAX_BODY = 51200  # bytes of a template that is sent and not put into a bucket
TEMPLATES = {"CreateStack", "UpdateStack", "CreateChangeSet"}  # the actions that bring one


class Refused(Exception):
    def __init__(self, message: str, code: str = "ValidationError") -> None:
        super().__init__(message)
        self.code = code


class CloudFormation:
    """A context manager. `url` is what AWS_ENDPOINT_URL_CLOUDFORMATION has to be; threads of its own serve it."""

    def __init__(self, moto: str) -> None:
        self.moto = moto
        client = {"endpoint_url": moto, "region_name": REGION, "aws_access_key_id": "key", "aws_secret_access_key": "secret"}
        self.stacks, self.s3 = boto3.client("cloudformation", **client), boto3.client("s3", **client)
        self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.change_sets: dict[str, dict] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Connection", (_Connection,), {"api": self}))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "CloudFormation":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()

    def prepared(self, fields: dict[str, str]) -> dict[str, str]:
        """The request for moto."""
        if fields["Action"] not in TEMPLATES:
            return fields
        template = yaml_parse(self.body(fields))
        values = self.values(template, fields)
        made = transformed(template, values)
        check_capabilities(made, members(fields, "Capabilities"))
        for resource in made["Resources"].values():
            resource.pop("Metadata", None)  # SAM CLI adds some: to moto everything would have changed
        for output in made.get("Outputs", {}).values():
            output.pop("Export", None)  # moto looks for them when a stack is deleted, and has none that an update made
        # From a bucket: of a template in the request moto says outside of the change set that it changes nothing.
        made = for_moto(made)
        self.s3.put_object(Bucket=BUCKET, Key="template", Body=json.dumps(made).encode())
        kept = {name: value for name, value in fields.items() if not name.startswith(("Parameters.", "Template"))}
        for number, (name, value) in enumerate(values.items(), 1):
            kept |= {f"Parameters.member.{number}.ParameterKey": name, f"Parameters.member.{number}.ParameterValue": value}
        kept["TemplateURL"] = f"https://s3.{REGION}.amazonaws.com/{BUCKET}/template"
        if fields["Action"] == "CreateChangeSet":
            self.change_sets[fields["ChangeSetName"]] = {
                "StackName": kept["StackName"], "Parameters": members(kept, "Parameters"), "Tags": members(kept, "Tags"),
                "TemplateBody": json.dumps(made)}
        return kept

    def execute(self, name: str) -> None:
        """By an update, a first deployment too: moto gives a stack no outputs by a change set."""
        self.stacks.update_stack(**self.change_sets[name.rpartition(":changeSet/")[2].partition("/")[0] or name])

    def body(self, fields: dict[str, str]) -> str:
        if "TemplateURL" in fields:
            bucket, _, key = urlsplit(fields["TemplateURL"]).path.lstrip("/").partition("/")
            return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
        if len(fields["TemplateBody"].encode()) > MAX_BODY:
            raise Refused(f"1 validation error detected: Value at 'templateBody' failed to satisfy constraint: length <= {MAX_BODY}")
        return fields["TemplateBody"]

    def values(self, template: dict, fields: dict[str, str]) -> dict[str, str]:
        """Of all parameters: given, those that the stack has already, or defaults."""
        declared, before, values = template.get("Parameters", {}), self.parameters(fields["StackName"]), {}
        for given in members(fields, "Parameters"):
            name = given["ParameterKey"]
            values[name] = before[name] if given.get("UsePreviousValue") == "true" else given["ParameterValue"]
        if unknown := [name for name in values if name not in declared]:
            raise Refused(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
        values = {name: str(one["Default"]) for name, one in declared.items() if "Default" in one} | values
        if missing := [name for name in declared if name not in values]:
            raise Refused(f"Parameters: [{', '.join(missing)}] must have values")
        for name, value in values.items():
            check_parameter(name, value, declared[name])
        return values

    def parameters(self, stack: str) -> dict[str, str]:
        try:
            (found,) = self.stacks.describe_stacks(StackName=stack)["Stacks"]
        except ClientError:
            return {}
        return {one["ParameterKey"]: one["ParameterValue"] for one in found.get("Parameters", [])}


def transformed(template: dict, values: dict[str, str]) -> dict:
    """What AWS's macro makes of it."""
    if template.get("Transform") != "AWS::Serverless-2016-10-31":
        return template
    try:
        return Translator({}, Parser(), boto_session=boto3.Session(region_name=REGION)).translate(template, dict(values))
    except InvalidDocumentException as error:
        raise Refused(f"Transform AWS::Serverless-2016-10-31 failed with: {error.message}") from error


def check_parameter(name: str, value: str, declared: dict) -> None:
    fits = value in map(str, declared.get("AllowedValues", [value])) and re.search(declared.get("AllowedPattern", ""), value)
    if fits and declared["Type"] == "Number":
        fits = declared.get("MinValue", float("-inf")) <= float(value) <= declared.get("MaxValue", float("inf"))
    if not fits:
        default = "must be one of AllowedValues" if "AllowedValues" in declared else "is out of its limits"
        raise Refused(f"Parameter {name} failed to satisfy constraint: {declared.get('ConstraintDescription', default)}")


def check_capabilities(template: dict, given: list) -> None:
    made = {one["Type"] for one in template["Resources"].values()}
    if any(one.startswith("AWS::IAM::") for one in made) and not {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"} & set(given):
        raise Refused("Requires capabilities : [CAPABILITY_IAM]", "InsufficientCapabilitiesException")


def members(fields: dict[str, str], name: str) -> list:
    """A list as AWS's query protocol has it: of texts, or of objects."""
    found: dict[int, object] = {}
    for field, value in fields.items():
        if match := re.fullmatch(rf"{name}\.member\.(\d+)(?:\.(\w+))?", field):
            if match[2]:
                found.setdefault(int(match[1]), {})[match[2]] = value
            else:
                found[int(match[1])] = value
    return [found[number] for number in sorted(found)]


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    api: CloudFormation

    def log_message(self, *_) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fields = dict(parse_qsl(body, keep_blank_values=True))
        try:
            if fields["Action"] == "ExecuteChangeSet":
                self.api.execute(fields["ChangeSetName"])
                return self.answer(200, "text/xml", b"<ExecuteChangeSetResponse><ExecuteChangeSetResult/></ExecuteChangeSetResponse>")
            return self.relay(urlencode(self.api.prepared(fields)).encode())
        except Refused as error:
            return self.refuse(error.code, str(error))
        except Exception as error:  # a client would go on asking for long
            traceback.print_exc()
            return self.refuse("ProxyFailed", repr(error))

    def relay(self, body: bytes) -> None:
        headers = {name: self.headers[name] for name in ("Authorization", "Content-Type", "X-Amz-Date") if self.headers[name]}
        request = urllib.request.Request(self.api.moto, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as done:
                self.answer(done.status, done.headers["Content-Type"], done.read())
        except urllib.error.HTTPError as error:
            self.answer(error.code, error.headers["Content-Type"], error.read())

    def refuse(self, code: str, message: str) -> None:
        text = (f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
                "<RequestId>1</RequestId></ErrorResponse>")
        self.answer(400, "text/xml", text.encode())

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
