"""What a person sees of a review that takes long, and what becomes of one that is interrupted."""

import contextlib
import json
import os
import re
import shlex
import signal
import sqlite3
import subprocess
import time
import unittest
from collections.abc import Iterator

from support.live import Emulated, lasting, no_limits, stored
from support.program import COMPONENTS
from support.terminal import Terminal

from emulator import Fault

# Each flow is asked for by itself, one a second; the contents of none are found at once.
ONE_BY_ONE = Fault("denied", "connect", "SearchContactFlows")
ONE_A_SECOND = ("--rate-share", "100", "--rates", "connect:DescribeContactFlow=1/1")


class Reviewing(Emulated):
    """Reviews that take a while."""

    def command(self, *options: str) -> list[str]:
        return [os.environ["BINARY"], "run", "--database", str(self.database), *options]

    def environment(self) -> dict[str, str]:
        return {"HOME": str(self.home), "PATH": os.environ["PATH"], "TERM": "xterm", **self.emulator.environment()}

    def slow(self, *options: str) -> list[str]:
        """The command of a review that takes some twenty seconds."""
        self.emulator.set_faults([ONE_BY_ONE])
        return self.command("--instance", self.instance.arn, *ONE_A_SECOND, *options)

    def on_terminal(self, command: list[str]) -> Terminal:
        return Terminal(command, env=self.environment(), cwd=self.home)

    @contextlib.contextmanager
    def in_pipes(self, command: list[str]) -> Iterator[subprocess.Popen]:
        with subprocess.Popen(command, env=self.environment(), cwd=self.home, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
            try:
                yield program
            finally:
                program.kill()

    def status(self) -> dict:
        return stored(self.database)["STATUS"]

    def until_stored(self, component: str) -> None:
        give_up = time.monotonic() + 60
        while True:
            with contextlib.suppress(sqlite3.OperationalError):  # the database is just being made
                if component in stored(self.database):
                    return
            self.assertLess(time.monotonic(), give_up)
            time.sleep(0.02)

    def go_on(self, command_line: str) -> dict:
        """What the command that was printed, as it stands, leaves of the review."""
        self.emulator.set_faults([])
        done = subprocess.run(["/bin/sh", "-c", command_line], env=self.environment(), cwd=self.home, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return stored(self.database)

    def assert_way_on(self, line: str, review_id: str) -> None:
        words = shlex.split(line)
        self.assertEqual(words[:4], [os.environ["BINARY"], "run", "--resume", review_id])
        self.assertNotIn("--instance", words)

    def assert_completed(self, documents: dict[str, dict]) -> None:
        """As a review is that nothing interrupted."""
        self.database = self.home / f"{self.database.stem}-uninterrupted.db"
        self.emulator.set_faults([])
        whole = stored(self.database, self.reviewed(self.emulator, "--instance", self.instance.arn, *no_limits())["reviewId"])
        self.assertEqual((documents["STATUS"]["status"], set(documents)), ("completed", {*COMPONENTS, "STATUS"}))
        self.assertEqual(documents["STATUS"]["findings"], whole["STATUS"]["findings"])
        for component in COMPONENTS:
            self.assertEqual(lasting(documents[component]), lasting(whole[component]), component)


class OnATerminal(Reviewing):
    def test_the_id_stands_first_and_then_how_far_it_is(self):
        with self.on_terminal(self.slow("--only", "flow")) as terminal:
            terminal.wait_for("flows [1-9] of 11")
            review_id = self.status()["reviewId"]
            self.assertEqual(terminal.end(), 0)
            lines, text, seen = terminal.lines(), terminal.text(), terminal.seen()
        self.assertEqual(lines[0], f"review {review_id} of {self.instance.arn}")
        self.assertRegex(text, r"flows [1-4] of 11, about 1[05] s left \(\d+(\.\d)? s so far\)")
        self.assertIn("saved versions of flows 1 of 9, ", text)
        moments = [moment for moment, _ in seen]
        self.assertLess(max(later - earlier for earlier, later in zip(moments, moments[1:])), 2.5)
        self.assertRegex(lines[1], r"^flow +complete +\d+ calls +\d+\.\d s$")
        self.assertNotIn("left", "\n".join(lines))  # nothing stays of what was written over

    def test_a_narrow_terminal_in_the_c_locale_gets_no_more_than_it_shows(self):
        with Terminal(self.slow("--only", "flow", "--output-formats", ""), columns=24, cwd=self.home,
                      env={**self.environment(), "LC_ALL": "C"}) as terminal:
            terminal.wait_for(r"flows [1-9] of 11, .*\.\.\.\r")
            terminal.interrupt()
            self.assertEqual(terminal.end(), 130)
            text = terminal.text()
        self.assertTrue(text.isascii(), text)
        for drawn in re.findall(r"\r(flows [^\r]*)\r", text):
            self.assertLess(len(drawn), 24)

    def test_quiet_is_quiet(self):
        with self.on_terminal(self.command("--instance", self.instance.arn, "--only", "instance", "--quiet",
                                           "--output-formats", "", *no_limits())) as terminal:
            self.assertEqual(terminal.end(), 0)
            self.assertIn("Amazon Connect operational review of small", terminal.lines()[0])

    def test_ctrl_c_stores_what_is_whole_and_says_how_to_go_on(self):
        with self.on_terminal(self.slow()) as terminal:
            terminal.wait_for("flows [2-9] of 11")
            self.until_stored("phone")
            begun = time.monotonic()
            terminal.interrupt()
            self.assertEqual(terminal.end(), 130)
            self.assertLess(time.monotonic() - begun, 10)
            lines = terminal.lines()
        before = stored(self.database)
        review_id = before["STATUS"]["reviewId"]
        self.assertEqual(before["STATUS"]["status"], "interrupted")
        self.assertIn("phone", before)
        self.assertNotIn("flow", before)
        self.assertIn(f"the review {review_id} was interrupted; {len(before) - 1} components are stored", lines[-2])
        self.assert_way_on(lines[-1], review_id)
        self.assert_readers_know(review_id, len(before) - 1)
        after = self.go_on(lines[-1])
        for component in before.keys() - {"STATUS"}:
            self.assertEqual(after[component], before[component])
        self.assert_completed(after)

    def assert_readers_know(self, review_id: str, components: int) -> None:
        where = ("--database", self.database)
        way_on = f"run --resume {review_id}"
        listed = self.run_program("reviews", *where)
        self.assertRegex(listed.stdout, rf"{review_id} +interrupted")
        self.assertIn(way_on, listed.stderr)
        one = json.loads(self.run_program("reviews", "--json", *where).stdout)["reviews"][0]
        self.assertEqual(one["status"], "interrupted")
        shown = self.run_program("show", review_id, *where).stdout
        self.assertRegex(shown, f"(?s)Status: interrupted – {components} of {len(COMPONENTS)} components are stored.*{review_id}")
        examined = self.run_program("doctor", "--instance", self.instance.arn, "--only", "instance", "--json", *where,
                                    env=self.emulator.environment())
        last = next(one for one in json.loads(examined.stdout)["findings"] if one["what"] == "last review")
        self.assertEqual(last["state"], "warning")
        self.assertIn("was interrupted", last["reason"])
        self.assertIn(way_on, last["reason"])

    def test_a_second_ctrl_c_ends_it_at_once(self):
        with self.on_terminal(self.slow()) as terminal:
            terminal.wait_for("flows [1-9] of 11")
            review_id = self.status()["reviewId"]
            with contextlib.closing(sqlite3.connect(self.database)) as connection:
                connection.execute("BEGIN IMMEDIATE")  # so that nothing can be stored
                terminal.interrupt()
                terminal.wait_for("once more ends it at once")
                time.sleep(1.5)
                self.assertIsNone(terminal.process.poll())
                begun = time.monotonic()
                terminal.interrupt()
                self.assertEqual(terminal.end(), 130)
                self.assertLess(time.monotonic() - begun, 1)
            lines = terminal.lines()
        self.assert_way_on(lines[-1], review_id)
        self.assertRegex(self.run_program("reviews", "--database", self.database).stdout, rf"{review_id} +interrupted")
        self.assert_completed(self.go_on(lines[-1]))  # though it could not release the instance

    def test_a_call_that_hangs_is_not_waited_for(self):
        self.emulator.set_faults([Fault("hang", "connect", "ListSecurityProfiles")])
        with self.on_terminal(self.command("--instance", self.instance.arn, *no_limits())) as terminal:
            self.until_stored("flow")
            terminal.interrupt()
            begun = time.monotonic()
            self.assertEqual(terminal.end(), 130)
            self.assertLess(time.monotonic() - begun, 5)
            lines = terminal.lines()
        self.assert_completed(self.go_on(lines[-1]))

    def test_before_a_review_begins_there_is_nothing_to_go_on_with(self):
        self.emulator.set_faults([Fault("hang", "connect", "ListInstances")])
        with self.on_terminal(self.command("--instance", "small")) as terminal:
            give_up = time.monotonic() + 60
            while not self.emulator.stats()["total"]:
                self.assertLess(time.monotonic(), give_up)
                time.sleep(0.02)
            terminal.interrupt()
            self.assertEqual(terminal.end(5), 130)
            self.assertEqual(terminal.lines(), ["connect-ops-review: interrupted; no review was under way"])


class InAPipe(Reviewing):
    def test_there_is_a_line_a_component(self):
        done = subprocess.run(self.command("--instance", self.instance.arn, "--only", "instance,flow", *no_limits()),
                              env=self.environment(), cwd=self.home, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stderr.splitlines()
        self.assertEqual(lines[0], f"review {self.status()['reviewId']} of {self.instance.arn}")
        self.assertEqual({line.split()[0] for line in lines[1:]}, {"instance", "flow"})
        self.assertEqual(len(lines), 3)

    def test_json_and_quiet_say_nothing_else(self):
        for option in ("--json", "--quiet"):
            done = subprocess.run(self.command("--instance", self.instance.arn, "--only", "instance", option, *no_limits()),
                                  env=self.environment(), cwd=self.home, stdin=subprocess.DEVNULL, capture_output=True,
                                  text=True, timeout=120)
            self.assertEqual((done.returncode, done.stderr), (0, ""), option)

    def test_a_signal_stores_what_is_whole_and_says_how_to_go_on(self):
        for one in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=one.name):
                self.database = self.home / f"{one.name}.db"
                with self.in_pipes(self.slow("--quiet", "--json")) as program:
                    self.until_stored("phone")
                    program.send_signal(one)
                    out, err = program.communicate(timeout=60)
                self.assertEqual(program.returncode, 130, err)
                answer = json.loads(out)
                review_id = self.status()["reviewId"]
                self.assertEqual((answer["reviewId"], answer["status"], answer["reportUrl"]), (review_id, "interrupted", None))
                self.assertEqual(self.status()["status"], "interrupted")
                self.assertEqual(len(err.splitlines()), 2)
                self.assert_way_on(err.splitlines()[-1], review_id)
                self.assert_completed(self.go_on(err.splitlines()[-1]))

    def test_a_second_signal_ends_it_at_once(self):
        with self.in_pipes(self.slow()) as program:
            self.until_stored("phone")
            with contextlib.closing(sqlite3.connect(self.database)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                program.send_signal(signal.SIGTERM)
                time.sleep(1.5)
                self.assertIsNone(program.poll())
                program.send_signal(signal.SIGTERM)
                _, err = program.communicate(timeout=2)
        self.assertEqual(program.returncode, 130)
        self.assert_way_on(err.splitlines()[-1], self.status()["reviewId"])

    def test_who_waits_for_one_that_is_interrupted_makes_their_own(self):
        with self.in_pipes(self.slow()) as program:
            self.until_stored("phone")
            review_id = self.status()["reviewId"]
            waiting = self.command("--instance", self.instance.arn, "--only", "instance", "--wait", "--json")
            with self.in_pipes(waiting) as other:
                time.sleep(1)
                self.assertIsNone(other.poll())
                program.send_signal(signal.SIGINT)
                program.communicate(timeout=60)
                out, err = other.communicate(timeout=60)
        self.assertEqual(other.returncode, 0, err)
        answer = json.loads(out)
        self.assertEqual(answer["status"], "completed")
        self.assertNotEqual(answer["reviewId"], review_id)

    def test_a_report_that_cannot_be_written_is_told_with_the_command_that_writes_it(self):
        (self.home / "reports").write_text("in the way", encoding="utf-8")
        done = self.run_program("run", "--instance", self.instance.arn, "--database", self.database, "--only", "instance",
                                "--output-dir", "reports", "--output-formats", "html,text", *no_limits(),
                                env=self.emulator.environment())
        self.assertEqual(done.returncode, 1)
        review_id = self.status()["reviewId"]
        lines = done.stderr.splitlines()
        self.assertIn(f"the review {review_id} is stored; its reports (html, text) could not be written", lines[-2])
        self.assertEqual(shlex.split(lines[-1])[:3], [os.environ["BINARY"], "report", review_id])
        (self.home / "reports").unlink()
        again = subprocess.run(["/bin/sh", "-c", lines[-1]], env=self.environment(), cwd=self.home, capture_output=True, text=True,
                               timeout=60)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual({path.suffix for path in (self.home / "reports").iterdir()}, {".html", ".txt"})


class Recordings(Reviewing):
    """Half a recording would look like a whole one: nothing of it stays."""

    def setUp(self) -> None:
        super().setUp()
        self.directory = self.home / "re corded"

    def recording(self, *options: str) -> list[str]:
        self.emulator.set_faults([ONE_BY_ONE])
        return [os.environ["BINARY"], "record", str(self.directory), "--instance", self.instance.arn, *ONE_A_SECOND, *options]

    def until_recorded(self, service: str) -> None:
        give_up = time.monotonic() + 60
        while not (self.directory / f"{service}.jsonl").exists():
            self.assertLess(time.monotonic(), give_up)
            time.sleep(0.02)

    def test_ctrl_c_leaves_nothing_and_says_so(self):
        with self.on_terminal(self.recording()) as terminal:
            terminal.wait_for("flows [1-9] of 11, .* left")
            self.until_recorded("connect")
            begun = time.monotonic()
            terminal.interrupt()
            self.assertEqual(terminal.end(), 130)
            self.assertLess(time.monotonic() - begun, 10)
            lines = terminal.lines()
        self.assertEqual(lines[0], f"recording {self.instance.arn} in {self.directory}")
        self.assertEqual(lines[-2:], [
            "stopping: half a recording is not kept; once more ends it at once",
            f"connect-ops-review: interrupted; nothing is kept in '{self.directory}', and the same command records again"])
        self.assertFalse(self.directory.exists())
        self.emulator.set_faults([])
        again = self.run_program("record", self.directory, "--instance", self.instance.arn, *no_limits(),
                                 env=self.emulator.environment())
        self.assertEqual(again.returncode, 0, again.stderr)

    def test_a_signal_in_a_pipe_is_the_same(self):
        for one in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=one.name), self.in_pipes(self.recording("--quiet")) as program:
                self.until_recorded("connect")
                program.send_signal(one)
                out, err = program.communicate(timeout=60)
                self.assertEqual((program.returncode, out), (130, ""))
                self.assertRegex(err, r"\Aconnect-ops-review: interrupted; nothing is kept in .*\n\Z")
                self.assertFalse(self.directory.exists())

    def test_a_second_signal_ends_it_at_once(self):
        command = self.recording()
        self.emulator.set_faults([ONE_BY_ONE, Fault("hang", "connect", "ListQueues")])
        self.directory.mkdir()
        with self.in_pipes(command) as program:
            self.until_recorded("connect")
            os.kill(program.pid, signal.SIGSTOP)  # so that both signals wait, and the first one does not end it
            program.send_signal(signal.SIGINT)
            program.send_signal(signal.SIGTERM)
            begun = time.monotonic()
            os.kill(program.pid, signal.SIGCONT)
            _, err = program.communicate(timeout=20)
            self.assertLess(time.monotonic() - begun, 2)
        self.assertEqual(program.returncode, 130)
        self.assertIn("connect-ops-review: interrupted; nothing is kept in ", err.splitlines()[-1])
        self.assertEqual(list(self.directory.iterdir()), [])

    def test_of_an_interrupted_run_the_review_goes_on_and_the_recording_does_not(self):
        with self.in_pipes(self.slow("--record", str(self.directory))) as program:
            self.until_stored("phone")
            program.send_signal(signal.SIGINT)
            _, err = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 130)
        self.assertRegex(err.splitlines()[-2], r"components are stored, and nothing is recorded\. To go on with it:")
        self.assertFalse(self.directory.exists())
        self.assert_way_on(err.splitlines()[-1], self.status()["reviewId"])
        self.assert_completed(self.go_on(err.splitlines()[-1]))


class SeveralInstances(Reviewing):
    world_name = "several"

    def test_those_that_were_not_begun_are_named(self):
        self.emulator.set_faults([ONE_BY_ONE])
        names = [f"--instance={one.arn}" for one in self.world.instances[:2]]
        with self.in_pipes(self.command(*names, *ONE_A_SECOND)) as program:
            self.until_stored("phone")
            program.send_signal(signal.SIGINT)
            _, err = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 130)
        lines = err.splitlines()
        self.assertIn("1 instance was not begun", lines[-2])
        self.assertEqual(shlex.split(lines[-1])[:4],
                         [os.environ["BINARY"], "run", "--instance", self.world.instances[1].arn])
        self.assert_way_on(lines[-3], self.status()["reviewId"])


if __name__ == "__main__":
    unittest.main()
