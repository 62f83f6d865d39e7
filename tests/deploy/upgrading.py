"""docs/upgrading.md: a stack of the application that this one replaces, in moto's account, updated by the page's own
command.

moto takes a logical id that comes back with another type, which AWS refuses: template.py looks for that. It changes
nothing about a table that is there, so that the index is not seen here, sets no rules of a bucket, cannot tell a
resource whose condition never held (the bucket with CreateS3Bucket=No), and leaves the layer where it is.
"""

import json
import os
import re
import unittest
from pathlib import Path

from stack import FUNCTION, TABLE, StackTest, parameters
from support.reference import FUNCTIONS, transformed_reference
from support.template import INSTANCE, STACK

PAGE = (Path(os.environ["SOURCE_DIR"]) / "docs" / "upgrading.md").read_text(encoding="utf-8")
MOTOS_ACCOUNT = "123456789012"
BUCKET = f"{STACK}-reports-{MOTOS_ACCOUNT}"
LOG_GROUP = f"/aws/lambda/{FUNCTION}"


def overrides() -> dict[str, str]:
    """Of the page's deployment."""
    (said,) = re.findall(r"sam deploy --parameter-overrides (.*)", PAGE)
    return dict(word.split("=") for word in said.replace("111122223333", MOTOS_ACCOUNT).split())


class FromTheApplicationBefore(StackTest):
    def reference(self, **given: str) -> dict:
        """moto lists no defaults among a stack's parameters: hence all of them."""
        template = transformed_reference()
        defaults = {name: one["Default"] for name, one in template["Parameters"].items() if "Default" in one}
        values = defaults | {"AmazonConnectInstanceARN": INSTANCE,
                             "AmazonConnectCloudWatchLogGroup": "/aws/connect/harbour"} | given
        return {"StackName": STACK, "TemplateBody": json.dumps(template), "Capabilities": ["CAPABILITY_IAM"],
                "Parameters": parameters(values)}

    def begin(self, **given: str) -> None:
        """Its stack, with a review in it, and the log group that Lambda made."""
        self.cloudformation.create_stack(**self.reference(**given))
        self.logs.create_log_group(logGroupName=LOG_GROUP)
        self.assertEqual({one["FunctionName"] for one in self.awslambda.list_functions()["Functions"]},
                         {f"{STACK}-{name}" for name in FUNCTIONS.values()})

    def assert_this_one(self, backend: str) -> None:
        (function,) = self.awslambda.list_functions()["Functions"]
        self.assertEqual((function["FunctionName"], function["Runtime"]), (FUNCTION, "provided.al2023"))
        variables = self.environment()
        self.assertEqual((variables["STORAGE_BACKEND"], variables["S3_REPORTING_BUCKET"], variables["RESULTS_TABLE"]),
                         (backend, BUCKET, TABLE))
        self.assertEqual((variables["CONNECT_INSTANCE_ARN"], variables["CONNECT_CW_LOG_GROUP"]),
                         (INSTANCE, "/aws/connect/harbour"))
        self.assertEqual([one["logGroupName"] for one in self.logs.describe_log_groups()["logGroups"]], [LOG_GROUP])

    def test_with_results_in_the_table(self):
        self.begin(StorageBackend="dynamodb")
        self.fill(BUCKET)
        self.deploy(**overrides())
        self.assert_this_one("dynamodb")
        self.assert_nothing_lost(BUCKET)
        self.assert_nothing_twice(BUCKET)

    def test_with_results_in_the_bucket(self):
        self.begin()
        self.s3.put_object(Bucket=BUCKET, Key="reviews/20240213-120000/quota.json", Body=b"{}")
        self.deploy(**overrides())
        self.assert_this_one("s3")
        self.assert_nothing_twice(BUCKET)
        self.assertEqual(self.s3.get_object(Bucket=BUCKET, Key="reviews/20240213-120000/quota.json")["Body"].read(), b"{}")

    def test_with_a_table_that_an_earlier_switch_left_outside(self):
        for backend in ("s3", "dynamodb"):
            with self.subTest(backend):
                self.setUp()
                self.begin()
                self.leave_a_table()
                self.deploy(**overrides(), CreateResultsTable="false", StorageBackend=backend)
                self.assert_this_one(backend)
                self.assert_nothing_lost(BUCKET)

    def test_a_table_that_cannot_be_changed_leaves_the_stack_as_it_is(self):
        self.begin(StorageBackend="dynamodb")
        self.fill(BUCKET)
        self.deploy(**overrides(), CreateResultsTable="false")
        self.assert_this_one("dynamodb")
        self.assert_nothing_lost(BUCKET)

    def leave_a_table(self) -> None:
        left = transformed_reference()["Resources"]["ResultsTable"]["Properties"]
        self.dynamodb.create_table(TableName=TABLE, **{name: left[name] for name in (
            "BillingMode", "AttributeDefinitions", "KeySchema")})
        self.fill(BUCKET)


if __name__ == "__main__":
    unittest.main()
