#!/usr/bin/env python3
"""Tests of the emulator, with botocore as the client: an implementation of AWS's protocols that nobody here wrote."""

import json
import sys
import time
import unittest
from pathlib import Path

from botocore.exceptions import ClientError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from emulator import Emulator, make_world  # noqa: E402
from emulator.planted import ai, alarms, audit, beside, keys, operations, phones, storage, targets  # noqa: E402
from emulator.shapes import Shapes  # noqa: E402
from emulator.testing import client, control, exchange  # noqa: E402

HOUR = 3600
FAILURES = '{ ($.Results = "*rror*") || ($.Results = "*imed out*") || ($.Results = "*ot found*") || ' \
           '($.Results = "*apacity*") }'


class EmulatorCase(unittest.TestCase):
    """One emulator of the small world for all tests of a class."""

    world_name = "small"
    options: dict = {"rates": False}

    @classmethod
    def setUpClass(cls) -> None:
        cls.world = make_world(cls.world_name)
        cls.emulator = cls.enterClassContext(Emulator(cls.world, **cls.options))
        cls.instance = cls.world.instance

    def setUp(self) -> None:
        self.emulator.set_faults([])
        self.emulator.reset()

    def client(self, service: str, **options):
        return client(self.emulator, service, **options)

    def refused(self, code: str, call, **arguments) -> ClientError:
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(code, caught.exception.response["Error"]["Code"])
        return caught.exception

    def everything(self, service: str, operation: str, member: str, **arguments) -> list:
        """All items of all pages, with tokens passed on by hand."""
        call, name = getattr(self.client(service), operation), "nextToken" if service == "logs" else "NextToken"
        items: list = []
        while True:
            answer = call(**arguments)
            items += answer[member]
            if name not in answer:
                return items
            arguments[name] = answer[name]


def calls_of(instance) -> dict[str, list[tuple[str, dict]]]:
    """For each service its operations, as botocore names them, with arguments."""
    of_instance = {"InstanceId": instance.id}
    live = next(flow for flow in instance.flows if flow.is_live)
    number = next(iter(instance.numbers_by_id))
    imported = next(phones.source_arn(instance.identity, one) for one in instance.numbers if one.source)
    window = {"StartTime": instance.flow_log.oldest, "EndTime": instance.flow_log.oldest + 14 * 86400}
    metric = {"Namespace": "AWS/Connect", "MetricName": "ConcurrentCalls", "Dimensions": [
        {"Name": "InstanceId", "Value": instance.id}, {"Name": "MetricGroup", "Value": "VoiceCalls"}]}
    profile = {**of_instance, "RoutingProfileId": instance.lists["SearchRoutingProfiles"][0]["RoutingProfileId"]}
    security_profile = {**of_instance, "SecurityProfileId": instance.lists["ListSecurityProfiles"][0]["Id"]}
    figures = {"ResourceArn": instance.arn, "StartTime": instance.flow_log.oldest,
               "EndTime": instance.flow_log.oldest + 13 * 86400,
               "Filters": [{"FilterKey": "QUEUE", "FilterValues": [instance.lists["ListQueues"][0]["Id"]]}],
               "Groupings": ["QUEUE", "CHANNEL"], "Metrics": [{"Name": "CONTACTS_QUEUED"}]}
    assistant = {"assistantId": ai.assistant_id(instance.identity)}
    query = {"Id": "m0", "MetricStat": {"Metric": metric, "Period": HOUR, "Stat": "Maximum"}}
    plain = ("list_users", "list_queues", "list_data_tables", "list_security_profiles", "list_quick_connects", "list_hours_of_operations",
             "list_prompts", "list_agent_statuses", "list_user_hierarchy_groups", "list_workspaces", "list_task_templates",
             "list_predefined_attributes", "list_lambda_functions", "list_integration_associations", "list_instance_attributes", "list_contact_flows",
             "list_contact_flow_modules", "list_traffic_distribution_groups", "list_flow_associations",
             "search_routing_profiles", "search_queues", "search_hours_of_operations",
             "search_hours_of_operation_overrides", "search_quick_connects", "search_email_addresses",
             "search_contact_flows", "search_contact_flow_modules", "describe_instance", "list_approved_origins", "search_users",
             "list_security_keys",
             "list_rules", "list_evaluation_forms")
    return {
        "connect": [*((name, of_instance) for name in plain), ("list_instances", {}),
                    ("list_routing_profile_queues", profile), ("list_routing_profile_manual_assignment_queues", profile),
                    ("list_security_profile_permissions", security_profile),
                    ("describe_security_profile", security_profile),
                    ("get_effective_hours_of_operations", {
                        **of_instance, "HoursOfOperationId": instance.lists["ListHoursOfOperations"][0]["Id"],
                        "FromDate": "2026-11-01", "ToDate": "2026-11-16"}),
                    ("get_metric_data_v2", {
                        "ResourceArn": instance.arn, "StartTime": window["StartTime"], "EndTime": window["StartTime"] + 2 * 86400,
                        "Interval": {"IntervalPeriod": "HOUR", "TimeZone": "UTC"},
                        "Filters": [{"FilterKey": "QUEUE", "FilterValues": [instance.lists["ListQueues"][0]["Id"]]}],
                        "Metrics": [{"Name": "CONTACTS_QUEUED_BY_ENQUEUE"}, {"Name": "CONTACTS_ABANDONED"}]}),
                    ("describe_rule", {**of_instance, "RuleId": instance.rules[0]["RuleId"]}),
                    ("list_queue_quick_connects", {**of_instance, "QueueId": instance.lists["ListQueues"][0]["Id"]}),
                    ("list_bots", {**of_instance, "LexVersion": "V2"}),
                    ("list_instance_storage_configs", {**of_instance, "ResourceType": "CALL_RECORDINGS"}),
                    ("list_phone_numbers_v2", {"TargetArn": instance.arn}),
                    ("describe_phone_number", {"PhoneNumberId": number}),
                    ("get_flow_association", {**of_instance, "ResourceId": imported, "ResourceType": "SMS_PHONE_NUMBER"}),
                    ("describe_instance_attribute", {**of_instance, "AttributeType": "CONTACTFLOW_LOGS"}),
                    ("describe_contact_flow", {**of_instance, "ContactFlowId": live.id}),
                    ("describe_view", {**of_instance, "ViewId": targets.VIEW}),
                    ("describe_data_table", {**of_instance, "DataTableId": targets.TABLE}),
                    ("get_task_template", {**of_instance, "TaskTemplateId": targets.TEMPLATE}),
                    ("get_metric_data_v2", figures),
                    ("get_traffic_distribution", {"Id": instance.lists["ListTrafficDistributionGroups"][0]["Arn"]}),
                    ("describe_contact_flow_module", {**of_instance, "ContactFlowModuleId": instance.modules[0].id})],
        "cloudwatch": [("get_metric_data", {**window, "MetricDataQueries": [query]}),
                       ("list_dashboards", {}), ("get_dashboard", {"DashboardName": f"{instance.identity.alias}-calls"}),
                       ("list_metrics", {"Namespace": "AWS/Usage"}), ("describe_alarms", {"AlarmTypes": ["MetricAlarm", "CompositeAlarm"]})],
        "cloudtrail": [("lookup_events", {"LookupAttributes": [
            {"AttributeKey": "EventSource", "AttributeValue": "connect.amazonaws.com"}], **window}),
                       ("describe_trails", {}), ("get_trail_status", {"Name": audit.trail("eu-central-1")["TrailARN"]}),
                       ("get_event_selectors", {"TrailName": audit.trail("eu-central-1")["TrailARN"]}),
                       ("list_event_data_stores", {})],
        "logs": [("describe_log_groups", {"logGroupNamePrefix": "/aws/connect/"}),
                 ("filter_log_events", {"logGroupName": instance.flow_log.group, "filterPattern": FAILURES}),
                 ("describe_subscription_filters", {"logGroupName": instance.flow_log.group}),
                 ("describe_delivery_sources", {})],
        "service-quotas": [("list_service_quotas", {"ServiceCode": "connect", "QuotaAppliedAtLevel": "ALL"}),
                           ("list_aws_default_service_quotas", {"ServiceCode": "connect"})],
        "pinpoint": [("phone_number_validate", {"NumberValidateRequest": {"PhoneNumber": "+493023125000"}})],
        "kms": [("describe_key", {"KeyId": keys.of_streams(instance.identity).arn})],
        "lambda": [("get_function_configuration", {"FunctionName": instance.lists["ListLambdaFunctions"][0]}),
                   ("get_policy", {"FunctionName": instance.lists["ListLambdaFunctions"][0]})],
        "sns": [("get_topic_attributes", {"TopicArn": next(iter(alarms.topics(instance.identity)))})],
        "s3": [(name, {"Bucket": storage.bucket_name(instance.identity), "ExpectedBucketOwner": "111122223333"}) for name in (
            "get_public_access_block", "get_bucket_policy", "get_bucket_policy_status", "get_bucket_versioning",
            "get_bucket_lifecycle_configuration", "get_bucket_encryption", "get_object_lock_configuration")],
        "s3control": [("get_public_access_block", {"AccountId": "111122223333"})],
        "kinesis": [("describe_stream_summary", {"StreamARN": storage.stream_arn(instance.identity)})],
        "firehose": [("describe_delivery_stream", {"DeliveryStreamName": storage.FIREHOSE})],
        "lexv2-models": [("describe_bot_alias", {"botId": targets.BOT, "botAliasId": targets.ALIAS}),
                         ("list_bot_replicas", {"botId": targets.BOT})],
        "customer-profiles": [("list_domains", {}), ("list_account_integrations", {"Uri": instance.arn}),
                              *((name, {"DomainName": operations.DOMAIN}) for name in (
                                  "list_profile_object_types", "list_integrations", "list_event_triggers"))],
        "connectcases": [("list_domains", {}), *((name, {"domainId": beside.domain_id(instance.identity)}) for name in (
            "list_fields", "list_layouts", "list_templates", "list_case_rules"))],
        "connectcampaignsv2": [
            ("list_campaigns", {"filters": {"instanceIdFilter": {"value": instance.id, "operator": "Eq"}}}),
            ("get_campaign_state_batch", {
                "campaignIds": [one["id"] for one in beside.campaigns(instance.identity, instance.size)]})],
        "appintegrations": [("list_applications", {}), ("list_event_integrations", {}), ("list_data_integrations", {}),
                            ("list_event_integration_associations", {"EventIntegrationName": "shop"}),
                            ("list_data_integration_associations", {
                                "DataIntegrationIdentifier": "00000000-0000-4000-8000-0000000000d1"}),
                            ("list_tags_for_resource", {"resourceArn": operations.applications("eu-central-1")[0]["Arn"]})],
        "qconnect": [("get_assistant", assistant), ("list_ai_agents", {**assistant, "origin": "CUSTOMER"}),
                     ("list_ai_prompts", assistant), ("list_assistant_associations", assistant),
                     ("list_assistants", {}), ("list_knowledge_bases", {}),
                     ("get_ai_prompt", {**assistant, "aiPromptId": f"{ai.prompt_id(instance.identity)}:1"}),
                     ("get_ai_guardrail", {**assistant, "aiGuardrailId": f"{ai.guardrail_id(instance.identity)}:1"}),
                     ("get_knowledge_base", {"knowledgeBaseId": ai.base_id(instance.identity)})],
        "sts": [("get_caller_identity", {}),
                ("assume_role", {"RoleArn": "arn:aws:iam::111122223333:role/other", "RoleSessionName": "review"})],
        "iam": [("simulate_principal_policy", {"PolicySourceArn": "arn:aws:iam::111122223333:role/other",
                                               "ActionNames": ["connect:ListUsers", "logs:FilterLogEvents"]}),
                ("get_role", {"RoleName": "centre-service"})],
    }


class EveryOperation(EmulatorCase):
    def test_answers_botocore(self):
        done = 0
        for service, calls in calls_of(self.instance).items():
            of_service = self.client(service)
            for operation, arguments in calls:
                with self.subTest(operation):
                    answer = getattr(of_service, operation)(**arguments)
                    self.assertGreater(len(answer), 1, "nothing but ResponseMetadata")
                    done += 1
        stats = self.emulator.stats()
        self.assertEqual((done, [], []), (stats["total"], stats["violations"], stats["unauthenticated"]))
        self.assertEqual(self.emulator.operations, sorted(stats["calls"]))

    def test_answers_with_nothing_that_the_model_does_not_know(self):
        shapes = Shapes()
        for service in ("connect", "cloudwatch", "cloudtrail", "logs", "service-quotas", "pinpoint", "kms", "lambda",
                        "lexv2-models", "customer-profiles", "appintegrations", "qconnect", "connectcases", "connectcampaignsv2",
                        "kinesis", "firehose"):
            of_service = self.client(service)
            problems: list[str] = []

            def hold(response_dict: dict, operation_model, **_: object) -> None:
                shape = operation_model.output_shape
                if shape.serialization.get("payload"):
                    shape = shape.members[shape.serialization["payload"]]
                shapes.check_of(shape)(json.loads(response_dict["body"]), operation_model.name, problems)
            of_service.meta.events.register("before-parse", hold)
            for operation, arguments in calls_of(self.instance)[service]:
                getattr(of_service, operation)(**arguments)
            self.assertEqual([], problems)


class Worlds(EmulatorCase):
    def test_lists_are_what_the_truth_says(self):
        truth, of_instance = self.world.truth(), {"InstanceId": self.instance.id}

        def count(operation: str, member: str, **arguments: object) -> int:
            return len(self.everything("connect", operation, member, **arguments))
        counts = {
            "users": count("list_users", "UserSummaryList", **of_instance, MaxResults=7),
            "queues": count("list_queues", "QueueSummaryList", **of_instance, QueueTypes=["STANDARD"]),
            "agent queues": count("list_queues", "QueueSummaryList", **of_instance, QueueTypes=["AGENT"]),
            "flows": count("list_contact_flows", "ContactFlowSummaryList", **of_instance),
            "numbers": count("list_phone_numbers_v2", "ListPhoneNumbersSummaryList"),
        }
        self.assertEqual({"users": truth["users"], "queues": truth["queues"], "agent queues": truth["users"],
                          "flows": truth["flows"]["total"], "numbers": truth["numbers"]["total"]}, counts)

    def test_a_draft_answers_only_for_its_saved_version(self):
        draft = next(flow for flow in self.instance.flows if flow.plan == "draft")
        describe = self.client("connect").describe_contact_flow
        self.refused("ContactFlowNotPublishedException", describe, InstanceId=self.instance.id, ContactFlowId=draft.id)
        answer = describe(InstanceId=self.instance.id, ContactFlowId=f"{draft.id}:$SAVED")
        self.assertEqual("SAVED", answer["ContactFlow"]["Status"])
        self.assertEqual("2019-10-30", json.loads(answer["ContactFlow"]["Content"])["Version"])

    def test_changes_that_are_not_published_are_in_the_saved_version_alone(self):
        describe = self.client("connect").describe_contact_flow

        def digest(flow_id: str) -> str:
            return describe(InstanceId=self.instance.id, ContactFlowId=flow_id)["ContactFlow"]["FlowContentSha256"]
        live = [flow for flow in self.instance.flows if flow.is_live]
        changed = [flow for flow in live if digest(flow.id) != digest(f"{flow.id}:$SAVED")]
        self.assertEqual([flow for flow in live if flow.has_unpublished_changes], changed)
        self.assertTrue(changed)

    def test_a_search_keeps_to_its_criteria(self):
        search = self.client("connect").search_contact_flows
        archived = search(InstanceId=self.instance.id, SearchCriteria={"StateCondition": "ARCHIVED"})
        self.assertEqual(self.world.truth()["flows"]["archived"], archived["ApproximateTotalCount"])
        named = search(InstanceId=self.instance.id, SearchCriteria={"AndConditions": [
            {"StringCondition": {"FieldName": "name", "Value": "Sample queue c", "ComparisonType": "STARTS_WITH"}}]})
        self.assertEqual(self.world.truth()["flows"]["aws_sample"], len(named["ContactFlows"]))

    def test_trail_and_flow_log_hold_what_was_planted(self):
        events = self.everything("cloudtrail", "lookup_events", "Events", StartTime=self.world.now - 14 * 86400,
                                 EndTime=self.world.now, LookupAttributes=[
                                     {"AttributeKey": "EventSource", "AttributeValue": "connect.amazonaws.com"}])
        details = [json.loads(event["CloudTrailEvent"]) for event in events]
        ours = [one for one in details if one.get("errorCode") in ("TooManyRequestsException", "ThrottlingException")
                and (one["requestParameters"] or {}).get("instanceId") == self.instance.id]
        truth = self.world.truth()["api_throttles"]
        self.assertEqual((truth["events"], truth["this_instance"]), (len(events), len(ours)))
        times = [event["EventTime"] for event in events]
        self.assertEqual(sorted(times, reverse=True), times)

        lines = self.everything("logs", "filter_log_events", "events", logGroupName=self.instance.flow_log.group,
                                filterPattern=FAILURES)
        events = {line["eventId"] for line in lines}
        distinct = {(line["timestamp"], line["message"]) for line in lines}
        self.assertEqual(self.world.truth()["flow_log"]["failures"], len(distinct))
        self.assertGreater(len(lines), len(events), "some are delivered twice")
        self.assertGreater(len(events), len(distinct), "some are written twice")

    def test_a_window_of_the_trail_leaves_out_what_is_before_and_after(self):
        trail = self.world.trail
        for start, end in ((trail.time(200), trail.time(100)), (trail.time(299) - 10, trail.time(298) - 1)):
            expected = [index for index in range(trail.size) if start <= trail.time(index) <= end]
            self.assertEqual(expected, list(trail.range_of(start, end)))

    def test_other_worlds_are_made_of_other_sizes(self):
        large = make_world("large")
        sizes = (len(large.instance.lists["ListUsers"]), len(large.instance.flows), len(large.instance.numbers),
                 large.trail.size)
        self.assertEqual((10_000, 1_500, 2_000, 500_000), sizes)
        self.assertEqual(500_000, len(large.trail.range_of(large.now - 14 * 86400, large.now)))
        self.assertEqual(large.trail.event(499_999)["EventTime"], large.trail.time(499_999))

    def test_the_same_seed_makes_the_same_world(self):
        now = self.world.now
        first, again, other = (make_world("medium", seed, now=now).truth() for seed in (3, 3, 4))
        self.assertEqual(first, again)
        self.assertNotEqual(first["id"], other["id"])


class SeveralInstances(EmulatorCase):
    world_name = "several"

    def test_the_broken_one_is_listed_and_nothing_else(self):
        connect = self.client("connect")
        summaries = connect.list_instances()["InstanceSummaryList"]
        self.assertEqual({"north": "ACTIVE", "south": "ACTIVE", "broken": "CREATION_FAILED"},
                         {one["InstanceAlias"]: one["InstanceStatus"] for one in summaries})
        self.refused("ResourceNotFoundException", connect.list_users, InstanceId=summaries[2]["Id"])


class HostileWorld(EmulatorCase):
    world_name = "hostile"

    def test_is_readable_json_with_unreadable_contents(self):
        connect, of_instance = self.client("connect"), {"InstanceId": self.instance.id}
        flows = connect.list_contact_flows(**of_instance)["ContactFlowSummaryList"]
        self.assertIn("<script>alert(1)</script>", [flow["Name"] for flow in flows])
        self.assertEqual(100_000, max(len(flow["Name"]) for flow in flows))
        contents = [connect.describe_contact_flow(**of_instance, ContactFlowId=flow["Id"])["ContactFlow"].get("Content")
                    for flow in flows]
        self.assertIn(None, contents)
        self.assertTrue(any(content and "[[[[" in content for content in contents))
        self.assertEqual("HIBERNATING", connect.describe_instance(**of_instance)["Instance"]["InstanceStatus"])
        self.assertEqual([], self.emulator.stats()["violations"])


class Metrics(EmulatorCase):
    def data(self, *queries: tuple, **arguments) -> list[dict]:
        """Results of (metric, statistic, period, dimensions) queries, over the 14 days before now."""
        asked = []
        for metric, statistic, period, dimensions in queries:
            pairs = [{"Name": name, "Value": value} for name, value in dimensions.items()]
            asked.append({"Id": f"m{len(asked)}", "MetricStat": {
                "Metric": {"Namespace": "AWS/Connect", "MetricName": metric, "Dimensions": pairs},
                "Period": period, "Stat": statistic}})
        arguments = {"StartTime": self.world.now - 14 * 86400, "EndTime": self.world.now,
                     "ScanBy": "TimestampAscending", **arguments, "MetricDataQueries": asked}
        return self.everything("cloudwatch", "get_metric_data", "MetricDataResults", **arguments)

    def test_only_exact_dimensions_have_data(self):
        instance = {"InstanceId": self.instance.id}
        queue = {**instance, "MetricGroup": "Queue"}
        results = self.data(("ConcurrentCalls", "Maximum", HOUR, {**instance, "MetricGroup": "VoiceCalls"}),
                            ("ConcurrentCalls", "Maximum", HOUR, instance),
                            ("ConcurrentCalls", "Maximum", HOUR, {**instance, "MetricGroup": "Chats"}),
                            ("QueueSize", "Maximum", HOUR, {**queue, "QueueName": "Queue 00000"}),
                            ("QueueSize", "Maximum", HOUR, {**queue, "QueueName": "no such queue"}))
        self.assertEqual([True, False, False, True, False], [bool(result["Values"]) for result in results])
        self.assertEqual(self.world.truth()["metrics"]["peak_calls"], max(results[0]["Values"]))

    def test_api_calls_are_counted_by_the_minute(self):
        metrics = self.everything("cloudwatch", "list_metrics", "Metrics", Namespace="AWS/Usage")
        queries = [{"Id": f"u{number}", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}}
                   for number, metric in enumerate(metrics)]
        results = self.everything("cloudwatch", "get_metric_data", "MetricDataResults", MetricDataQueries=queries,
                                  StartTime=self.world.now - 7 * 86400, EndTime=self.world.now)
        self.assertEqual(sorted(self.world.truth()["api_calls"].values()), sorted(max(one["Values"]) / 60 for one in results))

    def test_periods_begin_with_the_window(self):
        dimensions = {"InstanceId": self.instance.id, "MetricGroup": "VoiceCalls"}
        by_hour, by_day = self.data(("ThrottledCalls", "Sum", HOUR, dimensions),
                                    ("ThrottledCalls", "Sum", 86400, dimensions))
        self.assertEqual({self.world.now % 86400}, {int(at.timestamp()) % 86400 for at in by_day["Timestamps"]})
        total = self.world.truth()["metrics"]["throttled_calls"]
        self.assertEqual((total, total), (sum(by_hour["Values"]), sum(by_day["Values"])))

    def test_a_series_goes_on_on_the_next_page(self):
        dimensions = {"InstanceId": self.instance.id, "MetricGroup": "VoiceCalls"}
        parts = self.data(("MissedCalls", "Sum", HOUR, dimensions), MaxDatapoints=100)
        self.assertEqual("PartialData", parts[0]["StatusCode"])
        self.assertEqual("Complete", parts[-1]["StatusCode"])
        self.assertEqual(self.world.truth()["metrics"]["missed_calls"], sum(sum(part["Values"]) for part in parts))


class Paging(EmulatorCase):
    def test_tokens_are_for_one_request_only(self):
        connect, of_instance = self.client("connect"), {"InstanceId": self.instance.id}
        token = connect.list_users(**of_instance, MaxResults=3)["NextToken"]
        again = [connect.list_users(**of_instance, MaxResults=3, NextToken=token)["UserSummaryList"] for _ in range(2)]
        self.assertEqual(again[0], again[1], "an answer that was lost can be asked for again")
        self.refused("InvalidParameterException", connect.list_users, **of_instance, MaxResults=4, NextToken=token)
        self.refused("InvalidParameterException", connect.list_prompts, **of_instance, MaxResults=3, NextToken=token)
        self.refused("InvalidParameterException", connect.list_users, **of_instance, MaxResults=3, NextToken="made up")
        self.assertEqual([], self.emulator.stats()["violations"])

    def test_a_page_is_never_larger_than_asked_for(self):
        logs, asked = self.client("logs"), {"logGroupName": self.instance.flow_log.group, "limit": 3}
        sizes = []
        while True:
            answer = logs.filter_log_events(**asked)
            sizes.append(len(answer["events"]))
            if "nextToken" not in answer:
                break
            asked["nextToken"] = answer["nextToken"]
        self.assertEqual((3, 0), (max(sizes), min(sizes)))
        page = self.client("connect").list_prompts(InstanceId=self.instance.id, MaxResults=2)
        self.assertEqual(2, len(page["PromptSummaryList"]))

    def test_trail_pages_are_short_or_empty_though_more_follow(self):
        cloudtrail, asked, sizes = self.client("cloudtrail"), {"MaxResults": 20}, []
        for _ in range(5):
            answer = cloudtrail.lookup_events(**asked)
            sizes.append(len(answer["Events"]))
            asked["NextToken"] = answer["NextToken"]
        self.assertEqual([20, 15, 20, 0, 20], sizes)


class Validation(EmulatorCase):
    """botocore's own checks are off, so that wrong requests leave it."""

    def violations(self) -> list[str]:
        return [one["problem"] for one in self.emulator.stats()["violations"]]

    def test_the_model_is_enforced(self):
        of_instance, group = {"InstanceId": self.instance.id}, {"logGroupName": "/aws/connect/small"}
        by_source, quotas = [{"AttributeKey": "EventSource"}], {"ServiceCode": "connect"}
        cases = [
            ("connect", "list_users", {**of_instance, "MaxResults": 1001}, "outside 1 to 1000"),
            ("connect", "list_bots", of_instance, "lexVersion: required"),
            ("connect", "list_bots", {**of_instance, "LexVersion": "V3"}, "is not among"),
            ("connect", "list_traffic_distribution_groups", {"InstanceId": "north"}, "does not match"),
            ("connect", "list_phone_numbers_v2", {"TargetArn": 5}, "expected string"),
            ("connect", "search_routing_profiles", {**of_instance, "MaxResults": "5"}, "expected integer"),
            ("logs", "filter_log_events", {**group, "limit": 0}, "outside 1 to 10000"),
            ("logs", "filter_log_events", {**group, "filterPattern": "?x y"}, "not emulated"),
            ("cloudtrail", "lookup_events", {"LookupAttributes": by_source}, "AttributeValue: required"),
            ("service-quotas", "list_service_quotas", {**quotas, "QuotaAppliedAtLevel": "SOME"}, "not among"),
            ("pinpoint", "phone_number_validate", {"NumberValidateRequest": {"PhoneNumber": True}}, "expected string"),
            ("cloudwatch", "get_metric_data", {"StartTime": 2, "EndTime": 1, "MetricDataQueries": []},
             "before EndTime"),
            ("sts", "assume_role", {"RoleArn": "short", "RoleSessionName": "review"}, "outside 20"),
            ("connect", "list_routing_profiles", of_instance, "is not emulated"),
        ]
        for service, operation, arguments, problem in cases:
            with self.subTest(operation=operation, problem=problem):
                self.emulator.reset()
                code = "ValidationError" if service == "sts" else "ValidationException"
                self.refused(code, getattr(self.client(service), operation), **arguments)
                self.assertIn(problem, " ".join(self.violations()))

    def changed(self, service: str, operation: str, change, **arguments) -> list[str]:
        """What is found wrong with a request that was changed before it was signed."""
        self.emulator.reset()
        of_service = self.client(service)
        of_service.meta.events.register_first("before-sign", lambda request, **_: change(request))
        try:
            getattr(of_service, operation)(**arguments)
        except ClientError:
            pass
        return self.violations()

    def test_everything_has_its_place(self):
        def query(text):
            def change(request):
                request.url += ("&" if "?" in request.url else "?") + text
            return change

        def header(name, value):
            return lambda request: request.headers.add_header(name, value)

        def body(data):
            return lambda request: setattr(request, "data", data)
        of_instance, caller = {"InstanceId": self.instance.id}, {"Action": "GetCallerIdentity"}
        cases = [
            ("connect", "list_users", query("MaxResults=5"), "query parameter MaxResults", of_instance),
            ("connect", "list_users", query("maxResults=5&maxResults=6"), "stands 2 times", of_instance),
            ("connect", "list_users", query("maxResults=05"), "expected integer", of_instance),
            ("connect", "list_users", query("nextToken="), "", of_instance),
            ("connect", "list_users", body(b"{}"), "where none belong", of_instance),
            ("connect", "list_users", header("x-amz-acl", "private"), "header x-amz-acl", of_instance),
            ("connect", "list_phone_numbers_v2", body(b'{"targetArn": "x"}'), "body member targetArn", {}),
            ("connect", "list_phone_numbers_v2", body(b'{"MaxResults": 1, "MaxResults": 2}'), "stands twice", {}),
            ("connect", "list_phone_numbers_v2", body(b'{"MaxResults": NaN}'), "NaN is no JSON", {}),
            ("connect", "list_phone_numbers_v2", body(b'[]'), "no object", {}),
            ("logs", "describe_log_groups", query("limit=5"), "query: none belongs", {}),
            ("sts", "get_caller_identity", body({**caller, "Version": "1999-01-01"}), "Version", {}),
            ("sts", "get_caller_identity", body({**caller, "Version": "2011-06-15", "X": "1"}), "field X", {}),
        ]
        for service, operation, change, problem, arguments in cases:
            with self.subTest(operation=operation, problem=problem):
                found = self.changed(service, operation, change, **arguments)
                self.assertEqual(bool(problem), bool(found), found)
                self.assertIn(problem, " ".join(found))

    def test_what_is_not_http_is_noted(self):
        for request in (b"GET /instance HTTP/1.0\r\n\r\n", b"GET /instance HTTP/1.1\r\n\r\n", b"nonsense\r\n\r\n",
                        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabc"):
            self.emulator.reset()
            self.assertIn(b"400 Bad Request", exchange(self.emulator, request))
            self.assertEqual(1, len(self.violations()), request)


class Rates(EmulatorCase):
    now = time.time()
    options = {"rates": True, "clock": lambda: Rates.now}

    def test_calls_beyond_the_burst_are_throttled_and_counted(self):
        connect, of_instance = self.client("connect"), {"InstanceId": self.instance.id}
        codes = []
        for _ in range(8):
            try:
                connect.list_users(**of_instance)
            except ClientError as error:
                codes.append((error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]))
        self.assertEqual([("TooManyRequestsException", 429)] * 3, codes)
        self.assertEqual({"connect:ListUsers": 3}, self.emulator.stats()["throttles"])
        connect.list_prompts(**of_instance)  # has a bucket of its own

    def test_services_name_it_in_their_own_words(self):
        cloudtrail = self.client("cloudtrail")
        cloudtrail.lookup_events()
        cloudtrail.lookup_events()
        error = self.refused("ThrottlingException", cloudtrail.lookup_events)
        self.assertEqual(400, error.response["ResponseMetadata"]["HTTPStatusCode"])

    def test_buckets_fill_again(self):
        connect = self.client("connect")
        for _ in range(5):
            connect.list_instances()
        self.refused("TooManyRequestsException", connect.list_instances)
        Rates.now += 0.5  # at two a second
        connect.list_instances()
        self.refused("TooManyRequestsException", connect.list_instances)


class Control(EmulatorCase):
    def test_stats_faults_and_truth_from_outside(self):
        self.client("sts").get_caller_identity()
        stats = control(self.emulator, "stats")
        self.assertEqual({"sts:GetCallerIdentity": 1}, stats["calls"])
        self.assertLessEqual(stats["first_request"], stats["last_request"])
        self.assertEqual(1, stats["most_in_flight"])
        self.assertEqual(20, control(self.emulator, "truth")["users"])
        self.assertEqual(self.emulator.url, control(self.emulator, "environment")["AWS_ENDPOINT_URL"])
        control(self.emulator, "faults", [{"kind": "denied", "service": "sts"}])
        self.refused("AccessDenied", self.client("sts").get_caller_identity)
        control(self.emulator, "reset", {})
        self.assertEqual(0, control(self.emulator, "stats")["total"])


if __name__ == "__main__":
    unittest.main()
