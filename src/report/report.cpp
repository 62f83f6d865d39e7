#include "report/report.hpp"

#include <algorithm>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "report/writers.hpp"

namespace report {

const std::vector<Writer>& writers() {
  static const std::vector<Writer> writers = {
      {"html", "html", "text/html; charset=utf-8", html},
      {"json", "json", "application/json", json},
      {"text", "txt", "text/plain; charset=utf-8", [](const Review& review) { return text(review, false, 100); }},
  };
  return writers;
}

const Writer& writer(std::string_view format) {
  std::string known;
  for (const auto& writer : writers()) {
    if (writer.format == format) return writer;
    known += (known.empty() ? "" : ", ") + std::string(writer.format);
  }
  throw base::Error(base::ErrorKind::usage,
                    "there is no output format '" + base::printable(format, 60) + "'; there are " + known);
}

std::string file_name(std::string_view review_id, const Writer& writer) {
  return "connect-ops-review-" + std::string(review_id) + "." + std::string(writer.extension);
}

std::vector<model::Finding> all_findings(const Review& review) {
  std::vector<model::Finding> findings;
  for (const auto& document : review.documents) {
    findings.insert(findings.end(), document.findings.begin(), document.findings.end());
  }
  std::stable_sort(findings.begin(), findings.end(), model::comes_before);
  return findings;
}

}  // namespace report
