#!/usr/bin/env python3
"""Tests of the command that runs the emulator in a process of its own."""

import json
import signal
import subprocess
import sys
import unittest
from pathlib import Path
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent


class Command(unittest.TestCase):
    def started(self, command: list[str]) -> tuple[subprocess.Popen, int]:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parents[1])
        self.addCleanup(process.wait, 10)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        return process, int(process.stdout.readline())

    def test_prints_its_port_serves_and_ends_when_told(self):
        for command in ([str(HERE / "__main__.py")], ["-m", "tests.emulator"]):
            process, port = self.started([sys.executable, *command, "--world", "several", "--rates", "off",
                                          "--faults", '[{"kind": "throttle", "calls": [1]}]'])
            with urlopen(f"http://127.0.0.1:{port}/__control__/truth", timeout=10) as answer:
                self.assertEqual({"north", "south", "broken"}, set(json.load(answer)["instances"]))
            process.send_signal(signal.SIGTERM)
            self.assertEqual(0, process.wait(10))

    def test_says_what_it_does_not_know(self):
        command = [sys.executable, HERE / "__main__.py", "--world", "tiny"]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(2, ended.returncode)
        self.assertIn("invalid choice: 'tiny'", ended.stderr)


if __name__ == "__main__":
    unittest.main()
