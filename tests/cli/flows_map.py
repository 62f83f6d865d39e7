"""Maps of flows: what the program draws of the sample, of large flows and of names that are markup."""

import re
import unittest
from pathlib import Path
from xml.etree import ElementTree

from support import recorded_flows
from support.program import HARBOUR, ProgramTest

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "</title><script>alert(1)</script>'\"&\u202e\ufffe\x1b[31m " + "Wide " * 400


class Maps(ProgramTest):
    def map(self, *words: str | Path, recording: Path = HARBOUR) -> str:
        done = self.run_program("flows", "map", *words, "--recording", recording)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def boxes(self, svg: str) -> list[ElementTree.Element]:
        root = ElementTree.fromstring(svg.encode())
        self.assertEqual(root.tag, f"{SVG}svg")
        return [group for group in root.iter(f"{SVG}g") if "box" in group.get("class", "").split()]

    def names(self, svg: str) -> list[str]:
        return [" ".join(text.text for text in box.iter(f"{SVG}text") if text.get("class") == "name") for box in self.boxes(svg)]

    def assert_loads_nothing(self, text: str) -> None:
        self.assertNotRegex(text, r"<script|<image|<foreignObject|<link|@import|url\((?!#)|\son\w+=")
        self.assertEqual(set(re.findall(r'(?:href|src)="([^#"][^"]*)"', text)), set())


class Sample(Maps):
    def test_an_instance_has_its_numbers_and_flows(self):
        svg = self.map()
        names = self.names(svg)
        self.assertIn("Hamburg Cargo", names)
        self.assertIn("3 numbers", names)
        self.assertIn("Not read: the content of the flows: 2 of", svg)
        self.assert_loads_nothing(svg)

    def test_a_flow_has_each_block_once(self):
        svg = self.map("Hamburg Cargo")
        self.assertEqual(self.names(svg).count("Disconnect"), 1)
        self.assertEqual(len(self.boxes(svg)), 15)  # and where it starts
        self.assertIn("Warning: 2 blocks of Hamburg Cargo hang up without a word", svg)
        self.assertEqual(len(re.findall(r'class="box \w+ has-warn"', svg)), 3)
        self.assertEqual(len(re.findall(r'class="box \w+ faded"', svg)), 1)
        self.assertIn('class="way failure"', svg)

    def test_numbers_and_blocks_are_those_of_the_journey(self):
        shown = self.run_program("flows", "show", "+493023125000", "--recording", HARBOUR).stdout
        for box in self.boxes(self.map("+493023125000")):
            texts = {text.get("class"): text.text for text in box.iter(f"{SVG}text")}
            if "nr" in texts and "faded" not in box.get("class"):
                self.assertRegex(shown, rf"(?m)^ *{texts['nr']}  .*{re.escape(texts['says'][:20])}")

    def test_the_same_bytes_each_time(self):
        for words in ((), ("Hamburg Cargo",)):
            self.assertEqual(self.map(*words), self.map(*words))

    def test_redact_masks_the_numbers(self):
        self.assertIn("+493023125000", self.map("Hamburg Cargo"))
        for words in ((), ("Hamburg Cargo",), ("+493023125000",)):
            self.assertNotRegex(self.map(*words, "--redact"), r"\+4930231250")


class Written(Maps):
    def test_by_the_files_ending(self):
        for file, begins in (("map.svg", "<?xml"), ("map.html", "<!DOCTYPE html>"), ("MAP.HTML", "<!DOCTYPE html>")):
            self.assertEqual(self.map("Hamburg Cargo", "-o", file), "")
            text = (self.home / file).read_text(encoding="utf-8")
            self.assertTrue(text.startswith(begins), text[:80])
            self.assert_loads_nothing(text)
        self.assertEqual(sorted(path.name for path in self.home.iterdir() if path.suffix in (".svg", ".html", ".HTML")),
                         ["MAP.HTML", "map.html", "map.svg"])
        self.assertEqual(self.map("Hamburg Cargo"), (self.home / "map.svg").read_text(encoding="utf-8"))

    def test_over_what_is_there_and_through_a_link(self):
        (self.home / "old.svg").write_text("old", encoding="ascii")
        (self.home / "link.svg").symlink_to("old.svg")
        self.map("--output", "link.svg")
        self.assertTrue((self.home / "link.svg").is_symlink())
        self.assertTrue((self.home / "old.svg").read_text(encoding="utf-8").startswith("<?xml"))

    def test_what_cannot_be_is_refused_in_one_line(self):
        refused = lambda *words: self.run_program("flows", "map", *words, "--recording", HARBOUR)
        self.assert_refused(refused("-o", "map.png"), 2, "--output must end in .svg or .html, unlike 'map.png'")
        self.assert_refused(refused("-o", "map"), 2, "--output must end in .svg or .html")
        self.assert_refused(refused("-o", "gone/map.svg"), 1, "gone/map.svg cannot be written")
        self.assert_refused(refused("Main Manu"), 2, "did you mean Main Menu?")
        self.assert_refused(self.run_program("flows", "map"), 2, "--recording DIRECTORY")
        self.assertEqual([path for path in self.home.iterdir() if "map" in path.name], [])


class Strange(Maps):
    def test_names_that_are_markup_stay_names(self):
        blocks = [recorded_flows.block(EVIL, "MessageParticipant", "end", {EVIL: "end", "NoMatchingError": EVIL}, Text=EVIL),
                  recorded_flows.block("end", EVIL, "", {}, {EVIL: "end"}),
                  recorded_flows.block(EVIL + "2", "InvokeFlowModule", EVIL, {}, {}, FlowModuleId=EVIL)]
        recording = recorded_flows.write(self.home / "evil", {"Main Menu": recorded_flows.flow(blocks)}, {"Main Menu": EVIL})
        flow = next(line for line in self.run_program("flows", "list", "--recording", recording, "--format", "csv").stdout.splitlines()
                    if "<script>" in line and "Wide" in line).split(",")[-1]
        for words in ((flow,), ()):
            svg = self.map(*words, recording=recording)
            self.assert_loads_nothing(svg)
            self.assertNotRegex(svg, "[\u202e\ufffe\x1b]")
            self.assertEqual([one.tag for one in ElementTree.fromstring(svg.encode()).iter() if "script" in one.tag], [])
            self.map(*words, "-o", "evil.html", recording=recording)
            page = (self.home / "evil.html").read_text(encoding="utf-8")
            self.assert_loads_nothing(page)
            self.assertNotRegex(page, "[\u202e\ufffe\x1b]")

    def test_a_large_flow_says_where_its_map_ends(self):
        recording = recorded_flows.write(self.home / "large", {"Main Menu": recorded_flows.menus(900)})
        svg = self.map("Main Menu", recording=recording)
        self.assertRegex(svg, r"\d+ more blocks are not drawn: the map ends \d+ branches from the start of the flow\.")
        self.assertLessEqual(len(self.boxes(svg)), 501)
        self.assertIn("not drawn</text>", svg)
        # Each arrow leads to a block that is there.
        anchors = {box.get("id") for box in self.boxes(svg)}
        jumps = set(re.findall(r'class="jump" href="#(\w+)"', svg))
        self.assertTrue(jumps)
        self.assertLessEqual(jumps, anchors)

    def test_modules_behind_a_large_flow_are_one_box_each(self):
        name, module = recorded_flows.modules()[0]
        recording = recorded_flows.write(self.home / "modules", {"Main Menu": recorded_flows.menus(90, (module,))})
        self.assertIn(name, self.names(self.map("Main Menu", recording=recording)))


if __name__ == "__main__":
    unittest.main()
