"""Holds every row of the operations that the program can ask for against botocore's models of the services."""

import collections
import json
import re
import unittest

import botocore.loaders

from support.program import SOURCE_DIR, ProgramTest

# Where a row says more, or something else, than the model, and why.
PAYLOADS_BESIDE_THE_MODEL = {("s3", "GetBucketLocation")}  # the answer is the member itself; botocore mends it by hand too
PROTOCOLS_BESIDE_THE_MODEL = {"resourcegroupstaggingapi": "json", "cloudwatch": "json"}  # one of three that it speaks; the model puts CBOR first
# The largest page where the model has no bound: by the operation's documentation.
LARGEST_PAGES = {("resourcegroupstaggingapi", "GetResources"): 100, ("s3", "ListObjectsV2"): 1000}
READING = re.compile(r"^(List|Describe|Get|Head|Search|Lookup|Filter|Query|Scan|Simulate|PhoneNumberValidate)")
# The permission where it is not the operation: from the Service Authorization Reference.
PERMISSIONS = {
    "Invoke": "lambda:InvokeFunction",
    "HeadObject": "s3:GetObject",
    "DeleteObjects": "s3:DeleteObject",
    "ListObjectsV2": "s3:ListBucket",
    "HeadBucket": "s3:ListBucket",
    "ListObjectVersions": "s3:ListBucketVersions",
    "GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "s3:PutLifecycleConfiguration",
    "GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "PutBucketEncryption": "s3:PutEncryptionConfiguration",
    "GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
    "PhoneNumberValidate": "mobiletargeting:PhoneNumberValidate",
}
OF_ACCOUNTS = {"GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock"}  # the same of S3 Control


def parts(template: str) -> tuple[list[str], dict[str, str]]:
    """What a template like "list-type=2&prefix={Prefix}" sends as it is, and its members by the names that they get."""
    fixed, members = [], {}
    for part in filter(None, template.split("&")):
        match = re.fullmatch(r"([^=]+)=\{(\w+)\}", part)
        if match:
            members[match[1]] = match[2]
        else:
            fixed.append(part)
    return fixed, members


def for_every_operation(check):
    """A test of each row with its operation and its service's model."""
    def test(self):
        for row in self.rows:
            with self.subTest(service=row["service"]["name"], operation=row["name"]):
                model = self.loader.load_service_model(row["service"]["name"], "service-2")
                check(self, row, model["operations"][row["name"]], model)
    return test


class OperationsContract(ProgramTest):
    loader = botocore.loaders.Loader()

    def setUp(self) -> None:
        super().setUp()
        done = self.run_program("checks", "operations", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.rows = json.loads(done.stdout)
        self.assertGreater(len(self.rows), 60)

    @staticmethod
    def structure(model: dict, operation: dict, side: str) -> dict:
        return model["shapes"][operation[side]["shape"]] if side in operation else {"members": {}}

    def pages(self, row: dict) -> dict:
        """How botocore reads all pages of it; empty where botocore does not."""
        try:
            return self.loader.load_service_model(row["service"]["name"], "paginators-1")["pagination"].get(row["name"], {})
        except botocore.exceptions.UnknownServiceError:
            return {}

    def located(self, model: dict, operation: dict, side: str, location: str) -> dict[str, str]:
        """The members that the model sends there, by the names that they get."""
        members = self.structure(model, operation, side)["members"]
        return {ref.get("locationName", name): name for name, ref in members.items() if ref.get("location") == location}

    @for_every_operation
    def test_services(self, row, operation, model):
        service, metadata = row["service"], model["metadata"]
        expected = PROTOCOLS_BESIDE_THE_MODEL.get(service["name"], metadata["protocol"])
        self.assertEqual(service["protocol"], expected)
        self.assertIn(expected, metadata.get("protocols", [expected]))
        self.assertEqual(service["signingName"], metadata.get("signingName", metadata["endpointPrefix"]))
        before = operation.get("endpoint", {}).get("hostPrefix", "")
        self.assertEqual(service["host"], before + metadata["endpointPrefix"])
        self.assertEqual(service["apiVersion"], metadata["apiVersion"])
        if expected == "json":
            self.assertEqual(service["targetPrefix"], metadata["targetPrefix"])
            self.assertEqual(service["jsonVersion"], metadata["jsonVersion"])
        else:
            self.assertEqual((service["targetPrefix"], service["jsonVersion"]), ("", ""))

    @for_every_operation
    def test_paths(self, row, operation, model):
        self.assertEqual(row["method"], operation["http"]["method"])
        path, _, query = row["path"].partition("?")
        model_path, _, model_query = operation["http"]["requestUri"].partition("?")
        labels = self.located(model, operation, "input", "uri")
        # The model's labels have names of their own where ours have the members'.
        self.assertEqual(path, re.sub(r"\{(\w+)", lambda label: "{" + labels[label[1]], model_path))
        self.assertEqual({label.rstrip("+") for label in re.findall(r"\{([^}]+)\}", path)}, set(labels.values()))
        fixed, members = parts(query)
        self.assertEqual(fixed, list(filter(None, [model_query])))
        known = self.located(model, operation, "input", "querystring")
        self.assertEqual(members, {name: known.get(name) for name in members})

    @for_every_operation
    def test_headers(self, row, operation, model):
        for side, template in (("input", row["headers"]), ("output", row["outputHeaders"])):
            fixed, members = parts(template)
            self.assertEqual(fixed, [])
            known = {name.lower(): member for name, member in self.located(model, operation, side, "header").items()}
            self.assertEqual(members, {name: known.get(name.lower()) for name in members})

    @for_every_operation
    def test_payloads(self, row, operation, model):
        for side, payload in (("input", row["inputPayload"]), ("output", row["outputPayload"])):
            if (row["service"]["name"], row["name"]) in PAYLOADS_BESIDE_THE_MODEL and side == "output":
                continue
            structure = self.structure(model, operation, side)
            self.assertEqual(payload, structure.get("payload", ""), side)
        outputs = self.structure(model, operation, "output")["members"]
        payload = outputs.get(row["outputPayload"])
        self.assertEqual(row["outputIsBytes"], payload is not None and model["shapes"][payload["shape"]]["type"] == "blob")

    @for_every_operation
    def test_bodies(self, row, operation, model):
        """What a row does not place goes into the body: there the model must have nothing for elsewhere."""
        if row["service"]["protocol"] != "rest-json" or row["method"] == "GET" or row["inputPayload"]:
            return
        located = [name for name, ref in self.structure(model, operation, "input")["members"].items() if "location" in ref]
        self.assertEqual(set(located) - set(re.findall(r"\{(\w+)\+?\}", row["path"] + row["headers"])), set())

    @for_every_operation
    def test_required_members_can_be_sent(self, row, operation, model):
        structure = self.structure(model, operation, "input")
        named = set(re.findall(r"\{(\w+)\+?\}", row["path"] + "&" + row["headers"])) | {row["inputPayload"]}
        for name in structure.get("required", []):
            if "location" in structure["members"][name]:
                self.assertIn(name, named)

    @for_every_operation
    def test_pages(self, row, operation, model):
        paging, known = row["paging"], self.pages(row)
        if paging is None:
            # Nothing reads the first page for the whole. These versions are found by two tokens, which callers pass on.
            self.assertTrue(not known or row["name"] == "ListObjectVersions")
            return
        inputs = self.structure(model, operation, "input")["members"]
        outputs = self.structure(model, operation, "output")["members"]
        self.assertIn(paging["inputToken"], inputs)
        self.assertIn(paging["outputToken"], outputs)
        self.assertEqual(model["shapes"][outputs[paging["items"]]["shape"]]["type"], "list")
        if known:
            keys = known["result_key"]
            self.assertEqual(paging["inputToken"], known["input_token"])
            self.assertEqual(paging["outputToken"], known["output_token"])
            self.assertEqual(paging["items"], keys if isinstance(keys, str) else keys[0])
        if not paging["limit"]:
            self.assertEqual(paging["maxItems"], 0)
            return
        self.assertEqual(paging["limit"], known.get("limit_key", paging["limit"]))
        largest = model["shapes"][inputs[paging["limit"]]["shape"]].get("max")
        self.assertEqual(paging["maxItems"], largest or LARGEST_PAGES[row["service"]["name"], row["name"]])

    @for_every_operation
    def test_sending_twice(self, row, operation, model):
        members = self.structure(model, operation, "input")["members"].values()
        if operation.get("idempotent") or any(ref.get("idempotencyToken") for ref in members) or READING.match(row["name"]):
            self.assertTrue(row["idempotent"])

    @for_every_operation
    def test_permissions(self, row, _operation, _model):
        prefix = {"service-quotas": "servicequotas", "resourcegroupstaggingapi": "tag",
                  "lexv2-models": "lex", "customer-profiles": "profile", "connectcases": "cases",
                  "connectcampaignsv2": "connect-campaigns",
                  "appintegrations": "app-integrations", "qconnect": "wisdom"}.get(row["service"]["name"], row["service"]["name"])
        permissions = OF_ACCOUNTS if row["service"]["name"] == "s3control" else PERMISSIONS
        self.assertEqual(row["permission"], permissions.get(row["name"], f"{prefix}:{row['name']}"))

    @for_every_operation
    def test_rates(self, row, _operation, _model):
        unlimited = row["service"]["name"] in ("cloudformation", "dynamodb", "iam", "s3", "s3control", "sts") or row["name"] == "Invoke"
        self.assertEqual(row["rate"] is None, unlimited)
        for rate in [row["rate"] or {"perSecond": 1, "burst": 1}, *row["regionRates"].values()]:
            self.assertGreater(rate["perSecond"], 0)
            self.assertGreaterEqual(rate["burst"], rate["perSecond"])

    def test_every_row_is_listed(self):
        """A row that is written anywhere in the folder is one that the program knows."""
        folder = SOURCE_DIR / "src" / "aws" / "operations"
        written = []
        for path in folder.glob("*.def"):
            services = re.findall(r"^OPERATION\(\s*(\w+),", path.read_text(), re.MULTILINE)
            self.assertEqual(set(services), {path.stem})
            written += services
        listed = [{"resourcegroupstaggingapi": "tagging"}.get(row["service"]["name"], row["service"]["name"]).replace("-", "_")
                  for row in self.rows]
        self.assertEqual(collections.Counter(written), collections.Counter(listed))
        for path in folder.glob("*.hpp"):
            beside = re.findall(r"inline constexpr Operation (\w+) = (?!__VA_ARGS__)", path.read_text())
            self.assertEqual(beside, [], path.name)

    def test_every_dataset_has_operations(self):
        used = {dataset for row in self.rows for dataset in row["datasets"]}
        self.assertLessEqual({"instance", "queues", "quotas", "metrics", "phone_numbers", "flow_log"}, used)

    def test_text(self):
        done = self.run_program("checks", "operations")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.splitlines()
        self.assertEqual(lines[0].split(), ["SERVICE", "OPERATION", "PERMISSION", "RATE", "DATASETS"])
        self.assertEqual(len(lines), 1 + len(self.rows))
        queues = next(line for line in lines if " ListQueues " in line)
        self.assertEqual(queues.split(), ["connect", "ListQueues", "connect:ListQueues", "2/s", "queues"])


if __name__ == "__main__":
    unittest.main()
