#include "cli/way_on.hpp"

#include <gtest/gtest.h>

namespace cli {
namespace {

Arguments run_with(app::Flags flags) {
  Arguments arguments;
  arguments.flags = std::move(flags);
  return arguments;
}

TEST(WayOn, GoesOnWithTheOptionsThatTheReviewDoesNotKnow) {
  EXPECT_EQ(resume_command_line(Arguments(), "20260213-090000"), "connect-ops-review run --resume 20260213-090000");
  Arguments arguments = run_with({{"instance", "small"},
                                  {"days", "7"},
                                  {"only", "flow"},
                                  {"all_instances", "true"},
                                  {"warn_percentage", "70"},
                                  {"complete", "true"},
                                  {"storage", "s3"},
                                  {"bucket", "my-bucket"},
                                  {"log_file", "a log"}});
  arguments.program = "./connect-ops-review";
  arguments.config_file = "my config.toml";
  arguments.quiet = arguments.json = true;
  EXPECT_EQ(resume_command_line(arguments, "20260213-090000"),
            "./connect-ops-review run --resume 20260213-090000 --complete --warn-percentage 70 --storage s3 --bucket "
            "my-bucket --log-file 'a log' --config 'my config.toml' --quiet --json");
}

TEST(WayOn, GoesOnFromWhereARunWasWhenItWasInterrupted) {
  const Arguments arguments =
      run_with({{"all_instances", "true"}, {"days", "7"}, {"resume", "20260213-090000"}, {"database", "it's.db"}});
  EXPECT_EQ(resume_command_line(arguments, "20260213-090000"),
            "connect-ops-review run --resume 20260213-090000 --database 'it'\\''s.db'");
  EXPECT_EQ(instances_command_line(run_with({{"all_instances", "true"}, {"days", "7"}}), {"north", "south"}),
            "connect-ops-review run --instance north --instance south --days 7");
}

TEST(WayOn, WritesTheReportsAgain) {
  EXPECT_EQ(reports_command_line(
                run_with({{"instance", "small"}, {"output_formats", "html,json,text"}, {"output_dir", "out"}}),
                "20260213-090000", {"html", "text"}),
            "connect-ops-review report 20260213-090000 --output-formats html,text --output-dir out");
}

}  // namespace
}  // namespace cli
