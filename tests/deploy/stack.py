"""The stack in an account that moto plays: deployed, switched between backends with data in place, deleted, deployed
again.

Then the read-only commands of the user's guide, by the AWS command line.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile

import boto3
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError
from moto.cloudformation.parsing import get_model_map

from support import moto_server
from support.template import INSTANCE, REGION, STACK, for_moto, transformed

TABLE = f"{STACK}-results"
FUNCTION = f"{STACK}-orchestrator"
CODE = {"Bucket": "packages", "Key": "function.zip"}
DOCUMENT = {"reviewId": {"S": "20240213-120000"}, "componentType": {"S": "quota"},
            "data": {"M": {"quotas": {"L": []}}}, "ttl": {"N": "1234567890"}}
KEY = {name: DOCUMENT[name] for name in ("reviewId", "componentType")}

# moto leaves them out of a stack, with a warning. What they say is tested in template.py.
NOT_MADE_BY_MOTO = {"AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm", "AWS::Lambda::EventInvokeConfig",
                    "AWS::S3::BucketPolicy", "AWS::Scheduler::Schedule"}


def deployable() -> dict:
    return for_moto(transformed(f"s3://{CODE['Bucket']}/{CODE['Key']}"))


def parameters(values: dict) -> list[dict]:
    return [{"ParameterKey": name, "ParameterValue": str(value)} for name, value in values.items()]


class StackTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.url = moto_server.start(cls)
        cls.home = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.template = deployable()

    def setUp(self) -> None:
        session = boto3.Session("key", "secret", region_name=REGION)
        self.cloudformation, self.s3, self.dynamodb, self.awslambda, self.iam, self.logs = (
            session.client(name, endpoint_url=self.url)
            for name in ("cloudformation", "s3", "dynamodb", "lambda", "iam", "logs"))
        moto_server.reset(self.url)
        location = {"LocationConstraint": REGION}
        self.s3.create_bucket(Bucket=CODE["Bucket"], CreateBucketConfiguration=location)
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as file:
            file.writestr("bootstrap", "")
        self.s3.put_object(**CODE, Body=package.getvalue())

    def aws(self, *command: str) -> str:
        environment = {"PATH": os.environ["PATH"], "HOME": self.home, "AWS_ENDPOINT_URL": self.url,
                       "AWS_DEFAULT_REGION": REGION, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
        done = subprocess.run([sys.executable, "-m", "awscli", *command], env=environment, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def deploy(self, **overrides: str) -> dict[str, str]:
        """As `sam deploy --parameter-overrides` does; gives the outputs."""
        stack = {"StackName": STACK, "TemplateBody": json.dumps(self.template), "Capabilities": ["CAPABILITY_IAM"]}
        try:
            old = self.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]["Parameters"]
        except ClientError:  # no such stack
            # AWS fills in the defaults and lists them as the stack's parameters, moto only does the first.
            defaults = {name: one["Default"] for name, one in self.template["Parameters"].items() if "Default" in one}
            given = defaults | {"AmazonConnectInstanceARN": INSTANCE} | overrides
            self.cloudformation.create_stack(**stack, Parameters=parameters(given))
        else:
            kept = [{"ParameterKey": one["ParameterKey"], "UsePreviousValue": True} for one in old
                    if one["ParameterKey"] not in overrides]
            self.cloudformation.update_stack(**stack, Parameters=kept + parameters(overrides))
        (stack,) = self.cloudformation.describe_stacks(StackName=STACK)["Stacks"]
        self.assertIn(stack["StackStatus"], ("CREATE_COMPLETE", "UPDATE_COMPLETE"))
        return {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}

    def environment(self) -> dict[str, str]:
        return self.awslambda.get_function_configuration(FunctionName=FUNCTION)["Environment"]["Variables"]

    def buckets(self) -> set[str]:
        return {one["Name"] for one in self.s3.list_buckets()["Buckets"]} - {CODE["Bucket"]}

    def fill(self, bucket: str) -> None:
        self.s3.put_object(Bucket=bucket, Key="reviews/20240213-120000/quota.json", Body=b"{}")
        self.dynamodb.put_item(TableName=TABLE, Item=DOCUMENT)

    def assert_nothing_lost(self, bucket: str) -> None:
        stored = self.s3.get_object(Bucket=bucket, Key="reviews/20240213-120000/quota.json")
        self.assertEqual(stored["Body"].read(), b"{}")
        self.assertEqual(self.dynamodb.get_item(TableName=TABLE, Key=KEY)["Item"], DOCUMENT)

    def assert_nothing_twice(self, bucket: str) -> None:
        self.assertEqual(self.buckets(), {bucket})
        self.assertEqual(self.dynamodb.list_tables()["TableNames"], [TABLE])


class Life(StackTest):
    def test_moto_makes_all_but_what_is_known(self):
        types = {one["Type"] for one in self.template["Resources"].values()}
        self.assertEqual(types - set(get_model_map()), NOT_MADE_BY_MOTO)

    def test_either_backend_from_the_first_deployment_on(self):
        for backend in ("s3", "dynamodb"):
            with self.subTest(backend):
                self.setUp()
                outputs = self.deploy(StorageBackend=backend)
                self.assertEqual(self.environment()["STORAGE_BACKEND"], backend)
                self.assertEqual((self.environment()["S3_REPORTING_BUCKET"], self.environment()["RESULTS_TABLE"]),
                                 (outputs["ReportBucket"], outputs["ResultsTableName"]))
                self.fill(outputs["ReportBucket"])
                self.assert_nothing_lost(outputs["ReportBucket"])
                self.assert_nothing_twice(outputs["ReportBucket"])

    def test_the_table_is_one_that_the_store_reads_by_its_index(self):
        self.deploy()
        self.dynamodb.put_item(TableName=TABLE, Item=DOCUMENT)
        found = self.dynamodb.query(
            TableName=TABLE, IndexName="componentType-reviewId-index",
            KeyConditionExpression="componentType = :component AND reviewId BETWEEN :from AND :to",
            ExpressionAttributeValues={":component": KEY["componentType"], ":from": {"S": " "}, ":to": {"S": "~"}})
        self.assertEqual(found["Items"], [DOCUMENT])

    def test_back_and_forth_between_the_backends(self):
        bucket = self.deploy(StorageBackend="s3")["ReportBucket"]
        self.fill(bucket)
        for backend in ("dynamodb", "s3", "dynamodb"):
            outputs = self.deploy(StorageBackend=backend)
            self.assertEqual((outputs["ReportBucket"], outputs["ResultsTableName"]), (bucket, TABLE))
            self.assertEqual(self.environment()["STORAGE_BACKEND"], backend)
            self.assertEqual(self.environment()["CONNECT_INSTANCE_ARN"], INSTANCE)
            self.assert_nothing_lost(bucket)
            self.assert_nothing_twice(bucket)

    def test_deleted_and_deployed_again_over_what_was_kept(self):
        bucket = self.deploy(StorageBackend="dynamodb", AlarmEmail="operations@example.com")["ReportBucket"]
        self.fill(bucket)
        self.cloudformation.delete_stack(StackName=STACK)
        self.assertEqual((self.awslambda.list_functions()["Functions"], self.logs.describe_log_groups()["logGroups"],
                          self.iam.list_roles()["Roles"]), ([], [], []))  # policies are what moto forgets
        self.assert_nothing_lost(bucket)
        # moto gives CloudFormation's clients DynamoDB's error as it is.
        with self.assertRaisesRegex((ClientError, ResponseParserError), "Table already exists"):
            self.deploy(CreateS3Bucket="No", AmazonS3ForReports=bucket)
        self.cloudformation.delete_stack(StackName=STACK)
        outputs = self.deploy(CreateS3Bucket="No", AmazonS3ForReports=bucket, CreateResultsTable="false")
        self.assertEqual((outputs["ReportBucket"], outputs["ReportBucketCreated"]), (bucket, "existed before"))
        environment = self.environment()
        self.assertEqual((environment["S3_REPORTING_BUCKET"], environment["RESULTS_TABLE"]), (bucket, TABLE))
        self.assert_nothing_lost(bucket)
        self.assert_nothing_twice(bucket)
        self.cloudformation.delete_stack(StackName=STACK)
        self.assert_nothing_lost(bucket)


class Guide(StackTest):
    """The commands as users have them."""

    def setUp(self) -> None:
        super().setUp()
        self.outputs = self.deploy(StorageBackend="dynamodb")

    def test_the_bucket_by_its_output(self):
        printed = self.aws("cloudformation", "describe-stacks", "--stack-name", STACK, "--query",
                           "Stacks[0].Outputs[?OutputKey==`ReportBucket`].OutputValue", "--output", "text")
        self.assertEqual(printed.strip(), self.outputs["ReportBucket"])

    def test_which_backend_is_active(self):
        printed = self.aws("lambda", "get-function-configuration", "--function-name", FUNCTION,
                           "--query", "Environment.Variables.STORAGE_BACKEND")
        self.assertEqual(json.loads(printed), "dynamodb")
        printed = self.aws("cloudformation", "describe-stacks", "--stack-name", STACK,
                           "--query", "Stacks[0].Parameters[?ParameterKey==`StorageBackend`]")
        self.assertEqual(json.loads(printed), [{"ParameterKey": "StorageBackend", "ParameterValue": "dynamodb"}])

    def test_what_the_function_may(self):
        got = self.aws("lambda", "get-function", "--function-name", FUNCTION, "--query", "Configuration.Role")
        role = json.loads(got).rpartition("/")[2]
        # moto makes the policies that a role of a stack names, but does not attach them.
        named = self.template["Resources"]["OrchestratorFunctionRole"]["Properties"]["ManagedPolicyArns"]["Fn::If"][1]
        made = {one["Arn"] for one in self.iam.list_policies(Scope="Local")["Policies"]
                if any(f"-{policy['Ref']}-" in one["PolicyName"] for policy in named)}
        for policy in made:
            self.iam.attach_role_policy(RoleName=role, PolicyArn=policy)
        printed = self.aws("iam", "list-attached-role-policies", "--role-name", role)
        attached = {one["PolicyArn"] for one in json.loads(printed)["AttachedPolicies"]}
        self.assertEqual((attached, len(attached)), (made, 3))

    def test_the_table(self):
        self.fill(self.outputs["ReportBucket"])
        described = json.loads(self.aws("dynamodb", "describe-table", "--table-name", TABLE))["Table"]
        self.assertEqual(described["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST")
        queried = self.aws("dynamodb", "query", "--table-name", TABLE,
                           "--key-condition-expression", "reviewId = :rid",
                           "--expression-attribute-values", '{":rid":{"S":"20240213-120000"}}')
        self.assertEqual(json.loads(queried)["Items"], [DOCUMENT])
        got = self.aws("dynamodb", "get-item", "--table-name", TABLE,
                       "--key", '{"reviewId":{"S":"20240213-120000"},"componentType":{"S":"quota"}}')
        self.assertEqual(json.loads(got)["Item"], DOCUMENT)
        scanned = self.aws("dynamodb", "scan", "--table-name", TABLE,
                           "--projection-expression", "reviewId,componentType")
        self.assertEqual(json.loads(scanned)["Items"], [KEY])

    def test_the_bucket(self):
        self.fill(self.outputs["ReportBucket"])
        reviews = f"s3://{self.outputs['ReportBucket']}/reviews/"
        self.assertIn("PRE 20240213-120000/", self.aws("s3", "ls", reviews))
        self.assertIn(" quota.json", self.aws("s3", "ls", reviews + "20240213-120000/"))
        self.assertEqual(self.aws("s3", "cp", reviews + "20240213-120000/quota.json", "-"), "{}")


if __name__ == "__main__":
    unittest.main()
