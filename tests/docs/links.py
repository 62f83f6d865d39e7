"""Every relative link of README, CONTRIBUTING and docs leads to a file that is there, and its anchor to a heading."""

import os
import re
import unittest
from pathlib import Path

SOURCE_DIR = Path(os.environ["SOURCE_DIR"])
PAGES = [SOURCE_DIR / "README.md", SOURCE_DIR / "CONTRIBUTING.md", *sorted((SOURCE_DIR / "docs").rglob("*.md")),
         *sorted((SOURCE_DIR / "samples").rglob("README.md"))]
FENCED = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(page):
    """As GitHub makes them of headings."""
    seen, found = {}, set()
    for heading in re.findall(r"^#+ (.*)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        count = seen.get(name, 0)
        seen[name] = count + 1
        found.add(f"{name}-{count}" if count else name)
    return found


class Links(unittest.TestCase):
    def test_each_leads_somewhere(self):
        followed = 0
        for page in PAGES:
            for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
                if re.match(r"[a-z]+:", link):
                    continue
                followed += 1
                path, _, anchor = link.partition("#")
                target = (page.parent / path).resolve() if path else page
                with self.subTest(page=page.name, link=link):
                    self.assertTrue(target.exists())
                    if anchor:
                        self.assertIn(anchor, anchors(target))
        self.assertGreater(followed, 50)


if __name__ == "__main__":
    unittest.main()
