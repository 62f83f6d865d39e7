"""docs/coverage.md and src/checks/controls.def are what tools/make_coverage.py writes, and what src/checks/coverage.json says
of our checks is so."""

import os
import re
import sys
import unittest
from collections import Counter
from pathlib import Path

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
sys.path.append(str(SOURCE_DIR / "tools"))

import make_coverage  # noqa: E402

DATA = make_coverage.read()
REVIEWS = {review["name"]: review for review in DATA["reviews"]}
OURS = re.findall(r"^CHECK\((\w+)\)", (SOURCE_DIR / "src/checks/checks.def").read_text(encoding="utf-8"), re.MULTILINE)
QUOTA_CHECKS = {"resource_quota", "concurrency_quota"}
# Quotas that are measured here, and that the service quota monitor does not know: data tables.
BESIDE = {"L-D492D362"}

# How much each of them looks at. Nothing of it may go missing.
SIZES = {"Amazon Connect posture assessment": 66, "Amazon Connect service quota monitor": 115, "AWS Security Hub": 10, "AWS Config": 5}


def rows():
    return [row for review in DATA["reviews"] for row in review["rows"]]


def ids(name):
    return [id for row in REVIEWS[name]["rows"] for id in row["ids"]]


class Files(unittest.TestCase):
    def test_they_are_what_the_tool_writes(self):
        for file, text in ((make_coverage.PAGE, make_coverage.page(DATA)), (make_coverage.CONTROLS, make_coverage.controls(DATA))):
            with self.subTest(file.name):
                self.assertEqual(file.read_text(encoding="utf-8"), text, "run tools/make_coverage.py")


class Rows(unittest.TestCase):
    def test_none_is_empty(self):
        for row in rows():
            with self.subTest(row["ids"]):
                self.assertLessEqual(row.keys(), {"ids", "what", "checks", "told", "why_not", "note"})
                self.assertTrue(row.keys() & {"checks", "told", "why_not"})
                self.assertTrue(all(row.values()))

    def test_each_of_our_checks_is_named_and_no_other(self):
        named = {check for row in rows() for check in row.get("checks", [])}
        self.assertLessEqual(named, set(OURS))
        self.assertEqual(DATA["only_here"], [check for check in OURS if check not in named])

    def test_each_id_is_there_once(self):
        for name in REVIEWS:
            with self.subTest(name):
                self.assertEqual([id for id, count in Counter(ids(name)).items() if count > 1], [])

    def test_no_list_is_cut(self):
        for name, size in SIZES.items():
            with self.subTest(name):
                self.assertEqual(len(ids(name)), size)
        numbers = [re.match(r"\d+", id) for id in ids("Amazon Connect operational review 2.0")]
        self.assertEqual(sorted(int(number[0]) for number in numbers if number), list(range(1, 37)))

    def test_quotas_that_are_measured_are_those_of_the_table(self):
        table = (SOURCE_DIR / "src/model/quota.hpp").read_text(encoding="utf-8")
        said = {id for row in REVIEWS["Amazon Connect service quota monitor"]["rows"] if QUOTA_CHECKS & set(row.get("checks", []))
                for id in row["ids"]}
        self.assertEqual({id for id in said if re.fullmatch(r"L-[0-9A-F]{8}", id)}, set(re.findall(r'"(L-[0-9A-F]{8})"', table)) - BESIDE)


if __name__ == "__main__":
    unittest.main()
