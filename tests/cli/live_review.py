"""Reviews of an account that an emulator answers for: everything that is planted in it is found, with the fewest calls."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import time
import unittest
from pathlib import Path

from support.live import Emulated, lasting, no_limits, operations, statuses, stored
from support.program import COMPONENTS

from emulator import Emulator, Fault

PRICE_OF_A_METRIC = 0.01 / 1000  # https://aws.amazon.com/cloudwatch/pricing/
PRICE_OF_A_NUMBER = 0.006        # https://aws.amazon.com/pinpoint/pricing/


def permissions() -> dict[str, str]:
    """The permission of each operation, as the emulator names it."""
    return {f"{row['service']['name']}:{row['name']}": row["permission"] for row in operations()}


FOR_THE_TIME = 1  # a call before the review, to hear AWS's time by it


class OneReview(Emulated):
    """One review at AWS's documented rates, and what it left behind."""

    rates = True
    answer: dict = {}

    def setUp(self) -> None:
        if not OneReview.answer:
            super().setUp()
            OneReview.answer = self.reviewed(self.emulator, "--instance", self.instance.arn)
            OneReview.stored = self.documents(self.answer)
            OneReview.stats = self.emulator.stats()

    def test_every_fact_is_found(self):
        self.assert_facts(self.stored)
        self.assertEqual({document["status"] for document in self.stored.values()}, {"complete"})
        self.assertEqual((self.answer["status"], self.answer["analyzersCompleted"], self.answer["errors"]),
                         ("completed", len(COMPONENTS), None))

    def test_aws_is_asked_as_it_wants_to_be(self):
        for nothing in ("violations", "unauthenticated", "throttles"):
            self.assertFalse(self.stats[nothing], nothing)

    def test_whatever_is_asked_the_policy_grants(self):
        super().setUp()
        done = self.run_program("iam-policy", "--instance", self.instance.arn)
        statements = json.loads(done.stdout)["Statement"]
        granted = {action for statement in statements for action in statement["Action"]}
        self.assertLessEqual({permissions()[operation] for operation in self.stats["calls"]}, granted)

    def test_as_few_calls_as_the_largest_pages_allow(self):
        once = ("DescribeInstance", "ListQueues", "ListContactFlows", "ListContactFlowModules", "ListTrafficDistributionGroups",
                "ListUsers", "ListSecurityProfiles", "ListHoursOfOperations", "ListQuickConnects", "ListPrompts",
                "ListAgentStatuses", "ListUserHierarchyGroups", "ListWorkspaces", "ListDataTables",
                "ListPredefinedAttributes", "ListTaskTemplates",
                "SearchEmailAddresses", "SearchHoursOfOperations", "SearchHoursOfOperationOverrides",
                "SearchRoutingProfiles", "SearchQueues", "SearchQuickConnects", "ListInstances",
                "SearchContactFlows", "SearchContactFlowModules",
                "DescribeView", "DescribeDataTable", "GetTaskTemplate", "ListApprovedOrigins", "ListSecurityKeys", "SearchUsers",
                "ListRules", "ListEvaluationForms", "GetEffectiveHoursOfOperations", "GetTrafficDistribution")
        wanted = {f"connect:{operation}": 1 for operation in once} | {
            "connect:DescribeInstance": 2,             # the first to hear AWS's time
            "connect:ListInstanceAttributes": 2,       # 13, 7 a page
            "connect:ListInstanceStorageConfigs": 13,  # one for each kind of data
            "connect:ListPhoneNumbersV2": 2,           # of the instance, of its traffic distribution group
            "connect:ListBots": 3,                     # 2 of V1, 28 of V2, 25 a page
            "connect:ListIntegrationAssociations": 1,  # of all types
            "connect:ListLambdaFunctions": 2,          # 28, 25 a page
            "connect:ListQueueQuickConnects": 6,       # one for each standard queue
            "connect:ListSecurityProfilePermissions": 3,  # one for each security profile
            "connect:DescribeSecurityProfile": 2,      # of those that can change users
            "connect:GetMetricDataV2": 9,              # of all queues, of all profiles; by the hour, two days a question
            "connect:DescribeRule": 2,                 # of those that name a flow or a form
            "customer-profiles:ListDomains": 2,        # for tags and, by itself, for the quota
            "customer-profiles:ListProfileObjectTypes": 2,
            "customer-profiles:ListAccountIntegrations": 1,
            "customer-profiles:ListIntegrations": 1,
            "customer-profiles:ListEventTriggers": 1,
            "appintegrations:ListApplications": 2,
            "appintegrations:ListTagsForResource": 1,  # of the one that is not AWS's
            "appintegrations:ListEventIntegrations": 2,
            "appintegrations:ListDataIntegrations": 1,
            "appintegrations:ListEventIntegrationAssociations": 1,
            "appintegrations:ListDataIntegrationAssociations": 1,
            "connectcases:ListDomains": 1,
            "connectcases:ListFields": 1,
            "connectcases:ListTemplates": 1,
            "connectcases:ListLayouts": 1,
            "connectcases:ListCaseRules": 1,
            "connectcampaignsv2:ListCampaigns": 1,
            "connectcampaignsv2:GetCampaignStateBatch": 1,  # of 25 campaigns
            "qconnect:ListAssistants": 1,
            "qconnect:ListKnowledgeBases": 1,
            "connect:DescribePhoneNumber": 8,
            "connect:ListFlowAssociations": 2,         # of numbers, of e-mail addresses
            "connect:GetFlowAssociation": 1,           # of the number for text messages
            # The draft, two that the search left the content out of, and the saved versions of the nine that are live.
            "connect:DescribeContactFlow": 12,
            "connect:DescribeContactFlowModule": 3,    # the saved versions of those that are live
            "pinpoint:PhoneNumberValidate": 7,         # a universal international freephone number has no country
            "kms:DescribeKey": 2,                      # the customer's and AWS's
            "lambda:GetFunctionConfiguration": 1,      # all flows call the same
            "lambda:GetPolicy": 1,
            "lexv2-models:DescribeBotAlias": 1,        # and name the same
            "lexv2-models:ListBotReplicas": 1,
            # Of the instance by the hour, of its streams, of lost packets, of API calls by the minute.
            "cloudwatch:GetMetricData": 4,
            "cloudwatch:ListMetrics": 1,               # which operations are called
            "s3:GetPublicAccessBlock": 1,              # two kinds of data are kept in one bucket
            "s3:GetBucketPolicy": 1,
            "s3:GetBucketPolicyStatus": 1,
            "s3:GetBucketVersioning": 1,
            "s3:GetBucketLifecycleConfiguration": 1,
            "s3:GetBucketEncryption": 1,
            "s3:GetObjectLockConfiguration": 1,
            "s3control:GetPublicAccessBlock": 1,       # of the account
            "kinesis:DescribeStreamSummary": 1,
            "firehose:DescribeDeliveryStream": 1,
            "qconnect:GetAssistant": 1,
            "qconnect:ListAIAgents": 1,
            "qconnect:ListAIPrompts": 1,
            "qconnect:GetAIGuardrail": 1,              # all AI agents name the same
            "qconnect:ListAssistantAssociations": 1,
            "qconnect:GetKnowledgeBase": 2,            # one for each
            "logs:DescribeDeliverySources": 1,         # all of the account, 50 a page
            "cloudwatch:DescribeAlarms": 1,            # all of the account, 100 a page
            "cloudwatch:ListDashboards": 1,            # all of the account
            "cloudwatch:GetDashboard": 2,              # one for each
            "sns:GetTopicAttributes": 2,               # one for each topic
            "iam:SimulatePrincipalPolicy": 2,          # one for each role: the instance's, and that of its functions
            "iam:GetRole": 1,                          # of the instance's, which is not linked to AWS's service
            "cloudtrail:DescribeTrails": 1,
            "cloudtrail:GetTrailStatus": 1,            # one for each trail
            "cloudtrail:GetEventSelectors": 1,
            "cloudtrail:ListEventDataStores": 1,       # where no trail keeps changes
            # 300 events, 50 a page, of which AWS leaves some short or empty; and changes of the traffic distribution.
            "cloudtrail:LookupEvents": 9,
            "service-quotas:ListServiceQuotas": 8,     # 100 a page, and one for each of five services beside Amazon Connect
            "service-quotas:ListAWSDefaultServiceQuotas": 8,
            "logs:DescribeLogGroups": 1,
            "logs:DescribeSubscriptionFilters": 1,
        }
        asked = dict(self.stats["calls"])
        self.assertLess(asked.pop("logs:FilterLogEvents"), 10)  # AWS answers with few lines a page, or none
        self.assertEqual(asked, wanted)

    def test_changes_that_were_never_published_are_told(self):
        instance = self.world.instance
        told = {finding["resource"]["key"]: finding["status"] for finding in self.stored["flow"]["findings"]
                if finding["checkId"] == "flow_unpublished_changes"}
        self.assertEqual(told, {flow.id: "warn" for flow in instance.flows if flow.has_unpublished_changes}
                         | {module.id: "info" for module in instance.modules if module.has_unpublished_changes})
        self.assertEqual(set(told.values()), {"warn", "info"})

    def test_who_may_do_what_is_told(self):
        findings = self.stored["security"]["findings"]
        told = {finding["checkId"]: finding["status"] for finding in findings if finding["resource"]["key"] == self.instance.id}
        self.assertEqual(told, self.world.truth()["access"])
        origins = {finding["resource"]["key"]: finding["status"] for finding in findings
                   if finding["checkId"] == "approved_origins"}
        self.assertEqual(origins, {"http://localhost:3000": "warn"})
        of_account = {finding["checkId"]: finding["status"] for finding in findings
                      if finding["resource"]["key"] == self.world.account}
        self.assertEqual(of_account, {"audit_trail": self.world.truth()["audit_trail"]})
        roles = {finding["resource"]["name"]: finding["status"] for finding in findings if finding["checkId"] == "function_roles"}
        self.assertEqual(roles, {"centre": "warn"})
        self.assertEqual(self.stored["security"]["data"]["admin_users"], 6)

    def test_what_an_operator_keeps_in_order_is_told(self):
        findings = self.stored["operations"]["findings"]
        told = {finding["checkId"]: finding["status"] for finding in findings if finding["resource"]["key"] == self.instance.id}
        told |= {finding["resource"]["key"]: finding["status"] for finding in findings if finding["checkId"] == "resource_tags"}
        wanted = self.world.truth()["operations"]
        self.assertEqual({key: told.get(key) for key in wanted}, wanted)
        self.assertEqual(self.stored["operations"]["data"]["queued_when_closed"], 16)

    def test_what_answers_for_people_is_told(self):
        findings = self.stored["ai"]["findings"]
        for check, wanted in self.world.truth()["ai"].items():
            told = {finding["resource"]["key"]: finding["status"] for finding in findings if finding["checkId"] == check}
            self.assertEqual(told, wanted, check)
        self.assertEqual(self.stored["ai"]["data"]["agents_without_guardrail"], 1)

    def test_what_takes_over_is_told(self):
        findings = self.stored["resilience"]["findings"]
        for check, wanted in self.world.truth()["resilience"].items():
            told = {finding["resource"]["key"]: finding["status"] for finding in findings if finding["checkId"] == check}
            self.assertEqual(told, wanted, check)
        self.assertEqual(self.stored["resilience"]["data"]["worst_loss_percent"], 0.25)

    def test_alarms_are_judged_by_what_they_watch_and_tell(self):
        wanted, document = self.world.instance.truth()["alarms"], self.stored["observability"]
        self.assertEqual((document["data"]["total_alarms"], document["data"]["complete"]), (wanted["total"], True))
        told = {(finding["checkId"], finding["resource"]["key"]): finding["status"] for finding in document["findings"]}
        for check, statuses_wanted in (("alarm_settings", wanted["settings"]), ("alarm_actions", wanted["actions"])):
            for name, status in statuses_wanted.items():
                self.assertEqual(told[check, f"{self.world.instance.alias} {name}"], status, name)
        for metric, status in wanted["coverage"].items():
            self.assertEqual(told["alarm_coverage", metric], status, metric)
        for check, status in wanted["services"].items():
            self.assertEqual(told[check, self.instance.id], status, check)

    def test_contacts_and_agents_are_judged(self):
        wanted, document = dict(self.world.instance.truth()["contacts"]), self.stored["traffic"]
        self.assertEqual(document["data"]["contacts_queued"], wanted.pop("queued"))
        told: dict[str, dict[str, str]] = {}
        for finding in document["findings"]:
            told.setdefault(finding["checkId"], {})[finding["resource"]["key"]] = finding["status"]
        for check, by_resource in wanted.items():
            self.assertEqual(told[check], by_resource, check)
        self.assertEqual(told["handle_time"], {self.instance.id: "pass"})

    def test_the_bucket_is_judged_once(self):
        bucket = f"{self.instance.alias}-contact-data"
        told = {finding["checkId"]: finding["status"] for finding in self.stored["storage"]["findings"]
                if finding["resource"]["key"] == bucket}
        self.assertEqual(told, self.world.truth()["buckets"])

    def test_api_calls_are_held_against_the_rates(self):
        rates = {rate["operation"]: rate for rate in self.stored["quota"]["data"]["api_rates"]}
        self.assertEqual({operation: rate["per_second"] for operation, rate in rates.items()},
                         {operation: round(calls, 4) for operation, calls in self.world.truth()["api_calls"].items()})
        (finding,) = (finding for finding in self.stored["quota"]["findings"] if finding["checkId"] == "api_rate")
        self.assertEqual((finding["status"], finding["headline"]), ("warn", "Unrelated007 peaked at 1.9 of 2 calls a second"))

    def test_quotas_of_other_services_are_judged(self):
        told = {finding["resource"]["key"]: finding["status"] for finding in self.stored["quota"]["findings"]
                if finding["checkId"] == "peer_quota"}
        self.assertEqual(len(told), 18)
        self.assertEqual(set(told.values()), {"pass"})
        uncounted = [limit["name"] for limit in self.stored["quota"]["data"]["uncounted"]]
        self.assertEqual([name for name in uncounted if ":" in name], ["Cases: Related items per case"])

    def test_a_quick_connect_that_no_queue_has_is_told(self):
        (finding,) = (finding for finding in self.stored["flow"]["findings"]
                      if (finding["checkId"], finding["resource"]["key"]) == ("unused_resources", "quick_connects"))
        last = self.world.instance.lists["ListQuickConnects"][-1]["Name"]
        self.assertEqual(finding["status"], "info")
        self.assertIn(f"is used by no queue: {last}.", finding["observed"])

    def test_the_answer_says_what_it_cost(self):
        usage = self.answer["usage"]
        self.assertEqual((usage["calls"], usage["retries"], usage["throttles"]), (self.stats["total"] - FOR_THE_TIME, 0, 0))
        self.assertGreater(usage["bytes"], 50_000)
        numbers = self.stats["calls"]["pinpoint:PhoneNumberValidate"] * PRICE_OF_A_NUMBER
        self.assertGreater(usage["costUsd"], numbers)
        self.assertLess(usage["costUsd"], numbers + 500 * PRICE_OF_A_METRIC)  # in one call

    def test_connections_are_used_again(self):
        self.assertLess(self.stats["connections"], self.stats["total"] / 2)


class Ways(Emulated):
    """How an instance is named, and whose credentials are used."""

    def write(self, name: str, text: str, mode: int = 0o600) -> Path:
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def quick(self, *arguments, env: dict[str, str | None] | None = None) -> subprocess.CompletedProcess:
        """A review of one component. A variable that is None is not set."""
        variables = {**self.emulator.environment(), **(env or {})}
        return self.run_program("run", "--database", self.database, "--json", "--only", "instance", *no_limits(), *arguments,
                                env={name: value for name, value in variables.items() if value is not None})

    def assert_reviewed(self, done: subprocess.CompletedProcess) -> None:
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["status"], answer["instanceArn"]), ("completed", self.instance.arn), answer["errors"])
        self.assert_no_complaint(self.emulator)

    def test_by_arn_by_id_and_by_alias(self):
        for name in (self.instance.arn, self.instance.id, self.instance.alias, self.instance.alias.upper()):
            with self.subTest(name=name):
                answer = self.reviewed(self.emulator, "--instance", name, *no_limits())
                self.assertEqual(answer["instanceArn"], self.instance.arn)
                self.assert_facts(self.documents(answer))
        self.assert_no_complaint(self.emulator)

    def test_an_unknown_instance(self):
        self.assert_refused(self.quick("--instance", "nobody"), 1, "'nobody'", "there is small")
        other = "00000000-0000-4000-8000-000000000000"
        self.assert_refused(self.quick("--instance", other), 1, other)
        self.assert_refused(self.quick(), 2, "--instance", "--all-instances", "--recording")

    def test_the_region_is_the_arns_or_has_to_be_given(self):
        without = {"AWS_REGION": None}
        self.assert_reviewed(self.quick("--instance", self.instance.arn, env=without))
        self.assert_reviewed(self.quick("--instance", "small", "--region", "eu-central-1", env=without))
        self.assert_reviewed(self.quick("--instance", "small", env={**without, "AWS_DEFAULT_REGION": "eu-central-1"}))
        self.assert_refused(self.quick("--instance", "small", env=without), 2, "region", "--region", "AWS_REGION")

    def test_a_session_token(self):
        self.assert_reviewed(self.quick("--instance", "small", env=self.emulator.environment(self.emulator.keys.temporary)))

    def test_a_wrong_secret(self):
        secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYWRONGKEY00"
        done = self.quick("--instance", "small", env={"AWS_SECRET_ACCESS_KEY": secret})
        self.assert_refused(done, 1, "SignatureDoesNotMatch" if "SignatureDoesNotMatch" in done.stderr else "InvalidSignature")
        self.assertNotIn(secret, done.stderr)
        done = self.quick("--instance", self.instance.arn, env={"AWS_SECRET_ACCESS_KEY": secret})
        self.assertEqual(done.returncode, 1)
        self.assertNotIn(secret, done.stdout + done.stderr)

    def test_no_credentials_at_all(self):
        none = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}
        for name in ("small", self.instance.arn):
            done = self.quick("--instance", name, env=none)
            self.assertEqual(done.returncode, 1)
            said = done.stderr + done.stdout
            for words in ("AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "/.aws/", "aws configure"):
                self.assertIn(words, said)
        self.assert_refused(self.quick("--instance", "small", env=none), 1, "no AWS credentials")
        self.assertEqual(self.emulator.stats()["total"], 0)

    def test_a_profile_of_the_files(self):
        key = self.emulator.keys.permanent
        self.write(".aws/credentials", f"[team]\naws_access_key_id = {key.access_key}\naws_secret_access_key = {key.secret}\n")
        self.write(".aws/config", "[profile team]\nregion = eu-central-1\n")
        without = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "AWS_REGION": None}
        self.assert_reviewed(self.quick("--instance", "small", "--profile", "team", env=without))
        self.assert_reviewed(self.quick("--instance", "small", env={**without, "AWS_PROFILE": "team"}))
        self.assert_refused(self.quick("--instance", "small", "--profile", "crew", "--region", "eu-central-1"), 1, "crew")

    def test_an_assumed_role(self):
        role = f"arn:aws:iam::{self.world.account}:role/"
        self.assert_reviewed(self.quick("--instance", "small", "--role-arn", role + "auditor"))
        self.assertEqual(self.emulator.stats()["calls"]["sts:AssumeRole"], 1)
        self.assert_reviewed(self.quick("--instance", "small", "--role-arn", role + "partner", "--external-id", "review-4711"))
        self.assert_refused(self.quick("--instance", "small", "--role-arn", role + "partner"), 1, role + "partner", "external ID")

    def test_a_role_for_the_instance_alone(self):
        role = f"arn:aws:iam::{self.world.account}:role/partner"
        self.assert_reviewed(self.quick("--instance", "small", "--review-role-arn", role, "--review-external-id", "review-4711"))
        self.assertEqual(self.emulator.stats()["calls"]["sts:AssumeRole"], 1)
        self.assert_reviewed(self.quick("--instance", "small", env={"REVIEW_ROLE_ARN": role, "REVIEW_EXTERNAL_ID": "review-4711"}))
        self.assert_refused(self.quick("--instance", "small", "--review-role-arn", role), 1, role, "external ID")

    def test_credentials_that_expire_on_the_way_are_asked_for_again(self):
        expired, good = ({"Version": 1, "AccessKeyId": key.access_key, "SecretAccessKey": key.secret, "SessionToken": key.token}
                         for key in (self.emulator.keys.expired, self.emulator.keys.temporary))
        script = self.write("keys.sh", f"""#!/bin/sh
echo asked >> '{self.home}/asked'
if [ "$(wc -l < '{self.home}/asked')" -eq 1 ]; then echo '{json.dumps(expired)}'; else echo '{json.dumps(good)}'; fi
""", 0o700)
        self.write(".aws/config", f"[default]\ncredential_process = {script}\n")
        done = self.quick("--instance", self.instance.arn, env={"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["status"], "completed", done.stdout)
        self.assertEqual((self.home / "asked").read_text(encoding="utf-8").count("asked"), 2)

    def test_one_service_may_be_somewhere_else(self):
        with Emulator(self.world, rates=False) as elsewhere:
            done = self.review(self.emulator, "--instance", self.instance.arn, *no_limits(),
                               env={"AWS_ENDPOINT_URL_CONNECT": elsewhere.url})
            self.assertEqual(json.loads(done.stdout)["status"], "completed", done.stderr)
            self.assertEqual({action.split(":")[0] for action in elsewhere.stats()["calls"]}, {"connect"})
            self.assertNotIn("connect", {action.split(":")[0] for action in self.emulator.stats()["calls"]})

    def test_nothing_is_asked_when_the_database_cannot_be_made(self):
        blocked = self.write("file", "")
        done = self.run_program("run", "--instance", "small", "--database", blocked / "reviews.db", env=self.emulator.environment())
        self.assert_refused(done, 2, str(blocked))
        self.assertEqual(self.emulator.stats()["total"], 0)

    def test_carriers_are_paid_for_once(self):
        first = self.reviewed(self.emulator, "--instance", self.instance.arn, "--only", "phone", *no_limits())
        second = self.reviewed(self.emulator, "--instance", self.instance.arn, "--only", "phone", *no_limits())
        self.assertAlmostEqual(first["usage"]["costUsd"], 7 * PRICE_OF_A_NUMBER)
        self.assertLessEqual(second["usage"]["costUsd"], 2 * PRICE_OF_A_NUMBER)  # of two AWS named no carrier
        self.assertEqual(first["findings"], second["findings"])

    def test_carriers_are_paid_for_within_a_budget(self):
        phone = ("--instance", self.instance.arn, "--only", "phone", *no_limits())
        asked = set()
        for budget, numbers, said in (("0.018", 3, "up to $0.02 for 3 numbers"), ("0.018", 3, "up to $0.02 for 3 numbers"),
                                      ("1", 3, "up to $0.02 for 3 numbers")):
            self.emulator.reset()
            done = self.review(self.emulator, *phone, "--carrier-budget-usd", budget)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(said, done.stderr)
            self.assertEqual(self.emulator.stats()["calls"]["pinpoint:PhoneNumberValidate"], numbers)
            answer = json.loads(done.stdout)
            self.assertEqual(answer["status"], "completed", answer["errors"])  # what the user leaves out is no gap
            document = json.loads(self.run_program("show", answer["reviewId"], "phone", "--format", "json", "--database",
                                                   self.database).stdout)
            missing = document["data"]["carriers_missing"]
            asked |= {number["phone_number"] for number in document["data"]["phone_numbers"]
                      if number["carrier"] or number.get("carrier_unknown")}
            self.assertEqual(missing is None, budget == "1", missing)
        self.assertEqual(len(asked), 7)
        self.assertNotIn("numbers", self.review(self.emulator, *phone, "--quiet").stderr)

    def test_no_budget_looks_up_nothing(self):
        done = self.review(self.emulator, "--instance", self.instance.arn, "--only", "phone", *no_limits(),
                           env={"CARRIER_BUDGET_USD": "0"})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        answer = json.loads(done.stdout)
        self.assertEqual((answer["status"], answer["usage"]["costUsd"]), ("completed", 0))
        self.assertNotIn("pinpoint:PhoneNumberValidate", self.emulator.stats()["calls"])
        document = json.loads(self.run_program("show", "latest", "phone", "--format", "json", "--database", self.database).stdout)
        (finding,) = (finding for finding in document["findings"] if finding["checkId"] == "carrier_diversity")
        self.assertEqual((finding["status"], finding["observed"]),
                         ("info", "Looking up carriers has no budget (carrier_budget_usd = 0)."))

    def test_usage_of_each_component_adds_up(self):
        answer = self.reviewed(self.emulator, "--instance", self.instance.arn, *no_limits())
        documents = self.documents(answer)
        for counted in ("calls", "bytes"):
            self.assertEqual(sum(document["usage"][counted] for document in documents.values()), answer["usage"][counted])


class StorageKeys(Emulated):
    """Whose a key is, its ARN does not say."""

    def verdicts(self) -> dict[str, dict]:
        """The findings on the encryption of each kind of data."""
        answer = self.reviewed(self.emulator, "--instance", self.instance.arn, "--only", "instance", *no_limits())
        document = stored(self.database, answer["reviewId"])["instance"]
        return {finding["resource"]["key"].partition("/")[0]: finding for finding in document["findings"]
                if finding["checkId"] == "storage_encryption"}

    def test_a_key_of_awss_own_is_told_from_the_customers(self):
        found = self.verdicts()
        self.assertEqual({kind: one["status"] for kind, one in found.items()}, self.world.truth()["storage"])
        self.assertIn("AWS manages", found["MEDIA_STREAMS"]["observed"])

    def test_without_kmss_answer_there_is_no_verdict(self):
        self.emulator.set_faults([Fault("denied", "kms")])
        found = self.verdicts()
        self.assertEqual({kind: one["status"] for kind, one in found.items()},
                         {"CALL_RECORDINGS": "not_assessed", "CHAT_TRANSCRIPTS": "warn", "MEDIA_STREAMS": "not_assessed"})
        self.assertEqual(found["CALL_RECORDINGS"]["permission"], "kms:DescribeKey")


class FlowsNamedLikeAwss(Emulated):
    """A main line can have the name of one of AWS's flows, and one of AWS's own can fail."""

    def findings(self) -> dict[str, list[dict]]:
        answer = self.reviewed(self.emulator, "--instance", self.instance.arn, "--only", "flow,metrics", *no_limits())
        documents = stored(self.database, answer["reviewId"])
        return {check: [one for one in documents[component]["findings"] if one["checkId"] == check]
                for component, check in (("flow", "flow_logging"), ("metrics", "flow_errors"))}

    def test_a_flow_with_a_number_is_judged(self):
        judged = {one["resource"]["name"]: one["status"] for one in self.findings()["flow_logging"]}
        self.assertEqual(judged["Sample queued callback"], "pass")
        self.assertNotIn("Sample queue customer", judged)  # no number leads there

    def test_without_the_numbers_that_is_not_known(self):
        self.emulator.set_faults([Fault("denied", "connect", "ListFlowAssociations")])
        judged = {one["resource"]["key"]: one for one in self.findings()["flow_logging"]}
        self.assertEqual(judged["aws_names"]["status"], "not_assessed")
        self.assertEqual(judged["aws_names"]["permission"], "connect:ListFlowAssociations")

    def test_fatal_errors_of_one_of_awss_own(self):
        failed = {one["resource"]["name"] for one in self.findings()["flow_errors"] if one["status"] == "fail"}
        self.assertIn("Sample queue customer", failed)


class NumbersForMessages(Emulated):
    """What takes SMS or WhatsApp is in no list of numbers with a flow."""

    world_name = "medium"

    def unused(self) -> dict[str, dict]:
        answer = self.reviewed(self.emulator, "--instance", self.instance.arn, "--only", "phone", *no_limits())
        document = stored(self.database, answer["reviewId"])["phone"]
        return {one["resource"]["name"]: one for one in document["findings"] if one["checkId"] == "unused_phone_numbers"}

    def test_nobody_is_told_to_release_them(self):
        numbers = self.instance.numbers
        self.assertEqual(set(self.unused()), {one.e164 for one in numbers if not one.has_flow and not one.has_message_flow})
        self.assertTrue(any(one.has_message_flow and "social" in one.source for one in numbers))

    def test_what_cannot_be_read_is_set_apart(self):
        self.emulator.set_faults([Fault("denied", "connect", "GetFlowAssociation")])
        found = self.unused()
        warned = {number for number, one in found.items() if one["status"] == "warn"}
        self.assertEqual(warned, {one.e164 for one in self.instance.numbers if not one.has_flow and not one.source})
        apart = found["Numbers that may lead somewhere"]
        self.assertEqual((apart["status"], apart["permission"]), ("not_assessed", "connect:GetFlowAssociation"))


class Several(Emulated):
    """An account with several instances, of which one cannot be reviewed."""

    world_name = "several"

    def lines(self, *arguments) -> tuple[subprocess.CompletedProcess, list[dict]]:
        done = self.review(self.emulator, *arguments, *no_limits(), "--only", "instance,flow")
        return done, [json.loads(line) for line in done.stdout.splitlines()]

    def test_all_instances(self):
        done, answers = self.lines("--all-instances")
        self.assertEqual(done.returncode, 1)
        self.assertIn("broken", done.stderr)
        self.assertEqual(len(answers), 3)
        completed = {answer.get("instanceArn") for answer in answers if answer["status"] == "completed"}
        self.assertEqual(completed, {one.arn for one in self.world.instances if not one.is_broken})
        failed = [answer for answer in answers if answer["status"] == "failed"]
        self.assertEqual(len(failed), 1)
        self.assertTrue(failed[0]["errors"])
        self.assert_no_complaint(self.emulator)

    def test_several_that_are_named(self):
        done, answers = self.lines("--instance", "north", "--instance", self.world.instances[1].id)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([answer["instanceArn"] for answer in answers], [one.arn for one in self.world.instances[:2]])
        self.assertEqual(len({answer["reviewId"] for answer in answers}), 2)

    def test_one_that_is_not_there_does_not_stop_the_others(self):
        done, answers = self.lines("--instance", "nobody", "--instance", "south")
        self.assertEqual(done.returncode, 1)
        self.assertIn("there are broken, north, south", done.stderr)
        self.assertEqual([answer["status"] for answer in answers], ["failed", "completed"])


class Recording(Emulated):
    """What AWS answered is saved, and reviewed again without it."""

    def recorded(self, directory: Path, *options: str) -> dict[str, dict]:
        answer = self.reviewed(self.emulator, "--instance", self.instance.arn, "--record", directory, *options, *no_limits())
        self.assertEqual(answer["usage"]["calls"], self.emulator.stats()["total"] - FOR_THE_TIME)
        return stored(self.database, answer["reviewId"])

    def replayed(self, directory: Path) -> dict[str, dict]:
        done = self.run_program("run", "--recording", directory, "--database", self.home / "replayed.db", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return stored(self.home / "replayed.db")

    def test_the_recording_gives_the_same_documents(self):
        directory = self.home / "recording"
        live, replayed = self.recorded(directory), self.replayed(directory)
        for component in COMPONENTS:
            self.assertEqual(lasting(replayed[component]), lasting(live[component]), component)
        self.assertEqual(directory.stat().st_mode & 0o777, 0o700)

    def test_the_cost_is_the_price_of_what_was_asked_for(self):
        directory = self.home / "recording"
        live = self.recorded(directory)
        asked = [json.loads(line) for line in (directory / "cloudwatch.jsonl").read_text(encoding="utf-8").splitlines()]
        metrics = sum(len(call["input"]["MetricDataQueries"]) for call in asked if call["operation"] == "GetMetricData")
        numbers = len((directory / "pinpoint.jsonl").read_text(encoding="utf-8").splitlines())
        self.assertAlmostEqual(sum(live[component]["usage"]["costUsd"] for component in COMPONENTS),
                               metrics * PRICE_OF_A_METRIC + numbers * PRICE_OF_A_NUMBER, places=6)

    def test_the_command_records_without_storing_a_review(self):
        directory = self.home / "recording"
        done = self.run_program("record", directory, "--instance", "small", *no_limits(), env=self.emulator.environment())
        self.assertEqual(done.returncode, 0, done.stderr)
        replayed = self.replayed(directory)
        self.assert_facts(replayed)
        self.assertEqual({replayed[component]["status"] for component in COMPONENTS}, {"complete"})

    def test_a_redacted_recording_tells_no_names_and_gives_the_same_findings(self):
        directory = self.home / "recording"
        live, replayed = self.recorded(directory, "--redact"), self.replayed(directory)
        self.assertEqual(self.counts(replayed), self.counts(live))
        saved = "".join(path.read_text(encoding="utf-8") for path in directory.iterdir())
        for planted in self.planted():
            self.assertNotIn(planted, saved)
            self.assertNotIn(json.dumps(planted)[1:-1], saved)

    @staticmethod
    def counts(documents: dict[str, dict]) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for (_, check, _), status in statuses(documents).items():
            found[check, status] = found.get((check, status), 0) + 1
        return found

    def planted(self) -> set[str]:
        lists = self.instance.lists
        named = {item["Name"] for items in lists.values() for item in items if isinstance(item, dict) and "Name" in item}
        # Names of AWS's own flows stay: they are how these are told from a person's.
        named = {name for name in named if not name.startswith("Sample ")}
        named |= {user["Username"] for user in lists["ListUsers"]} | {number.e164 for number in self.instance.numbers}
        named |= {item["EmailAddress"] for item in lists["SearchEmailAddresses"]}
        return named | {self.world.account, "small-contact-data", "Elbkabel Telefon", "Albion Voice", "203.0.113.24"}

    def test_a_directory_that_holds_something_is_left_alone(self):
        (self.home / "taken").mkdir()
        (self.home / "taken" / "mine").write_text("", encoding="utf-8")
        done = self.review(self.emulator, "--instance", self.instance.arn, "--record", self.home / "taken", *no_limits())
        self.assert_refused(done, 2, "taken")
        self.assertEqual([path.name for path in (self.home / "taken").iterdir()], ["mine"])


class OneAtATime(Emulated):
    """A second review of an instance while the first one runs."""

    @contextlib.contextmanager
    def running(self, seconds: float):
        """A review that lasts so long, and its id."""
        self.emulator.set_faults([Fault("hang", "connect", "ListQueues", calls=(1,), seconds=seconds)])
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], **self.emulator.environment()}
        command = [os.environ["BINARY"], "run", "--instance", self.instance.arn, "--only", "metrics", "--database",
                   self.database, "--request-timeout", "30"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
            try:
                give_up = time.monotonic() + 60
                while not (review_id := self.id_of_the_running()):
                    self.assertIsNone(program.poll(), "it ended at once")
                    self.assertLess(time.monotonic(), give_up)
                    time.sleep(0.01)
                yield program, review_id
            finally:
                program.kill()

    def id_of_the_running(self) -> str:
        with contextlib.suppress(sqlite3.OperationalError):  # the database is just being made
            return stored(self.database, component="LOCK").get("LOCK", {}).get("runs", "")
        return ""

    def again(self, *options: str) -> subprocess.CompletedProcess:
        return self.review(self.emulator, "--instance", self.instance.arn, "--only", "metrics", *options)

    def reviews(self) -> set[str]:
        listed = self.run_program("reviews", "--json", "--database", self.database)
        return {review["reviewId"] for review in json.loads(listed.stdout)["reviews"]}

    def test_is_told_of_when_nobody_can_be_asked(self):
        with self.running(3600) as (program, review_id):
            self.assert_refused(self.again(), 1, review_id, f"process {program.pid}", "--wait", "--force")
            self.assertEqual(self.reviews(), {review_id})

    def test_is_waited_for(self):
        with self.running(4) as (program, review_id):
            done = self.again("--wait")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(json.loads(done.stdout)["reviewId"], review_id)
            self.assertEqual(program.wait(60), 0)
        self.assertEqual(self.reviews(), {review_id})

    def test_has_another_one_beside_it_when_that_is_forced(self):
        with self.running(3600) as (_, review_id):
            done = self.again("--force")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.reviews(), {review_id, json.loads(done.stdout)["reviewId"]})

    def test_that_was_killed_keeps_nobody_waiting(self):
        with self.running(3600) as (program, _):
            program.kill()
            program.wait()
            done = self.again()
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_leaves_nothing_foreign(self):
        self.assertEqual(self.again().returncode, 0)
        checked = self.run_program("storage", "check", "--database", self.database)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)


class Interrupted(Emulated):
    """A review whose program is killed, and that another run takes up."""

    rates = True
    # What is asked for this component alone.
    own = {"storage": "s3:GetBucketPolicy", "phone": "connect:DescribePhoneNumber",
           "flow": "connect:SearchContactFlows", "cloudtrail": "cloudtrail:LookupEvents", "logs": "logs:FilterLogEvents",
           "quota": "connect:ListAgentStatuses", "security": "connect:ListApprovedOrigins",
           "operations": "connect:ListEvaluationForms"}

    def killed_after(self, wanted: int) -> str:
        """The id of a review that was killed as soon as so many components were stored."""
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], **self.emulator.environment()}
        with subprocess.Popen([os.environ["BINARY"], "run", "--instance", self.instance.arn, "--database", self.database],
                              env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
            try:
                give_up = time.monotonic() + 60
                while len(self.stored_so_far()) < wanted + 1:  # STATUS is the first
                    self.assertIsNone(program.poll(), "the review ended before it could be interrupted")
                    self.assertLess(time.monotonic(), give_up)
                    time.sleep(0.01)
            finally:
                program.send_signal(signal.SIGKILL)
        return stored(self.database)["STATUS"]["reviewId"]

    def stored_so_far(self) -> dict[str, dict]:
        try:
            return stored(self.database)
        except sqlite3.OperationalError:
            return {}  # the database is just being made

    def test_what_is_stored_stays_and_the_rest_is_fetched(self):
        whole = stored(self.database, self.reviewed(self.emulator, "--instance", self.instance.arn)["reviewId"])
        for wanted in (0, 2, 4, 6):
            with self.subTest(components=wanted):
                self.database = self.home / f"killed-{wanted}.db"
                self.emulator.reset()
                review_id = self.killed_after(wanted)
                before = stored(self.database)
                self.emulator.reset()
                answer = self.reviewed(self.emulator, "--resume", review_id)
                self.assertEqual((answer["reviewId"], answer["status"]), (review_id, "completed"))
                self.assert_taken_up(before, stored(self.database), whole)

    def assert_taken_up(self, before: dict[str, dict], after: dict[str, dict], whole: dict[str, dict]) -> None:
        self.assertEqual(set(after), {*COMPONENTS, "STATUS"})
        calls = self.emulator.stats()["calls"]
        for component in COMPONENTS:
            self.assertEqual(lasting(after[component]), lasting(whole[component]), component)
            if component in before:
                self.assertEqual(after[component], before[component])
                self.assertNotIn(self.own.get(component), calls)
        self.assertEqual(after["STATUS"]["findings"], whole["STATUS"]["findings"])

    def test_a_review_that_is_not_there(self):
        self.reviewed(self.emulator, "--instance", self.instance.arn, "--only", "instance")
        self.assert_refused(self.review(self.emulator, "--resume", "20200101-000000"), 2, "20200101-000000")


class Doctor(Emulated):
    """What a person is told before the first review."""

    def examine(self, *arguments) -> tuple[subprocess.CompletedProcess, dict]:
        done = self.run_program("doctor", *arguments, *no_limits(), "--database", self.database, "--json",
                                env=self.emulator.environment())
        return done, json.loads(done.stdout)

    def test_everything_is_in_place(self):
        done, answer = self.examine("--instance", "small")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual((answer["missing"], answer["unknown"]), (0, 0), answer["findings"])
        found = {finding["what"]: finding for finding in answer["findings"]}
        granted = {row["permission"] for row in operations() if set(row["datasets"]) - {"tags"}}  # those are a mute's
        self.assertLessEqual(granted, set(found))
        self.assertIn(self.world.account, found["caller"]["reason"])
        self.assert_no_complaint(self.emulator)
        self.assertNotIn("pinpoint:PhoneNumberValidate", self.emulator.stats()["calls"])  # it is paid for

    def test_what_is_denied_is_named_with_what_it_costs(self):
        self.emulator.set_faults([Fault("denied", "connect", "ListUsers"), Fault("denied", "cloudtrail"),
                                  Fault("denied", "pinpoint")])
        done, answer = self.examine("--instance", self.instance.arn)
        self.assertEqual(done.returncode, 1)
        missing = {finding["what"]: finding["datasets"] for finding in answer["findings"] if finding["state"] == "missing"}
        self.assertEqual(missing, {"connect:ListUsers": ["users"], "cloudtrail:LookupEvents": ["api_throttles", "traffic_changes"],
                                   "cloudtrail:DescribeTrails": ["audit_trails"], "cloudtrail:ListEventDataStores": ["audit_trails"],
                                   "mobiletargeting:PhoneNumberValidate": ["carriers"]})
        text = self.run_program("doctor", "--instance", self.instance.arn, *no_limits(), "--database", self.database,
                                env=self.emulator.environment()).stdout
        for words in ("connect:ListUsers", "users", "iam-policy"):
            self.assertIn(words, text)

    def test_without_credentials(self):
        done = self.run_program("doctor", "--instance", "small", "--region", "eu-central-1", "--json",
                                "--database", self.database, env={"AWS_EC2_METADATA_DISABLED": "true"})
        self.assertEqual(done.returncode, 1)
        states = {finding["what"]: finding["state"] for finding in json.loads(done.stdout)["findings"]}
        self.assertEqual(states["credentials"], "missing")
        self.assertEqual(self.emulator.stats()["total"], 0)


if __name__ == "__main__":
    unittest.main()
