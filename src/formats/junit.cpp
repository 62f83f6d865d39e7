// The JUnit report, for build servers: a suite a component, a case a finding. What needs action is a failure, what
// could not be assessed an error, what does not apply is skipped. Only members that every reader knows are written.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "base/encode.hpp"
#include "base/timestamp.hpp"
#include "formats/export.hpp"
#include "formats/flow_check.hpp"
#include "formats/html/findings.hpp"
#include "formats/writers.hpp"
#include "model/tally.hpp"
#include "words/headline.hpp"

namespace formats {
namespace {

using model::Finding;
using model::Status;

constexpr std::size_t longest = 20'000;  // characters of a text

// What pugixml writes, handed on.
struct SinkWriter : pugi::xml_writer {
  explicit SinkWriter(const Sink& to) : sink(to) {}
  void write(const void* data, std::size_t size) override { sink({static_cast<const char*>(data), size}); }
  const Sink& sink;
};

// Without what XML 1.0 cannot hold, whatever escapes it: control characters, U+FFFE and U+FFFF.
std::string xml_text(std::string_view raw) {
  std::string text = base::printable(raw, longest);
  for (const std::string_view one : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = text.find(one); at != std::string::npos; at = text.find(one, at)) text.erase(at, one.size());
  }
  return text;
}

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(value).c_str());
}

struct Counts {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;

  explicit Counts(const model::Tally& tally)
      : tests(tally.total()),
        failures(tally.of(Status::fail) + tally.of(Status::warn)),
        errors(tally.of(Status::not_assessed)),
        skipped(tally.of(Status::not_applicable) + tally.muted()) {}
};

void set_counts(pugi::xml_node node, const model::Tally& tally) {
  const Counts counts(tally);
  node.append_attribute("tests").set_value(counts.tests);
  node.append_attribute("failures").set_value(counts.failures);
  node.append_attribute("errors").set_value(counts.errors);
  node.append_attribute("skipped").set_value(counts.skipped);
  node.append_attribute("time").set_value("0");
}

// Some readers show nothing but the text of a failure: it says all.
std::string details(const Finding& finding) {
  std::string text = words::headline(finding);
  const std::pair<const char*, std::string> lines[] = {{"Severity", std::string(model::title(finding.severity))},
                                                       {"Resource", resource_name(finding.resource)},
                                                       {"Observed", finding.observed},
                                                       {"Limit", finding.limit},
                                                       {"Reason", finding.reason},
                                                       {"Permission", finding.permission},
                                                       {"To do", finding.remedy},
                                                       {"Command", finding.command},
                                                       {"Console", finding.console_url},
                                                       {"Known by", finding.evidence},
                                                       {"Finding", finding.id}};
  for (const auto& [name, value] : lines) {
    if (!value.empty()) text += fmt::format("\n{}: {}", name, value);
  }
  return text;
}

void add_problem(pugi::xml_node test, const char* element, const Finding& finding) {
  pugi::xml_node problem = test.append_child(element);
  set(problem, "message", words::headline(finding));
  set(problem, "type", model::name(finding.status));
  problem.text().set(xml_text(details(finding)).c_str());
}

void add_muted(pugi::xml_node test, const Finding& finding) {
  set(test.append_child("skipped"), "message",
      fmt::format("{} ({})", words::headline(finding), words::muted(*finding.muted)));
}

void add_result(pugi::xml_node test, const Finding& finding) {
  if (finding.muted) return add_muted(test, finding);
  switch (finding.status) {
    case Status::fail:
    case Status::warn: return add_problem(test, "failure", finding);
    case Status::not_assessed: return add_problem(test, "error", finding);
    case Status::not_applicable: return set(test.append_child("skipped"), "message", words::headline(finding));
    case Status::pass:
    case Status::info: return;
  }
}

// Class name and name tell cases apart: GitLab drops what has both in common with another one.
class Cases {
 public:
  void add(pugi::xml_node suite, const Export& review, const Finding& finding) {
    const std::string class_name = fmt::format("{}.{}.{}", review.instance_name, finding.component, finding.check_id);
    std::string name = fmt::format("{}: {}", finding.title, resource_name(finding.resource));
    for (const std::string& more : {finding.id, review.review_id}) {
      if (names_.insert({class_name, name}).second) break;
      name += fmt::format(" ({})", more);
    }
    pugi::xml_node test = suite.append_child("testcase");
    set(test, "classname", class_name);
    set(test, "name", name);
    test.append_attribute("time").set_value("0");
    add_result(test, finding);
  }

 private:
  std::set<std::pair<std::string, std::string>> names_;
};

void add_suites(pugi::xml_node root, const Export& review, Cases& cases) {
  std::map<std::string, std::vector<const Finding*>> by_component;
  for (const Finding& finding : review.findings) by_component[finding.component].push_back(&finding);
  for (const auto& [component, findings] : by_component) {
    model::Tally tally;
    for (const Finding* finding : findings) tally.add(*finding);
    pugi::xml_node suite = root.append_child("testsuite");
    set(suite, "name", fmt::format("{} {}", review.instance_name, component));
    set_counts(suite, tally);
    // The format has no place for a time zone.
    set(suite, "timestamp", base::to_iso8601(review.time_of(*findings.front())).substr(0, 19));
    for (const Finding* finding : findings) cases.add(suite, review, *finding);
  }
}

// The root of a new document.
pugi::xml_node root_of(pugi::xml_document& document) {
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  pugi::xml_node root = document.append_child("testsuites");
  set(root, "name", "connect-ops-review");
  return root;
}

// What a check says of a flow in a file; nullptr: nothing is wrong.
const FlowFinding* found_in(const FlowCheck& check, std::string_view file, std::string_view check_id) {
  const auto found = std::ranges::find_if(check.findings, [&](const FlowFinding& one) {
    return one.finding.resource.key == file && one.finding.check_id == check_id;
  });
  return found == check.findings.end() ? nullptr : &*found;
}

// A flow's cases: each check, and what is not known of it.
class FlowSuite {
 public:
  FlowSuite(pugi::xml_node root, const FlowCheck& check, const CheckedFlow& flow, model::Tally& all)
      : suite_(root.append_child("testsuite")), flow_(flow), all_(all) {
    set(suite_, "name", flow.file);
    if (flow.is_read) {
      for (const MadeCheck& made : check.checks) add(made, found_in(check, flow.file, made.id));
    }
    for (const FlowFinding& found : check.findings) {
      const bool is_of_file = found.finding.resource.key == flow.file;
      if (is_of_file && found.finding.status == Status::not_assessed) add_unknown(found);
    }
    set_counts(suite_, tally_);
    set(suite_, "timestamp", base::to_iso8601(check.time).substr(0, 19));
  }

 private:
  void note(const Finding& finding) {
    tally_.add(finding);
    all_.add(finding);
  }

  pugi::xml_node add_case(std::string_view id, std::string_view title) {
    pugi::xml_node test = suite_.append_child("testcase");
    set(test, "classname", fmt::format("{}.{}", flow_.file, id));
    set(test, "name", fmt::format("{}: {}", title, flow_.name));
    set(test, "file", flow_.file);
    test.append_attribute("time").set_value("0");
    return test;
  }

  void add_found(pugi::xml_node test, const FlowFinding& found) {
    Finding finding = found.finding;
    for (const FlowBlock& block : found.blocks) {
      finding.observed += fmt::format("\n{}:{}: {}", flow_.file, block.place.line, block.problem);
    }
    note(finding);
    add_result(test, finding);
  }

  void add(const MadeCheck& made, const FlowFinding* found) {
    pugi::xml_node test = add_case(made.id, made.title);
    if (found != nullptr) return add_found(test, *found);
    Finding fine;
    fine.status = made.follows_contacts && !flow_.is_reached ? Status::not_applicable : Status::pass;
    note(fine);
    if (fine.status == Status::pass) return;
    set(test.append_child("skipped"), "message", "no caller is known to come here from a flow that callers come in by");
  }

  void add_unknown(const FlowFinding& found) {
    add_found(add_case(found.finding.check_id, found.finding.title), found);
  }

  pugi::xml_node suite_;
  const CheckedFlow& flow_;
  model::Tally& all_;
  model::Tally tally_;
};

}  // namespace

void junit(const FlowCheck& check, const Sink& sink) {
  pugi::xml_document document;
  pugi::xml_node root = root_of(document);
  model::Tally all;
  for (const CheckedFlow& flow : check.flows) FlowSuite(root, check, flow, all);
  set_counts(root, all);
  SinkWriter writer(sink);
  document.save(writer, " ");
}

void junit(std::span<const model::Review> reviews, const Sink& sink) {
  pugi::xml_document document;
  pugi::xml_node root = root_of(document);
  std::vector<Export> exports;
  model::Tally all;
  for (const model::Review& review : reviews) {
    exports.push_back(exported(review));
    for (const Finding& finding : exports.back().findings) all.add(finding);
  }
  set_counts(root, all);
  Cases cases;
  for (const Export& review : exports) add_suites(root, review, cases);
  SinkWriter writer(sink);
  document.save(writer, " ");
}

}  // namespace formats
