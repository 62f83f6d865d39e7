"""Reviews of instances with which nothing is wrong and of which all can be read: there is nothing that was not assessed,
whether contacts come or not."""

import collections
import unittest

from support.live import Emulated, stored

COUNTERS = ("missed_calls", "throttled_calls", "misconfigured_phone_numbers", "recording_upload_errors")


class Well(Emulated):
    """One review of the world, held to the strictest."""

    def setUp(self) -> None:
        super().setUp()
        self.done = self.review(self.emulator, "--instance", self.instance.arn, "--strict", "--fail-on", "fail")
        self.documents = stored(self.database)
        self.findings = [finding for component, document in self.documents.items() if component != "STATUS"
                         for finding in document["findings"]]

    def assert_well(self) -> None:
        unknown = [(finding["checkId"], finding["resource"]["key"], finding["reason"]) for finding in self.findings
                   if finding["status"] == "not_assessed"]
        self.assertEqual(unknown, [])
        self.assertEqual(self.done.returncode, 0, [finding for finding in self.findings if finding["status"] == "fail"])
        self.assert_no_complaint(self.emulator)

    def statuses(self, check: str) -> dict[str, str]:
        return {finding["resource"]["key"]: finding["status"] for finding in self.findings if finding["checkId"] == check}

    def quotas(self) -> dict[str, dict]:
        return {quota["key"]: quota for quota in self.documents["quota"]["data"]["quotas"]}


class Healthy(Well):
    world_name = "healthy"

    def test_all_is_well(self):
        self.assert_well()
        # What CloudWatch does not hold is zero where calls came, and there is nothing to count where none did.
        for check in COUNTERS:
            self.assertEqual(self.statuses(check), {self.instance.id: "pass"}, check)
        self.assertEqual(set(self.statuses("breached_concurrency").values()), {"pass"})
        self.assertEqual(self.statuses("concurrency_quota"), {
            "concurrent_calls": "pass", "concurrent_chats": "pass", "concurrent_tasks": "pass",
            "concurrent_emails": "not_applicable", "concurrent_campaign_calls": "not_applicable"})
        # Half of the queues had somebody waiting.
        self.assertEqual(collections.Counter(self.statuses("queue_wait").values()), {"pass": 3, "not_applicable": 1})
        self.assertEqual(self.statuses("queue_capacity"), {self.instance.id: "pass", "idle": "not_applicable"})
        self.assertEqual(self.statuses("flow_errors"), {"idle": "info"})
        for check, status in self.world.truth()["access"].items():
            self.assertEqual(self.statuses(check), {self.instance.id: status}, check)
        for check, status in self.world.truth()["operations"].items():
            told = self.statuses(check) or {self.instance.id: self.statuses("resource_tags").get(check)}
            self.assertEqual(told, {self.instance.id: status}, check)
        for check, wanted in self.world.truth()["ai"].items():
            self.assertEqual(self.statuses(check), wanted, check)
        for check in ("bot_versions", "bot_conversation_logs"):
            self.assertEqual(self.statuses(check), {self.instance.id: "pass"}, check)
        self.assertEqual(self.statuses("approved_origins"), {self.instance.id: "pass"})
        self.assertEqual(self.statuses("audit_trail"), {self.world.account: "pass"})
        self.assertEqual(self.statuses("sensitive_changes"), {self.instance.id: "pass"})
        self.assertEqual(self.statuses("api_rate"), {self.world.account: "pass"})
        self.assertEqual(set(self.statuses("peer_quota").values()), {"pass"})
        # Two instances, of the two that AWS gives to every account.
        self.assertEqual(self.statuses("resource_quota")["instances"], "info")

    def test_all_that_matters_is_watched(self):
        for check in ("alarm_coverage", "alarm_settings", "alarm_actions"):
            self.assertEqual(set(self.statuses(check).values()) - {"not_applicable"}, {"pass"}, check)
        self.assertEqual(self.statuses("alarm_coverage")["ConcurrentEmailsPercentage"], "not_applicable")
        for check in ("contact_streams", "instance_dashboards", "stream_alarms", "function_alarms", "bot_alarms"):
            self.assertEqual(self.statuses(check), {self.instance.id: "pass"}, check)

    def test_contacts_are_served(self):
        for check in ("queue_abandonment", "queue_service_level", "agent_occupancy", "agent_non_response", "handle_time",
                      "after_contact_work", "contact_transfers"):
            self.assertEqual(set(self.statuses(check).values()), {"pass"}, check)
        # Half of the queues have contacts, and one finding tells of them.
        self.assertEqual(self.statuses("queue_abandonment"), {"within_the_line": "pass"})
        self.assertEqual(self.statuses("idle_queues"), {self.instance.id: "info"})

    def test_calls_can_be_moved_and_nobody_loses_packets(self):
        for check, wanted in self.world.truth()["resilience"].items():
            self.assertEqual(self.statuses(check), wanted, check)

    def test_what_is_kept_is_kept_well(self):
        for check in ("bucket_public_access", "bucket_transport", "bucket_versioning", "bucket_lifecycle", "bucket_encryption",
                      "bucket_object_lock", "stream_encryption", "stream_health"):
            self.assertEqual(set(self.statuses(check).values()), {"pass"}, check)

    def test_what_is_paid_for_is_told(self):
        # No flow puts callers into a queue, or has a block for the assistant.
        for check, status in {"idle_phone_numbers": "not_applicable", "self_service": "not_applicable",
                              "unused_features": "info"}.items():
            self.assertEqual(self.statuses(check), {self.instance.id: status}, check)
        cost = self.documents["cost"]["data"]
        self.assertAlmostEqual(cost["usd_a_month"], cost["agent_call_minutes_a_month"] * 0.038, delta=0.05)

    def test_peaks_are_held_against_the_raised_quota(self):
        calls = self.quotas()["concurrent_calls"]
        self.assertEqual((calls["current"], calls["limit"], calls["percentage"], calls["measured_percentage"]),
                         (40, 80, 50, 100))

    def test_what_is_not_known_is_no_number(self):
        metrics = self.documents["metrics"]["data"]
        self.assertIsNone(metrics["missed_calls"]["total"])
        self.assertIsNone(metrics["throttled_calls"]["total_throttled"])


class Idle(Well):
    world_name = "idle"

    def test_all_is_well(self):
        self.assert_well()
        for check in (*COUNTERS, "breached_concurrency", "concurrency_quota", "queue_wait", "queue_capacity", "flow_errors",
                      "alarm_coverage", "alarm_settings", "alarm_actions", "stream_alarms", "function_alarms", "bot_alarms",
                      "queue_abandonment", "queue_service_level", "agent_occupancy", "agent_non_response", "handle_time",
                      "after_contact_work", "contact_transfers", "idle_queues"):
            self.assertEqual(set(self.statuses(check).values()), {"not_applicable"}, check)
        self.assertEqual({quota["status"] for key, quota in self.quotas().items() if key.startswith("concurrent_")}, {"idle"})
        self.assertIsNone(self.quotas()["concurrent_calls"]["percentage"])

    def test_services_that_are_not_used_are_told(self):
        unused = {service for service, status in self.statuses("peer_quota").items() if status == "not_applicable"}
        self.assertEqual(unused, {"cases", "profile", "connect-campaigns", "wisdom"})
        self.assertNotIn("connectcases:ListDomains", self.emulator.stats()["calls"])

    def test_without_a_replica_nothing_is_asked_of_bots(self):
        for check, wanted in self.world.truth()["resilience"].items():
            self.assertEqual(self.statuses(check), wanted, check)
        self.assertNotIn("lexv2-models:ListBotReplicas", self.emulator.stats()["calls"])

    def test_without_an_assistant_nothing_is_asked_of_it(self):
        for check, wanted in self.world.truth()["ai"].items():
            self.assertEqual(self.statuses(check), wanted, check)
        services = {operation.partition(":")[0] for operation in self.emulator.stats()["calls"]}
        self.assertNotIn("qconnect", services)


if __name__ == "__main__":
    unittest.main()
