"""docs/checks.md is what tools/make_checks_page.py writes of the program under test, with every check and its links."""

import os
import re
import sys
import unittest
from pathlib import Path

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
sys.path.append(str(SOURCE_DIR / "tools"))

import make_checks_page  # noqa: E402


class ChecksPage(unittest.TestCase):
    def test_it_says_what_the_program_says(self):
        self.assertEqual(make_checks_page.PAGE.read_text(), make_checks_page.made_by(os.environ["BINARY"]),
                         "run tools/make_checks_page.py")

    def test_every_check_of_the_table_has_a_section(self):
        text = make_checks_page.PAGE.read_text()
        ids = [line.split("](#")[1].split(")")[0] for line in text.splitlines() if line.startswith("| [")]
        self.assertEqual(ids, [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")])
        self.assertEqual(len(ids), len(re.findall(r"^CHECK\(", (SOURCE_DIR / "src/checks/checks.def").read_text(), re.M)))


if __name__ == "__main__":
    unittest.main()
