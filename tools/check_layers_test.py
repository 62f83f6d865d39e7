"""Tests of check_layers.py on small trees of their own."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import check_layers

HEADER = "// What this is.\n#pragma once\n"


class CheckLayers(unittest.TestCase):
    def problems(self, files):
        with tempfile.TemporaryDirectory() as directory:
            source = Path(directory) / "src"
            for path, text in files.items():
                (source / path).parent.mkdir(parents=True, exist_ok=True)
                (source / path).write_text(text, encoding="utf-8")
            return check_layers.problems(source)

    def assert_clean(self, path, text):
        self.assertEqual(self.problems({path: text}), [])

    def assert_problem(self, path, text, expected):
        found = self.problems({path: text})
        self.assertEqual(len(found), 1, found)
        self.assertRegex(found[0], rf"^src/{path}:\d+: .*{expected}")

    def test_down_and_within_is_allowed(self):
        self.assert_clean("checks/a.cpp", '#include "checks/a.hpp"\n#include "model/b.hpp"\n#include "base/c.hpp"\n')
        self.assert_clean("cli/main.cpp", '#include "app/a.hpp"\n#include "formats/b.hpp"\n')

    def test_up_is_not(self):
        self.assert_problem("model/a.cpp", '#include "checks/a.hpp"\n', "model must not include")
        self.assert_problem("base/a.hpp", HEADER + '#include "model/a.hpp"\n', "base must not include")
        self.assert_problem("aws/operations/a.hpp", HEADER + '#include "app/a.hpp"\n', "aws must not include")

    def test_sideways_is_not(self):
        self.assert_problem("page/a.cpp", '#include "checks/a.hpp"\n', "page must not include")
        self.assert_problem("checks/a.cpp", '#include "components/a.hpp"\n', "checks must not include")
        self.assert_problem("store/a.cpp", '#include "model/a.hpp"\n', "store must not include")
        self.assert_problem("lambda/a.cpp", '#include "cli/a.hpp"\n', "lambda must not include")

    def test_rooms_of_a_layer_know_less_than_it(self):
        self.assert_clean("lambda/local/a.cpp", '#include "lambda/reply.hpp"\n#include "serve/a.hpp"\n')
        self.assert_clean("lambda/runtime/a.cpp", '#include "lambda/invocation.hpp"\n#include "http/http.hpp"\n')
        self.assert_clean("lambda/a.cpp", '#include "lambda/local/a.hpp"\n#include "lambda/runtime/a.hpp"\n')
        for path, target in (
            ("lambda/local/a.cpp", "lambda/runtime/runtime.hpp"),
            ("lambda/runtime/a.cpp", "lambda/local/invoker.hpp"),
            ("lambda/runtime/a.cpp", "serve/loopback_server.hpp"),
            ("lambda/local/a.cpp", "app/perform.hpp"),
            ("lambda/runtime/a.cpp", "lambda/handler.hpp"),
        ):
            self.assert_problem(path, f'#include "{target}"\n', f'{path.rsplit("/", 1)[0]} must not include "{target}"')

    def test_the_line_is_named(self):
        found = self.problems({"model/a.cpp": '\n\n  #  include "app/a.hpp"\n'})
        self.assertEqual(found, ['src/model/a.cpp:3: model must not include "app/a.hpp"'])

    def test_a_commented_include_is_none(self):
        self.assert_clean("model/a.cpp", '// #include "app/a.hpp"\n')

    def test_includes_are_rooted_at_src(self):
        self.assert_problem("model/a.cpp", '#include "a.hpp"\n', "not rooted")
        self.assert_problem("model/a.cpp", '#include "model/../app/a.hpp"\n', "not rooted")

    def test_an_unknown_layer_is_a_problem(self):
        self.assert_problem("helpers/a.cpp", "", "no layer")
        self.assert_problem("model/a.cpp", '#include "helpers/a.hpp"\n', "no layer")

    def test_only_unit_tests_see_fakes(self):
        self.assert_clean("collect/a_test.cpp", '#include "fakes/a.hpp"\n')
        self.assert_problem("collect/a.cpp", '#include "fakes/a.hpp"\n', "no layer")

    def test_unit_tests_keep_to_their_layer(self):
        self.assert_problem("checks/a_test.cpp", '#include "aws/a.hpp"\n', "checks must not include")

    def test_libraries_stay_at_home(self):
        homes = {
            "curl/curl.h": "http/curl_client.cpp",
            "sqlite3.h": "store/sqlite/store.cpp",
            "CLI/CLI.hpp": "cli/parse.cpp",
            "kainjow/mustache.hpp": "page/render.cpp",
            "spdlog/spdlog.h": "base/log.cpp",
            "toml++/toml.h": "app/config.cpp",
        }
        for library, home in homes.items():
            self.assert_clean(home, f"#include <{library}>\n")
            self.assert_problem("model/a.cpp", f"#include <{library}>\n", "belongs in")
        self.assert_problem("http/url.cpp", "#include <curl/curl.h>\n", "belongs in")

    def test_only_the_command_line_writes_to_stdout(self):
        self.assert_clean("cli/main.cpp", 'std::cout << "x";\n')
        self.assert_problem("app/review.cpp", 'std::cout << "x";\n', "std::cout")
        self.assert_clean("app/review.cpp", "// not std::cout\n")

    def test_headers_open_with_a_short_comment(self):
        self.assert_clean("base/a.hpp", HEADER)
        self.assert_clean("base/a.hpp", "// What this is.\n//\n" + "// More.\n" * 9 + "#pragma once\n")
        self.assert_problem("base/a.hpp", "#pragma once\n", "opens with a comment")
        self.assert_problem("base/a.hpp", "// Line.\n" * 7 + "#pragma once\n", "at most 6 lines")
        self.assert_problem("base/a.hpp", "// What this is.\n", "#pragma once is missing")

    def test_the_program_says_so_with_its_exit_code(self):
        with tempfile.TemporaryDirectory() as directory:
            source = Path(directory) / "src"
            (source / "base").mkdir(parents=True)
            run = lambda: subprocess.run([sys.executable, check_layers.__file__, source], capture_output=True, text=True)
            self.assertEqual(run().returncode, 0)
            (source / "base/a.cpp").write_text('#include "app/a.hpp"\n')
            self.assertEqual((run().returncode, run().stdout.count("\n")), (1, 1))


if __name__ == "__main__":
    unittest.main()
