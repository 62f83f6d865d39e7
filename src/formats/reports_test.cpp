// Reviews of every kind in every format, for programs that we did not write: tests/formats holds the files against
// them. REPORTS_DIRECTORY in the environment says where they go.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "fakes/temporary_directory.hpp"
#include "formats/sample_review_test.hpp"

namespace formats {
namespace {

namespace fs = std::filesystem;

// Names and texts that mean something to one of the formats.
const std::string awkward[] = {
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+49 30 1234567",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "a,b;\"c\" 'd'\r\ne",
    "| a | b |\n|---|---|",
    "`code` **bold** _it_ ~~no~~ # 1. - + $x$ \\",
    "[link](javascript:alert(1)) ![img](https://evil.example/x.png)",
    "<script>alert(1)</script><!-- <b> &lt; ]]>",
    "https://evil.example www.evil.example a@evil.example @octocat #12",
    "{0} {{x}} %s %00 \x01\x1b[31m\x7f",
    "\xEF\xBF\xBE\xEF\xBF\xBF \xff\xfe \xC2\x9B \xE2\x80\xAE",
    "../../..",
    " ",
    "…日本語 🎧",
};

model::Review awkward_review() {
  model::Review review = sample_review();
  std::size_t next = 0;
  const auto text = [&] { return awkward[next++ % std::size(awkward)]; };
  review.status.instance_alias = text() + text();
  for (auto& document : review.documents) {
    for (auto& finding : document.findings) {
      for (std::string* one :
           {&finding.title, &finding.why, &finding.headline, &finding.resource.name, &finding.resource.key,
            &finding.observed, &finding.limit, &finding.evidence, &finding.remedy, &finding.action, &finding.command}) {
        *one = text();
      }
      finding.check_id += std::to_string(next % std::size(awkward));  // few of a check, so that Markdown shows them all
      if (finding.status == model::Status::not_assessed) finding.reason = finding.permission = text();
    }
  }
  return review;
}

// Longer than any format takes.
model::Review long_review() {
  model::Review review = sample_review();
  std::string text;
  for (int n = 0; n < 6000; ++n) text += n % 7 == 0 ? "日 " : "x";
  for (auto& document : review.documents) {
    for (auto& finding : document.findings) {
      for (std::string* one :
           {&finding.title, &finding.why, &finding.headline, &finding.resource.name, &finding.observed, &finding.limit,
            &finding.evidence, &finding.remedy, &finding.action, &finding.command, &finding.reason}) {
        *one = text;
      }
    }
  }
  return review;
}

model::Review healthy_review() {
  model::Review review = sample_review();
  review.status.status = model::ReviewStatus::completed;
  for (auto& document : review.documents) {
    document.status = model::DocumentStatus::complete;
    std::erase_if(document.findings, [](const auto& finding) { return finding.status != model::Status::pass; });
  }
  return review;
}

model::Review review_of_another() {
  model::Review review = sample_review();
  review.status.review_id = "20261117-090000";
  review.status.instance_alias = "lighthouse";
  review.status.instance_arn = "arn:aws-us-gov:connect:us-gov-west-1:444455556666:instance/lighthouse";
  for (auto& document : review.documents) {
    for (auto& finding : document.findings) finding.id[0] = finding.id[0] == 'f' ? '0' : 'f';
  }
  return review;
}

void write(const fs::path& directory, const std::string& name, const std::vector<model::Review>& reviews) {
  for (const Writer& writer : writers()) {
    if (writer.format == "html") continue;  // tests/web opens it
    std::string bytes;
    writer.write(reviews, [&](std::string_view piece) { bytes += piece; });
    std::ofstream(directory / (name + "." + std::string(writer.extension)), std::ios::binary) << bytes;
    EXPECT_EQ(fs::file_size(directory / (name + "." + std::string(writer.extension))), bytes.size());
  }
}

TEST(Reports, AreWrittenForOtherPrograms) {
  const fakes::TemporaryDirectory temporary;
  const char* const wanted = std::getenv("REPORTS_DIRECTORY");  // NOLINT(concurrency-mt-unsafe) nothing sets it
  const fs::path directory = wanted == nullptr ? temporary.path() : fs::path(wanted);
  write(directory, "sample", {sample_review()});
  write(directory, "healthy", {healthy_review()});
  write(directory, "denied", {denied_review()});
  write(directory, "running", {running_review()});
  write(directory, "broken", {broken_review()});
  write(directory, "hostile", {hostile_review()});
  write(directory, "awkward", {awkward_review()});
  write(directory, "long", {long_review()});
  write(directory, "several", {sample_review(), review_of_another(), broken_review()});
  write(directory, "none", {});
}

}  // namespace
}  // namespace formats
