"""`flows list`, `show` and `map` of an account that an emulator answers for."""

import json
import subprocess
import unittest

from support.live import Emulated, no_limits, operations

from emulator import Fault


class LiveFlows(Emulated):
    def flows(self, command: str, *arguments: str) -> subprocess.CompletedProcess:
        return self.run_program("flows", command, *arguments, "--instance", self.instance.arn, *no_limits(),
                                env=self.emulator.environment())

    def deny(self, operation: str) -> None:
        self.emulator.set_faults([Fault(kind="denied", service="connect", operation=operation)])

    def test_every_number_leads_where_the_account_says(self):
        done = self.flows("list", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = [row for row in json.loads(done.stdout)["rows"] if row["number"]]
        truth = self.world.truth()["numbers"]
        self.assertEqual(len({row["number"] for row in rows}), truth["total"])
        self.assertEqual(sum(not row["flowId"] for row in rows), truth["without_flow"])
        self.assertTrue(all(row["flow"] for row in rows if row["flowId"]))
        self.assert_no_complaint(self.emulator)

    def test_whatever_is_asked_the_policy_of_a_review_grants(self):
        self.assertEqual(self.flows("map").returncode, 0)
        permissions = {f"{row['service']['name']}:{row['name']}": row["permission"] for row in operations()}
        policy = json.loads(self.run_program("iam-policy", "--instance", self.instance.arn).stdout)
        granted = {action for statement in policy["Statement"] for action in statement["Action"]}
        self.assertLessEqual({permissions[operation] for operation in self.emulator.stats()["calls"]}, granted)

    def test_a_number_is_shown_and_drawn(self):
        rows = json.loads(self.flows("list", "--json").stdout)["rows"]
        row = next(row for row in rows if row["number"] and row["flow"] and not row["unknown"])
        shown = self.flows("show", row["number"])
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn(row["flow"], shown.stdout)
        file = self.home / "number.html"
        drawn = self.flows("map", row["number"], "-o", str(file))
        self.assertEqual(drawn.returncode, 0, drawn.stderr)
        self.assertIn("</svg>", file.read_text(encoding="utf-8"))

    def test_what_is_denied_is_said_on_the_map_and_the_rest_is_drawn(self):
        self.deny("SearchQuickConnects")
        drawn = self.flows("map")
        self.assertEqual(drawn.returncode, 0, drawn.stderr)
        self.assertIn("Not read: the quick connects", drawn.stdout)
        truth = self.world.truth()["numbers"]
        self.assertIn(f"{truth['total'] - truth['without_flow']} numbers", drawn.stdout)

    def test_without_the_flows_there_is_one_line_that_names_the_permission(self):
        self.deny("ListContactFlows")
        for command in ("map", "show"):
            done = self.flows(command, *(("nobody",) if command == "show" else ()))
            self.assertEqual(done.returncode, 1, command)
            self.assertIn("connect:ListContactFlows", done.stderr)
            self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    unittest.main()
