"""What `doctor` says of a store in AWS and of the stack: S3, DynamoDB, CloudFormation and CloudWatch as moto has them, the
contact centre as the emulator does."""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
from botocore.config import Config

from support.live import Emulated, no_limits
from support.program import HARBOUR, SOURCE_DIR

sys.path.append(str(SOURCE_DIR / "tests" / "servers"))

from server import ACCESS_KEY, SECRET_KEY  # noqa: E402

SERVER = SOURCE_DIR / "tests" / "servers" / "server.py"
OLD_REVIEW = "20260213-090000"
# moto names the outermost element of this answer as S3 does not.
UNREADABLE = {"store versioning", "store bucket versioning"}
IN_MOTO = ("S3", "DYNAMODB", "CLOUDFORMATION", "CLOUDWATCH")

home = Path()
url = ""


def setUpModule() -> None:
    global home, url
    home = Path(tempfile.mkdtemp(prefix="connect-ops-review-"))
    unittest.addModuleCleanup(shutil.rmtree, home)
    subprocess.run([sys.executable, SERVER, "start", "moto", home / "moto"], check=True, stdout=subprocess.DEVNULL)
    unittest.addModuleCleanup(subprocess.run, [sys.executable, SERVER, "stop", home / "moto"], check=True)
    url = json.loads((home / "moto" / "variables.json").read_text(encoding="utf-8"))["CONTRACT_S3_MOTO_URL"]


class StoreDoctor(Emulated):
    """Gives every test names of its own; the store is made by the program when the test asks for it."""

    names = 0

    def setUp(self) -> None:
        super().setUp()
        StoreDoctor.names += 1
        self.stack, self.bucket, self.table = (f"{what}-{self.names}" for what in ("stack", "reports", "results"))
        self.s3, self.dynamodb, self.cloudwatch, self.cloudformation = map(
            self.client, ("s3", "dynamodb", "cloudwatch", "cloudformation"))
        self.stores = {"s3": ("--storage", "s3", "--bucket", self.bucket),
                       "dynamodb": ("--storage", "dynamodb", "--table", self.table, "--bucket", self.bucket)}

    def client(self, service: str):
        return boto3.client(service, endpoint_url=url, region_name=self.world.region, aws_access_key_id=ACCESS_KEY,
                            aws_secret_access_key=SECRET_KEY, config=Config(s3={"addressing_style": "path"}))

    def ask(self, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess:
        there = {f"AWS_ENDPOINT_URL_{service}": url for service in IN_MOTO}
        return self.run_program(*arguments, env={**self.emulator.environment(), **there, **variables})

    def make(self, backend: str) -> None:
        """The store as the program makes it, with what is left to others, and one review in it."""
        for one in dict.fromkeys(("s3", backend)):  # the table needs the bucket for reports
            done = self.ask("storage", "info", "--create", *self.stores[one])
            self.assertEqual(done.returncode, 0, done.stderr)
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
        self.s3.put_bucket_encryption(Bucket=self.bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
        done = self.ask("run", "--recording", HARBOUR, "--only", "instance", *self.stores[backend], "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.review = json.loads(done.stdout)["reviewId"]

    def deploy(self, backend: str) -> None:
        outputs = {"OrchestratorFunctionArn": "arn:of:a:function", "ReportBucket": self.bucket, "ResultsTableName": self.table}
        template = {"Parameters": {"StorageBackend": {"Type": "String"}},
                    "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
                    "Outputs": {name: {"Value": value} for name, value in outputs.items()}}
        self.cloudformation.create_stack(StackName=self.stack, TemplateBody=json.dumps(template),
                                         Parameters=[{"ParameterKey": "StorageBackend", "ParameterValue": backend}])

    def examine(self, *options: str, **variables: str) -> tuple[int, dict[str, dict]]:
        """The exit code, and everything that was looked at by its name."""
        done = self.ask("doctor", "--instance", self.instance.arn, "--only", "instance", *no_limits(), *options, "--json", **variables)
        answer = json.loads(done.stdout)
        found = {one["what"]: one for one in answer["findings"]}
        self.assertEqual(len(found), len(answer["findings"]), "two lines have one name")
        for state in ("ok", "warning", "missing", "unknown"):
            self.assertEqual(answer[state], sum(one["state"] == state for one in found.values()))
        self.assertEqual(done.returncode, 1 if answer["missing"] else 0)
        return done.returncode, found

    def assert_states(self, found: dict[str, dict], state: str, *whats: str) -> None:
        for what in whats:
            self.assertEqual(found[what]["state"], state, found[what])


class InPlace(StoreDoctor):
    def test_everything_is(self):
        for backend in self.stores:
            with self.subTest(backend):
                self.make(backend)
                self.deploy(backend)
                code, found = self.examine(*self.stores[backend], "--stack", self.stack)
                self.assertEqual(code, 0)
                self.assertEqual({what: one["reason"] for what, one in found.items()
                                  if one["state"] != "ok" and what not in UNREADABLE}, {})
                self.assertEqual(found["backend"]["reason"], f"{backend}, from --storage")
                self.assertIn(self.review, found["last review"]["reason"])
                self.assertIn("arn:of:a:function", found["stack outputs"]["reason"])
                self.cloudformation.delete_stack(StackName=self.stack)  # the next one has its name

    def test_the_variables_of_the_function_are_taken(self):
        self.make("dynamodb")
        _, found = self.examine(STORAGE_BACKEND="dynamodb", RESULTS_TABLE=self.table,
                                S3_REPORTING_BUCKET=self.bucket)
        self.assertEqual(found["backend"]["reason"], "dynamodb, from the variable STORAGE_BACKEND")
        self.assert_states(found, "ok", "store", "store keys", "store index", "store TTL", "store point-in-time recovery",
                           "store billing", "store throttles", "store bucket public access", "last review")

    def test_text_says_the_same(self):
        self.make("s3")
        done = self.ask("doctor", "--instance", self.instance.arn, "--only", "instance", *no_limits(), *self.stores["s3"])
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"\nstore reviews +ok +deleted after 90 days")
        self.assertRegex(done.stdout, r"\nstack +warning +there is no stack amazon-connect-ops-review in ")
        self.assertRegex(done.stdout, r"\n\d+ ok, 1 warning, 0 missing, 1 unknown\n$")

    def test_nothing_is_written(self):
        self.make("dynamodb")
        before = self.everything()
        self.examine(*self.stores["s3"])
        self.examine(*self.stores["dynamodb"])
        self.assertEqual(self.everything(), before)

    def everything(self) -> tuple:
        objects = self.s3.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return ([(one["Key"], one["ETag"], one["LastModified"]) for one in objects],
                sorted(json.dumps(item, sort_keys=True) for item in self.dynamodb.scan(TableName=self.table)["Items"]),
                self.s3.get_bucket_lifecycle_configuration(Bucket=self.bucket)["Rules"],
                [one["Name"] for one in self.s3.list_buckets()["Buckets"]], self.dynamodb.list_tables()["TableNames"])


class NotInPlace(StoreDoctor):
    def test_a_store_that_is_not_there_is_missing(self):
        for backend, options in self.stores.items():
            with self.subTest(backend):
                code, found = self.examine(*options)
                self.assertEqual(code, 1)
                self.assert_states(found, "missing", "store")
                self.assertIn("storage info --create", found["store"]["reason"])
                self.assertNotIn("last review", found)
        self.assertNotIn(self.bucket, [one["Name"] for one in self.s3.list_buckets()["Buckets"]])

    def test_a_bare_bucket_gives_warnings(self):
        self.s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": self.world.region})
        code, found = self.examine(*self.stores["s3"])
        self.assertEqual(code, 0)
        self.assert_states(found, "warning", "store public access", "store reviews", "store reports", "last review", "stack")

    def test_a_table_that_others_made_gives_warnings(self):
        self.make("s3")
        keys, units = {"reviewId": "HASH", "componentType": "RANGE"}, {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}
        self.dynamodb.create_table(
            TableName=self.table, KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
            ProvisionedThroughput=units, GlobalSecondaryIndexes=[
                {"IndexName": "componentType-reviewId-index", "Projection": {"ProjectionType": "ALL"}, "ProvisionedThroughput": units,
                 "KeySchema": [{"AttributeName": "componentType", "KeyType": "HASH"}, {"AttributeName": "reviewId", "KeyType": "RANGE"}]}])
        code, found = self.examine(*self.stores["dynamodb"])
        self.assertEqual(code, 0, found)
        self.assert_states(found, "ok", "store keys", "store table", "store index", "store throttles")
        self.assert_states(found, "warning", "store TTL", "store point-in-time recovery", "store billing")

    def test_a_table_with_other_keys_is_missing(self):
        self.dynamodb.create_table(TableName=self.table, BillingMode="PAY_PER_REQUEST",
                                   KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                                   AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
        code, found = self.examine(*self.stores["dynamodb"])
        self.assertEqual(code, 1)
        self.assert_states(found, "missing", "store keys", "store bucket")

    def test_throttles_are_counted(self):
        self.make("dynamodb")
        self.cloudwatch.put_metric_data(Namespace="AWS/DynamoDB", MetricData=[
            {"MetricName": "WriteThrottleEvents", "Dimensions": [{"Name": "TableName", "Value": self.table}], "Value": 7,
             "Timestamp": datetime.now(UTC) - timedelta(hours=2)}])
        _, found = self.examine(*self.stores["dynamodb"])
        self.assert_states(found, "warning", "store throttles")
        self.assertIn("7 in the last day", found["store throttles"]["reason"])

    def test_a_last_review_that_is_old(self):
        self.make("s3")
        self.s3.delete_object(Bucket=self.bucket, Key=f"reviews/{self.review}/STATUS.json")
        done = self.ask("storage", "remove", self.review, "--yes", *self.stores["s3"])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.s3.put_object(Bucket=self.bucket, Key=f"reviews/{OLD_REVIEW}/STATUS.json",
                           Body=json.dumps({"reviewId": OLD_REVIEW, "status": "completed"}))
        _, found = self.examine(*self.stores["s3"])
        self.assert_states(found, "warning", "last review")
        self.assertIn(OLD_REVIEW, found["last review"]["reason"])

    def test_a_stack_that_keeps_reviews_elsewhere(self):
        self.make("s3")
        self.deploy("dynamodb")
        code, found = self.examine(*self.stores["s3"], "--stack", self.stack)
        self.assertEqual(code, 0)
        self.assert_states(found, "warning", "stack storage")
        self.assertIn(f"--storage dynamodb --table {self.table} --bucket {self.bucket}", found["stack storage"]["reason"])

    def test_the_stack_is_left_alone_where_reviews_are_kept_here(self):
        _, found = self.examine("--database", str(self.database))
        self.assertNotIn("stack", found)
        _, found = self.examine("--database", str(self.database), "--stack", self.stack)
        self.assert_states(found, "warning", "stack")


if __name__ == "__main__":
    unittest.main()
