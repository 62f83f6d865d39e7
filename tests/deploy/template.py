"""deploy/template.yaml: the transform takes it, cfn-lint has nothing to say, and what it promises holds."""

import itertools
import json
import os
import re
import subprocess
import tomllib
import unittest
from pathlib import Path

from cfnlint.api import ManualArgs, lint
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from support.reference import transformed_reference
from support.template import ACCOUNT, DEPLOY, INSTANCE, PARTITIONS, REGION, STACK, Stack, source, transformed

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
REGIONS = ["eu-central-1", "us-east-1", "us-gov-west-1", "cn-north-1"]
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/11111111-2222-4333-8444-555555555555"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/developers"
REVIEW_ROLE = "arn:aws:iam::444455556666:role/contact-centre-review"
MAX_MANAGED_POLICY = 6144  # characters; IAM counts none of the white space
MAX_ALARM_WINDOW = 604_800  # seconds; PutMetricAlarm
DAY = 86_400

# Both sides of every condition.
CHOICES = {
    "CreateS3Bucket": ({"CreateS3Bucket": "Yes"}, {"CreateS3Bucket": "No", "AmazonS3ForReports": "kept-reports"},
                       {"CreateS3Bucket": "true", "AmazonS3ForReports": "named-reports"}),
    "CreateResultsTable": ({}, {"CreateResultsTable": "false"}),
    "CreateLogGroup": ({}, {"CreateLogGroup": "false"}),
    "StorageBackend": ({"StorageBackend": "s3"}, {"StorageBackend": "dynamodb"}),
    "KmsKeyArn": ({}, {"KmsKeyArn": KEY}),
    "AmazonConnectCloudWatchLogGroup": ({}, {"AmazonConnectCloudWatchLogGroup": "/own/group"}),
    "ReservedConcurrency": ({}, {"ReservedConcurrency": "5"}),
    "ScheduleEnabled": ({}, {"ScheduleEnabled": "false"}),
    "AlarmEmail": ({}, {"AlarmEmail": "o@example.com"}),
    "BucketAccount": ({}, {"BucketAccount": "444455556666"}),
    "PermissionsBoundaryArn": ({}, {"PermissionsBoundaryArn": BOUNDARY}),
    "ReviewRoleArn": ({}, {"ReviewRoleArn": REVIEW_ROLE},
                      {"ReviewRoleArn": REVIEW_ROLE, "ReviewExternalId": "review-4711"}),
    "Tracing": ({}, {"Tracing": "Active"}),
    "SecurityHub": ({}, {"SecurityHub": "true"}),
    "ReviewEventBus": ({}, {"ReviewEventBus": "default"}),
    "WebhookUrl": ({}, {"WebhookUrl": "https://example.com/hook"}),
}
# With all that can be made.
FULL = {"StorageBackend": "dynamodb", "KmsKeyArn": KEY, "AlarmEmail": "o@example.com", "Tracing": "Active",
        "PermissionsBoundaryArn": BOUNDARY, "SecurityHub": "true", "ReviewEventBus": "default",
        "WebhookUrl": "https://example.com/hook", "AmazonConnectCloudWatchLogGroup": "/own/group"}
WITH_ROLE = FULL | {"ReviewRoleArn": REVIEW_ROLE, "ReviewExternalId": "review-4711"}

# What stands in a stack's names and texts, and the most that AWS takes of it.
LENGTHS = {"FunctionName": 64, "Name": 64, "TableName": 255, "LogGroupName": 512, "AlarmName": 255,
           "Description": 256, "AlarmDescription": 1024, "DisplayName": 100}
MAX_EXPORT = 255

# What the stores do that a review never does: making the store ready, saying what is in it, removing reviews, and
# reading a table that lacks the index. Whoever does that has rights of their own.
NOT_THE_FUNCTIONS = {
    "create_bucket", "head_bucket", "get_bucket_versioning",
    "get_bucket_lifecycle_configuration", "put_bucket_lifecycle_configuration", "get_public_access_block",
    "put_public_access_block", "create_table", "describe_table", "describe_time_to_live", "update_time_to_live",
    "describe_continuous_backups", "update_continuous_backups", "batch_write_item", "scan"}


def program(*arguments: str):
    done = subprocess.run([os.environ["BINARY"], *arguments], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)


def listed(value) -> list[str]:
    return sorted(value) if isinstance(value, list) else [value]


def normal(statement: dict) -> dict:
    """With a list wherever IAM takes one value as well."""
    condition = {operator: {key: listed(values) for key, values in keys.items()}
                 for operator, keys in statement.get("Condition", {}).items()}
    return {"Effect": statement["Effect"], "Condition": condition,
            **{name: listed(statement[name]) for name in ("Action", "Resource")}}


def used_by_stores(service: str) -> set[str]:
    """The names, as the sources have them, of the operations that the backends call."""
    operations = SOURCE_DIR / "src" / "aws" / "operations" / f"{service}.def"
    rows = set(re.findall(r"^OPERATION\(\w+, (\w+),", operations.read_text(encoding="utf-8"), re.MULTILINE))
    files = [file for file in (SOURCE_DIR / "src" / "store").rglob("*.cpp") if not file.stem.endswith("_test")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    return {name for name in rows if any(re.search(rf"\b{service}::{name}\b", text) for text in texts)}


def findings(template: dict | str, regions: list[str] | None = None) -> list[str]:
    text = template if isinstance(template, str) else json.dumps(template)
    return [str(match) for match in lint(text, config=ManualArgs(include_checks=["I"], regions=regions or REGIONS))]


class TemplateTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.template = transformed()

    def stack(self, **options: str) -> Stack:
        return Stack(self.template, **options)


class Validity(TemplateTest):
    def test_cfn_lint_finds_nothing(self):
        self.assertEqual(findings((DEPLOY / "template.yaml").read_text(encoding="utf-8")), [])
        self.assertEqual(findings(self.template), [])

    def test_cfn_lint_would_notice(self):
        wrong = transformed()
        wrong["Resources"]["ResultsTable"]["Properties"]["Billing"] = "PAY_PER_REQUEST"
        self.assertTrue(findings(wrong, REGIONS[:1]))

    def test_whatever_is_chosen_the_stack_holds_together(self):
        """No reference to a resource that is not there, and no policy that IAM finds too long."""
        pairs = [(FULL,), (WITH_ROLE,)] + [chosen for two in itertools.combinations(CHOICES.values(), 2)
                                   for chosen in itertools.product(*two)]
        for chosen in pairs:
            parameters = {name: value for one in chosen for name, value in one.items()}
            with self.subTest(parameters):
                stack = self.stack(**parameters)
                policies = [one["Properties"]["PolicyDocument"] for one in stack.resources.values()
                            if one["Type"] == "AWS::IAM::ManagedPolicy"]
                self.assertEqual(len(policies), 2 if "ReviewRoleArn" in parameters else 3)
                for policy in policies:
                    self.assertLess(len(re.sub(r"\s", "", json.dumps(policy))), MAX_MANAGED_POLICY)

    def test_every_parameter_says_what_it_is_and_only_the_instance_has_to_be_given(self):
        parameters = source()["Parameters"]
        required = [name for name, one in parameters.items() if "Default" not in one]
        self.assertEqual(required, ["AmazonConnectInstanceARN"])
        for name, one in parameters.items():
            self.assertTrue(one["Description"].endswith("."), name)
            if "AllowedPattern" in one and "Default" in one:
                self.assertRegex(str(one["Default"]), one["AllowedPattern"], name)
        self.assertRegex(INSTANCE, parameters["AmazonConnectInstanceARN"]["AllowedPattern"])

    def test_a_bucket_that_exists_has_to_be_named(self):
        rule = source()["Rules"]["OwnBucketIsNamed"]
        for create, name, is_allowed in (("No", "auto-generated", False), ("false", "auto-generated", False),
                                         ("No", "kept-reports", True), ("Yes", "auto-generated", True)):
            stack = self.stack(CreateS3Bucket=create, AmazonS3ForReports=name)
            self.assertEqual(not stack.truth(rule["RuleCondition"]) or stack.truth(rule["Assertions"][0]["Assert"]),
                             is_allowed, (create, name))

    def assert_takes(self, rule: str, takes: list[dict], refuses: list[dict]) -> None:
        one = source()["Rules"][rule]
        for parameters in takes + refuses:
            stack = self.stack(**parameters)
            holds = not stack.truth(one["RuleCondition"]) or stack.truth(one["Assertions"][0]["Assert"])
            self.assertEqual(holds, parameters in takes, (rule, parameters))

    def test_whose_the_bucket_is_can_only_be_said_of_one_that_exists(self):
        other = {"BucketAccount": "444455556666"}
        kept = {"CreateS3Bucket": "No", "AmazonS3ForReports": "kept-reports"}
        self.assert_takes("CreatedBucketIsOfThisAccount", [{}, kept, kept | other],
                          [other, other | {"CreateS3Bucket": "true"}])

    def test_an_external_id_needs_a_role(self):
        given = {"ReviewExternalId": "review-4711"}
        self.assert_takes("ExternalIdIsOfARole", [{}, {"ReviewRoleArn": REVIEW_ROLE},
                                                  given | {"ReviewRoleArn": REVIEW_ROLE}], [given])

    def test_parameters_refuse_what_is_none(self):
        parameters = source()["Parameters"]
        for name, good, bad in (
                ("PermissionsBoundaryArn", [BOUNDARY, "arn:aws-cn:iam::aws:policy/PowerUserAccess"], ["developers"]),
                ("ReviewRoleArn", [REVIEW_ROLE, "arn:aws-us-gov:iam::444455556666:role/ops/review"],
                 ["arn:aws:iam::444455556666:user/o", "review"]),
                ("ReviewExternalId", ["review-4711"], ["x", "a b"]),
                ("BucketAccount", ["444455556666"], ["4444", "me"])):
            for value in good + [""]:
                self.assertRegex(value, parameters[name]["AllowedPattern"], name)
            for value in bad:
                self.assertNotRegex(value, parameters[name]["AllowedPattern"], name)
        self.assertEqual((parameters["RetentionDays"]["MinValue"], parameters["RetentionDays"]["MaxValue"]), (1, 3650))

    def test_stack_names_of_50_characters_are_not_too_long(self):
        def too_long(length: int) -> set[str]:
            stack = self.stack(name="s" * length, **FULL)
            self.assertTrue(all(len(name) <= MAX_EXPORT for name in stack.exports))
            return {key for one in stack.resources.values() for key, value in one["Properties"].items()
                    if key in LENGTHS and not value.startswith("<") and len(value) > LENGTHS[key]}

        self.assertEqual(too_long(50), set())
        self.assertEqual(too_long(52), {"FunctionName"})
        self.assertRegex((SOURCE_DIR / "docs" / "stack.md").read_text(encoding="utf-8"), r"may have 50\s+characters")

    def test_no_logical_id_of_the_application_before_has_another_type(self):
        """CloudFormation: Update of resource type is not permitted."""
        before = {name: one["Type"] for name, one in transformed_reference()["Resources"].items()}
        self.assertLessEqual({"OrchestratorFunction", "OrchestratorFunctionScheduledReview", "ReportsBucket",
                              "ResultsTable"}, set(before))
        now = {name: one["Type"] for name, one in self.template["Resources"].items()}
        self.assertEqual({name: (before[name], now[name]) for name in set(before) & set(now)
                          if before[name] != now[name]}, {})

    def test_tags_on_all_that_can_have_them(self):
        bare = []
        for name, one in self.stack(**FULL).resources.items():
            schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, one["Type"]).schema
            if schema["tagging"]["taggable"]:
                tags = {tag["Key"]: tag["Value"] for tag in one["Properties"].get("Tags", [])}
                if tags.get("Application") != "connect-ops-review":
                    bare.append(name)
        self.assertEqual(bare, [])

    def test_the_configuration_of_sam(self):
        configuration = tomllib.loads((DEPLOY / "samconfig.toml").read_text(encoding="utf-8"))["default"]
        self.assertEqual(configuration["global"]["parameters"]["stack_name"], STACK)
        self.assertTrue(configuration["build"]["parameters"]["build_in_source"])
        self.assertEqual(configuration["deploy"]["parameters"]["capabilities"], "CAPABILITY_IAM")
        self.assertNotIn("RoleName", json.dumps(self.template))  # would need CAPABILITY_NAMED_IAM


class Names(TemplateTest):
    """What users know: the guide's commands, their scripts and their samconfig.toml go on working."""

    def test_parameters(self):
        defaults = self.stack().values
        self.assertLessEqual({"CreateS3Bucket": "Yes", "ReviewSchedule": "cron(0 9 ? * MON *)", "StorageBackend": "s3",
                              "DaysBack": "14", "RetentionDays": "90", "AlarmEmail": "", "KmsKeyArn": "",
                              "AmazonConnectCloudWatchLogGroup": "", "EnablePointInTimeRecovery": "true",
                              "ScheduleEnabled": "true", "ScheduleTimeZone": "UTC",
                              "CreateResultsTable": "true"}.items(), defaults.items())
        parameters = self.template["Parameters"]
        self.assertEqual(parameters["StorageBackend"]["AllowedValues"], ["s3", "dynamodb"])
        self.assertLessEqual({"Yes", "No"}, set(parameters["CreateS3Bucket"]["AllowedValues"]))

    def test_outputs(self):
        stack = self.stack()
        self.assertEqual(stack.outputs, {
            "OrchestratorFunctionArn": "<OrchestratorFunction.Arn>", "ReportBucket": "<ReportsBucket>",
            "ReportBucketCreated": "created by this stack", "ResultsTableName": f"{STACK}-results",
            "OrchestratorFunctionRoleArn": "<OrchestratorFunctionRole.Arn>",
            "FailedReviewsQueueUrl": "<FailedReviewsQueue>"})
        kept = self.stack(CreateS3Bucket="No", AmazonS3ForReports="kept-reports", CreateResultsTable="false")
        self.assertLessEqual({"ReportBucket": "kept-reports", "ReportBucketCreated": "existed before",
                              "ResultsTableName": f"{STACK}-results"}.items(), kept.outputs.items())

    def function(self, **parameters: str) -> dict:
        return self.stack(**parameters).properties("OrchestratorFunction")

    def test_the_function(self):
        self.assertLessEqual({"FunctionName": f"{STACK}-orchestrator", "Runtime": "provided.al2023", "Timeout": 900,
                              "Handler": "bootstrap", "Architectures": ["x86_64"]}.items(), self.function().items())
        self.assertEqual(source()["Resources"]["OrchestratorFunction"]["Metadata"], {"BuildMethod": "makefile"})
        self.assertEqual(self.function(Architecture="arm64")["Architectures"], ["arm64"])
        self.assertNotIn("ReservedConcurrentExecutions", self.function())
        self.assertEqual(self.function(ReservedConcurrency="2")["ReservedConcurrentExecutions"], "2")

    def test_its_environment(self):
        plain = {"STORAGE_BACKEND": "s3", "RESULTS_TABLE": f"{STACK}-results", "S3_REPORTING_BUCKET": "<ReportsBucket>",
                 "CONNECT_INSTANCE_ARN": INSTANCE, "LOG_LEVEL": "info", "DAYS_BACK": "14",
                 "CARRIER_BUDGET_USD": "1", "LOG_SAMPLES": "masked", "RETENTION_DAYS": "90",
                 "S3_REPORTING_BUCKET_OWNER": ACCOUNT}
        self.assertEqual(self.function()["Environment"]["Variables"], plain)
        changed = self.function(StorageBackend="dynamodb", AmazonConnectCloudWatchLogGroup="/own/group", KmsKeyArn=KEY,
                                AlarmEmail="o@example.com", CreateS3Bucket="No", AmazonS3ForReports="kept",
                                BucketAccount="444455556666", RetentionDays="3650", LogSamples="none",
                                ReviewRoleArn=REVIEW_ROLE, ReviewExternalId="review-4711")
        self.assertEqual(changed["Environment"]["Variables"], plain | {
            "STORAGE_BACKEND": "dynamodb", "CONNECT_CW_LOG_GROUP": "/own/group", "STORAGE_KMS_KEY": KEY,
            "NOTICE_TOPIC_ARN": "<AlarmTopic>", "S3_REPORTING_BUCKET": "kept", "LOG_SAMPLES": "none",
            "S3_REPORTING_BUCKET_OWNER": "444455556666", "RETENTION_DAYS": "3650", "REVIEW_ROLE_ARN": REVIEW_ROLE,
            "REVIEW_EXTERNAL_ID": "review-4711"})

    def test_the_program_knows_each_variable_of_its_environment(self):
        given = set(self.function(**WITH_ROLE)["Environment"]["Variables"])
        options = (SOURCE_DIR / "src" / "app" / "config" / "options.def").read_text(encoding="utf-8")
        self.assertEqual({name for name in given if f'"{name}"' not in options}, set())

    def test_traces(self):
        self.assertEqual(self.function()["TracingConfig"], {"Mode": "PassThrough"})
        self.assertEqual(self.function(Tracing="Active")["TracingConfig"], {"Mode": "Active"})

    def test_two_stacks_can_be_side_by_side(self):
        """Names that are given are made from the stack's."""
        for name, resource in self.stack(AlarmEmail="o@example.com").resources.items():
            for key, value in resource["Properties"].items():
                if key.endswith("Name") and not value.startswith("<") and key not in ("MetricName", "DisplayName"):
                    self.assertIn(STACK, value, (name, key))


class Storage(TemplateTest):
    def test_what_is_kept_outlives_the_stack_but_not_a_first_deployment_that_fails(self):
        for name in ("ReportsBucket", "ReportsBucketPolicy", "ResultsTable"):
            resource = self.template["Resources"][name]
            self.assertEqual(resource["DeletionPolicy"], "RetainExceptOnCreate", name)
            self.assertEqual(resource["UpdateReplacePolicy"], "Retain", name)

    def test_the_table_does_not_depend_on_the_backend(self):
        s3, dynamodb = (self.stack(StorageBackend=backend).properties("ResultsTable") for backend in ("s3", "dynamodb"))
        self.assertEqual(s3, dynamodb)

    def test_the_table(self):
        table = self.stack().properties("ResultsTable")
        self.assertEqual((table["TableName"], table["BillingMode"]), (f"{STACK}-results", "PAY_PER_REQUEST"))
        self.assertEqual(table["KeySchema"], [{"AttributeName": "reviewId", "KeyType": "HASH"},
                                              {"AttributeName": "componentType", "KeyType": "RANGE"}])
        self.assertEqual(table["TimeToLiveSpecification"], {"AttributeName": "ttl", "Enabled": True})
        self.assertEqual(table["PointInTimeRecoverySpecification"], {"PointInTimeRecoveryEnabled": "true"})
        (index,) = table["GlobalSecondaryIndexes"]
        self.assertEqual([key["AttributeName"] for key in index["KeySchema"]], ["componentType", "reviewId"])
        self.assertEqual(index["Projection"], {"ProjectionType": "ALL"})
        sources = (SOURCE_DIR / "src" / "store" / "dynamodb" / "table.hpp").read_text(encoding="utf-8")
        self.assertIn(f'"{index["IndexName"]}"', sources)
        self.assertEqual(table["DeletionProtectionEnabled"], False)
        protected = self.stack(EnableDeletionProtection="true").properties("ResultsTable")
        self.assertEqual(protected["DeletionProtectionEnabled"], True)
        self.assertNotIn("SSESpecification", table)
        self.assertEqual(self.stack(KmsKeyArn=KEY).properties("ResultsTable")["SSESpecification"],
                         {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": KEY})

    def test_the_bucket(self):
        bucket = self.stack().properties("ReportsBucket")
        self.assertNotIn("BucketName", bucket)  # the same in two regions would be in each other's way
        self.assertEqual(self.stack(AmazonS3ForReports="named").properties("ReportsBucket")["BucketName"], "named")
        self.assertEqual(set(bucket["PublicAccessBlockConfiguration"].values()), {True})
        self.assertEqual(len(bucket["PublicAccessBlockConfiguration"]), 4)
        self.assertEqual(bucket["VersioningConfiguration"], {"Status": "Enabled"})

        def encryption(**parameters: str) -> dict:
            (rule,) = (self.stack(**parameters).properties("ReportsBucket")["BucketEncryption"]
                       ["ServerSideEncryptionConfiguration"])
            return rule

        self.assertEqual(encryption(), {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}})
        own = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}
        self.assertEqual(encryption(KmsKeyArn=KEY), {"BucketKeyEnabled": True, "ServerSideEncryptionByDefault": own})

    def test_both_retentions_are_what_the_stores_say(self):
        """Documents say of themselves how long they hold, and `storage info --create` makes the same two rules."""
        setup = (SOURCE_DIR / "src" / "store" / "s3" / "setup.cpp").read_text(encoding="utf-8")
        scene = (SOURCE_DIR / "src" / "model" / "scene.hpp").read_text(encoding="utf-8")
        kept = int(re.search(r"int retention_days = (\d+);", scene)[1])
        self.assertEqual(kept, 90)
        self.assertEqual(self.template["Parameters"]["RetentionDays"]["Default"], kept)
        for chosen in ("1", "3650"):
            stack = self.stack(RetentionDays=chosen)
            *rules, _ = stack.properties("ReportsBucket")["LifecycleConfiguration"]["Rules"]
            said = stack.properties("OrchestratorFunction")["Environment"]["Variables"]["RETENTION_DAYS"]
            self.assertEqual([rule["ExpirationInDays"] for rule in rules] + [said], [chosen] * 3)
        *rules, remains = self.stack().properties("ReportsBucket")["LifecycleConfiguration"]["Rules"]
        self.assertEqual({rule["Id"]: rule["Prefix"] for rule in rules}, {
            "connect-ops-review-results": "reviews/", "connect-ops-review-reports": "connect-ops-review-"})
        for rule in rules:
            self.assertIn(f'"{rule["Id"]}"', setup)
            self.assertEqual((rule["Status"], rule["ExpirationInDays"], rule["NoncurrentVersionExpiration"]),
                             ("Enabled", str(kept), {"NoncurrentDays": 1}))
        self.assertEqual((remains["Status"], remains["ExpiredObjectDeleteMarker"]), ("Enabled", True))
        self.assertEqual(remains["AbortIncompleteMultipartUpload"], {"DaysAfterInitiation": 1})
        self.assertNotIn("ExpirationInDays", remains)  # S3 refuses both in one rule

    def test_nothing_but_tls(self):
        (statement,) = self.stack().properties("ReportsBucketPolicy")["PolicyDocument"]["Statement"]
        self.assertEqual((statement["Effect"], statement["Principal"], statement["Action"]), ("Deny", "*", "s3:*"))
        self.assertEqual(statement["Condition"], {"Bool": {"aws:SecureTransport": "false"}})
        self.assertEqual(statement["Resource"], ["arn:aws:s3:::<ReportsBucket>", "arn:aws:s3:::<ReportsBucket>/*"])

    def test_what_is_given_is_left_as_it_is(self):
        kept = self.stack(CreateS3Bucket="false", AmazonS3ForReports="kept-reports", CreateResultsTable="false",
                          CreateLogGroup="false", KmsKeyArn=KEY).resources
        self.assertFalse({"ReportsBucket", "ReportsBucketPolicy", "ResultsTable", "OrchestratorLogGroup"} & set(kept))


class Permissions(TemplateTest):
    def test_reviews_may_what_iam_policy_prints(self):
        group = "/own/group"
        for parameters, arguments in (({}, []), ({"AmazonConnectCloudWatchLogGroup": group}, ["--log-group", group])):
            printed = program("iam-policy", "--instance", INSTANCE, *arguments)
            own = self.stack(**parameters).statements("ReviewPolicy")
            self.assertEqual({sid: normal(one) for sid, one in own.items()},
                             {one["Sid"]: normal(one) for one in printed["Statement"]})

    def test_the_store_may_what_iam_policy_prints(self):
        """With a bucket that has a name. That the key is used through S3 only is the template's own."""
        names = {"CreateS3Bucket": "No", "AmazonS3ForReports": "kept-reports"}
        for backend in ("s3", "dynamodb"):
            for key in ("", KEY):
                place = ("--bucket", "kept-reports", "--bucket-owner", ACCOUNT, "--table", f"{STACK}-results",
                         "--region", REGION, "--kms-key", key)
                printed = program("iam-policy", "--instance", INSTANCE, "--storage", backend, *place)["Statement"]
                own = self.stack(StorageBackend=backend, KmsKeyArn=key, **names).statements("StorePolicy")
                own.pop("StoreTableKey", None)
                if key:
                    del own["StoreKey"]["Condition"]
                self.assertEqual({sid: normal(one) for sid, one in own.items()},
                                 {one["Sid"]: normal(one) for one in printed if one["Sid"].startswith("Store")})

    def test_the_store_may_what_its_sources_do(self):
        rows = {(row["service"]["name"], row["name"].lower()): row["permission"]
                for row in program("checks", "operations", "--json")}
        used = {service: used_by_stores(service) for service in ("s3", "dynamodb")}
        self.assertLessEqual(NOT_THE_FUNCTIONS, used["s3"] | used["dynamodb"])

        def permissions(*services: str) -> set[str]:
            return {rows[service, name.replace("_", "")]
                    for service in services for name in used[service] - NOT_THE_FUNCTIONS}

        def granted(**parameters: str) -> set[str]:
            statements = self.stack(**parameters).statements("StorePolicy").values()
            return {action for one in statements for action in listed(one["Action"])}

        self.assertEqual(granted(StorageBackend="s3"), permissions("s3"))
        # Nothing is deleted but what one invocation left for the next.
        deleting = [one for one in self.stack(StorageBackend="s3").statements("StorePolicy").values()
                    if "s3:DeleteObject" in listed(one["Action"])]
        self.assertEqual([one["Resource"].rsplit("/", 1)[1] for one in deleting], ["connect-ops-review-*.carry"])
        self.assertEqual(granted(StorageBackend="dynamodb"), permissions("s3", "dynamodb"))
        # A table that is not the stack's may lack the index.
        self.assertEqual(granted(StorageBackend="dynamodb", CreateResultsTable="false"),
                         permissions("s3", "dynamodb") | {"dynamodb:Scan"})

    def test_the_key_only_through_the_store(self):
        self.assertNotIn("kms", json.dumps(self.stack(StorageBackend="dynamodb").statements("StorePolicy")))
        both = {"StoreKey": "s3", "StoreTableKey": "dynamodb"}
        for backend, services in (("s3", {"StoreKey": "s3"}), ("dynamodb", both)):
            statements = self.stack(StorageBackend=backend, KmsKeyArn=KEY).statements("StorePolicy")
            keys = {sid: one for sid, one in statements.items() if any("kms:" in action for action in one["Action"])}
            self.assertEqual(set(keys), set(services))
            for sid, one in keys.items():
                self.assertEqual(one["Resource"], KEY)
                self.assertEqual(one["Condition"],
                                 {"StringEquals": {"kms:ViaService": f"{services[sid]}.{REGION}.amazonaws.com"}})

    def test_the_bucket_is_that_of_its_account(self):
        kept = {"CreateS3Bucket": "No", "AmazonS3ForReports": "kept-reports"}
        for account, parameters in ((ACCOUNT, {}), (ACCOUNT, kept), ("444455556666",
                                                                     kept | {"BucketAccount": "444455556666"})):
            statements = self.stack(**parameters).statements("StorePolicy").values()
            of_bucket = [one for one in statements if "s3:" in json.dumps(one["Action"])]
            self.assertEqual(len(of_bucket), 4)
            for one in of_bucket:
                self.assertEqual(one["Condition"], {"StringEquals": {"aws:ResourceAccount": account}})

    def test_an_instance_of_another_account_is_read_by_a_role_of_that_account(self):
        stack = self.stack(ReviewRoleArn=REVIEW_ROLE, SecurityHub="true")
        self.assertNotIn("ReviewPolicy", stack.resources)
        self.assertEqual(stack.properties("OrchestratorFunctionRole")["ManagedPolicyArns"],
                         ["<StorePolicy>", "<RuntimePolicy>"])
        runtime = stack.statements("RuntimePolicy")
        self.assertEqual((runtime["ReviewRole"]["Action"], runtime["ReviewRole"]["Resource"]),
                         ("sts:AssumeRole", REVIEW_ROLE))
        self.assertNotIn("SecurityHub", runtime)  # that of the instance's account
        own = self.stack(SecurityHub="true").statements("RuntimePolicy")
        self.assertIn("SecurityHub", own)
        self.assertNotIn("ReviewRole", own)

    def test_a_boundary_for_every_role(self):
        roles = {name: one["Properties"] for name, one in self.stack(PermissionsBoundaryArn=BOUNDARY).resources.items()
                 if one["Type"] == "AWS::IAM::Role"}
        self.assertEqual({name: one.get("PermissionsBoundary") for name, one in roles.items()},
                         {"OrchestratorFunctionRole": BOUNDARY, "SchedulerRole": BOUNDARY})
        self.assertNotIn("PermissionsBoundary", json.dumps(self.stack().resources))

    def test_the_scheduler_starts_the_function_for_this_account_only(self):
        role = self.stack().properties("SchedulerRole")
        (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
        self.assertEqual((trust["Principal"], trust["Condition"]),
                         ({"Service": "scheduler.amazonaws.com"}, {"StringEquals": {"aws:SourceAccount": ACCOUNT}}))
        (policy,) = role["Policies"]
        self.assertEqual([(one["Action"], one["Resource"]) for one in policy["PolicyDocument"]["Statement"]],
                         [("lambda:InvokeFunction", "<OrchestratorFunction.Arn>"),
                          ("sqs:SendMessage", "<FailedReviewsQueue.Arn>")])
        schedule = self.stack().properties("OrchestratorFunctionReviews")
        self.assertEqual(schedule["Target"]["RoleArn"], "<SchedulerRole.Arn>")

    def test_one_key_for_all_that_is_kept(self):
        resources = self.stack(**FULL).resources
        named = {name: key for name, one in resources.items() for property, key in one["Properties"].items()
                 if property in ("KmsKeyArn", "KmsKeyId", "KmsMasterKeyId")}
        self.assertEqual(named, {name: KEY for name in ("OrchestratorFunction", "OrchestratorLogGroup",
                                                        "FailedReviewsQueue", "AlarmTopic")})
        self.assertNotIn("SqsManagedSseEnabled", resources["FailedReviewsQueue"]["Properties"])
        self.assertNotIn("Kms", json.dumps(self.stack(AlarmEmail="o@example.com").resources))

    def test_the_key_only_through_what_it_is_for(self):
        runtime = self.stack(KmsKeyArn=KEY, AlarmEmail="o@example.com").statements("RuntimePolicy")
        use = ["kms:Decrypt", "kms:GenerateDataKey"]
        for sid, service, actions in (("EnvironmentKey", "lambda", ["kms:Decrypt"]), ("QueueKey", "sqs", use),
                                      ("TopicKey", "sns", use)):
            self.assertEqual((runtime[sid]["Resource"], listed(runtime[sid]["Action"])), (KEY, actions))
            self.assertEqual(runtime[sid]["Condition"],
                             {"StringEquals": {"kms:ViaService": f"{service}.{REGION}.amazonaws.com"}})
        self.assertNotIn("TopicKey", self.stack(KmsKeyArn=KEY).statements("RuntimePolicy"))
        (policy,) = self.stack(KmsKeyArn=KEY).properties("SchedulerRole")["Policies"]
        self.assertIn(runtime["QueueKey"], policy["PolicyDocument"]["Statement"])

    def test_the_runtime_may_log_go_on_and_tell(self):
        statements = self.stack(AlarmEmail="o@example.com").statements("RuntimePolicy")
        self.assertEqual({sid: (listed(one["Action"]), one["Resource"]) for sid, one in statements.items()}, {
            "Logs": (["logs:CreateLogStream", "logs:PutLogEvents"],
                     f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/lambda/{STACK}-orchestrator:*"),
            "Itself": (["lambda:InvokeFunction"], f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{STACK}-orchestrator"),
            "FailedReviews": (["sqs:SendMessage"], "<FailedReviewsQueue.Arn>"),
            "Notices": (["sns:Publish"], "<AlarmTopic>")})
        self.assertNotIn("Notices", self.stack().statements("RuntimePolicy"))

    def test_the_role_has_them_attached(self):
        role = self.stack().properties("OrchestratorFunctionRole")
        self.assertEqual(role["ManagedPolicyArns"], ["<ReviewPolicy>", "<StorePolicy>", "<RuntimePolicy>"])
        self.assertNotIn("Policies", role)

    def test_whatever_the_partition(self):
        self.assertNotIn('"arn:aws:', json.dumps(self.template["Resources"]))
        for region, (partition, suffix) in PARTITIONS.items():
            with self.subTest(region):
                own = {name: value.replace("arn:aws:", f"arn:{partition}:") for name, value in FULL.items()}
                instance = INSTANCE.replace("arn:aws:", f"arn:{partition}:").replace("eu-west-2", region)
                stack = Stack(transformed(region=region), region=region, **own, AmazonConnectInstanceARN=instance)
                text = json.dumps(stack.resources)
                self.assertEqual(set(re.findall(r"arn:(aws[a-z-]*):", text)), {partition})
                hosts = set(re.findall(r"[a-z0-9.-]*amazonaws\.com[a-z.]*", text))
                # Principals are the same everywhere.
                # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
                services = {f"{name}.{region}.{suffix}" for name in ("s3", "dynamodb", "lambda", "sqs", "sns")}
                self.assertEqual(hosts, services | {"lambda.amazonaws.com", "scheduler.amazonaws.com"})


class Running(TemplateTest):
    def schedule(self, **parameters: str) -> dict:
        return self.stack(**parameters).properties("OrchestratorFunctionReviews")

    def test_the_schedule(self):
        schedule = self.schedule(ScheduleTimeZone="Europe/Berlin")
        self.assertEqual((schedule["ScheduleExpression"], schedule["ScheduleExpressionTimezone"], schedule["State"]),
                         ("cron(0 9 ? * MON *)", "Europe/Berlin", "ENABLED"))
        self.assertEqual(self.schedule(ScheduleEnabled="false")["State"], "DISABLED")
        self.assertEqual(schedule["Target"]["DeadLetterConfig"], {"Arn": "<FailedReviewsQueue.Arn>"})

    def test_what_fails_is_tried_a_bounded_number_of_times_and_kept(self):
        config = self.stack().properties("OrchestratorFunctionEventInvokeConfig")
        self.assertEqual(config["DestinationConfig"], {"OnFailure": {"Destination": "<FailedReviewsQueue.Arn>"}})
        self.assertEqual((config["MaximumRetryAttempts"], config["MaximumEventAgeInSeconds"]), (1, 21600))
        queue = self.stack().properties("FailedReviewsQueue")
        self.assertEqual((queue["MessageRetentionPeriod"], queue["SqsManagedSseEnabled"]), (14 * DAY, True))

    def test_logs_end(self):
        group = self.stack().properties("OrchestratorLogGroup")
        self.assertEqual((group["LogGroupName"], group["RetentionInDays"]), (f"/aws/lambda/{STACK}-orchestrator", 90))


class Alarms(TemplateTest):
    def alarms(self, **parameters: str) -> dict[str, dict]:
        resources = self.stack(**parameters).resources
        return {name: one["Properties"] for name, one in resources.items() if name.endswith("Alarm")}

    def test_which_there_are(self):
        always = {"ErrorsAlarm", "ThrottlesAlarm", "FailedReviewsAlarm"}
        self.assertEqual(set(self.alarms()), always | {"SilentWeekAlarm"})
        self.assertEqual(set(self.alarms(AlarmEmail="o@example.com")),
                         always | {"SilentWeekAlarm", "FirstReviewAlarm", "SilenceAlarm"})
        unscheduled = self.alarms(AlarmEmail="o@example.com", ScheduleEnabled="false")
        self.assertEqual(set(unscheduled), always)

    def test_mail_only_to_the_address_that_is_given(self):
        self.assertFalse(any("AlarmActions" in one for one in self.alarms().values()))
        self.assertNotIn("AlarmTopic", self.stack().resources)
        with_mail = self.alarms(AlarmEmail="o@example.com")
        self.assertEqual({name for name, one in with_mail.items() if one.get("AlarmActions") == ["<AlarmTopic>"]},
                         {"ErrorsAlarm", "ThrottlesAlarm", "FailedReviewsAlarm", "SilenceAlarm"})
        for name, one in with_mail.items():  # and when it is over
            self.assertEqual(one.get("OKActions"), one.get("AlarmActions"), name)
        topic = self.stack(AlarmEmail="o@example.com").properties("AlarmTopic")
        self.assertEqual(topic["Subscription"], [{"Protocol": "email", "Endpoint": "o@example.com"}])

    def test_what_they_watch(self):
        watched = {name: (one["Namespace"], one["MetricName"], one["Dimensions"][0]["Value"], one["TreatMissingData"])
                   for name, one in self.alarms(AlarmEmail="o@example.com").items() if "MetricName" in one}
        self.assertEqual(watched, {
            "ErrorsAlarm": ("AWS/Lambda", "Errors", "<OrchestratorFunction>", "notBreaching"),
            "ThrottlesAlarm": ("AWS/Lambda", "Throttles", "<OrchestratorFunction>", "notBreaching"),
            "FailedReviewsAlarm": ("AWS/SQS", "NumberOfMessagesSent", "<FailedReviewsQueue.QueueName>", "notBreaching"),
            "SilentWeekAlarm": ("ConnectOpsReview", "ReviewCompleted", "<OrchestratorFunction>", "breaching"),
            "FirstReviewAlarm": ("ConnectOpsReview", "ReviewCompleted", "<OrchestratorFunction>", "ignore")})

    def test_a_review_that_is_given_up_while_another_one_waits_in_the_queue(self):
        alarm = self.alarms()["FailedReviewsAlarm"]
        self.assertEqual((alarm["Statistic"], alarm["Threshold"], alarm["DatapointsToAlarm"]), ("Sum", 1, 1))
        self.assertGreaterEqual(alarm["Period"] * alarm["EvaluationPeriods"], 15 * 60)  # the longest that SQS is late

    def test_cloudwatch_takes_their_windows(self):
        for name, one in self.alarms(AlarmEmail="o@example.com").items():
            if "Period" in one:
                self.assertLessEqual(one["Period"] * one["EvaluationPeriods"], MAX_ALARM_WINDOW, name)

    def test_eight_days_of_silence(self):
        alarms = self.alarms(AlarmEmail="o@example.com")
        week, silence = alarms["SilentWeekAlarm"], alarms["SilenceAlarm"]
        self.assertEqual(week["Period"] * week["EvaluationPeriods"] + silence["ActionsSuppressorWaitPeriod"], 8 * DAY)
        self.assertEqual(silence["AlarmRule"], 'ALARM("<SilentWeekAlarm>") AND OK("<FirstReviewAlarm>")')
        first = alarms["FirstReviewAlarm"]  # a count is never below zero
        self.assertEqual((first["Threshold"], first["ComparisonOperator"]), (0, "LessThanThreshold"))


if __name__ == "__main__":
    unittest.main()
