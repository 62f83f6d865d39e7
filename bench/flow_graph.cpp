// Times what is derived from the flows of a large instance: bench/flow_graph.py builds and runs it.
#include "analysis/flow_graph.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <random>
#include <string>
#include <vector>

#include "analysis/flow_circles.hpp"
#include "analysis/flow_languages.hpp"
#include "analysis/flow_states.hpp"
#include "collect/flow/language.hpp"

namespace {

constexpr int flow_count = 1500, module_count = 100, action_count = 150, runs = 9;

std::string id(int number) {
  return fmt::format("{0:08x}-aaaa-4bbb-8ccc-{0:012x}", number);
}

// One in fifteen, near the flow of that number.
int queue_flow(int number) {
  return number - number % 15 + 7;
}

// A block as flows of people have them: five kinds by turns, most ways lead on to the next few blocks, some lead back.
std::string block(std::mt19937& random, int number, bool is_module) {
  static const char* const types[] = {"MessageParticipant", "InvokeLambdaFunction", "UpdateContactAttributes",
                                      "UpdateContactTargetQueue", "GetParticipantInput"};
  const auto near = [&] { return id(std::clamp(number + int(random() % 8) - 2, 0, action_count - 1)); };
  const std::string end = id(action_count - 1);
  if (number == action_count - 1) {
    return fmt::format(R"({{"Identifier": "{}", "Type": "{}", "Parameters": {{}}, "Transitions": {{}}}})", end,
                       is_module ? "EndFlowModuleExecution" : "DisconnectParticipant");
  }
  std::string type = types[random() % 5], parameters = R"("Text": "Welcome", "StoreInput": "False")";
  if (number % 50 == 49) {
    type = "TransferToFlow";
    parameters = fmt::format(R"("ContactFlowId": "{}")", id(int(random() % flow_count)));
  } else if (number % 40 == 39) {
    type = "InvokeFlowModule";
    parameters = fmt::format(R"("FlowModuleId": "{}")", id(int(random() % module_count)));
  } else if (number % 30 == 17) {
    type = "UpdateContactEventHooks";
    parameters = fmt::format(R"("EventHooks": {{"CustomerQueue": "{}"}})", id(queue_flow(int(random() % flow_count))));
  } else if (number % 45 == 44) {
    type = "TransferContactToQueue";
  } else if (number % 40 == 3 && type == "UpdateContactAttributes") {
    static const char* const languages[] = {"de-DE", "en-GB", "fr-FR", "nl-NL"};
    type = "UpdateContactData";
    parameters = fmt::format(R"("LanguageCode": "{}")", languages[number / 40]);
  } else if (number % 60 == 59) {
    type = "CreateCallbackContact";
  } else if (number == 0 && random() % 2 == 0) {
    type = "UpdateFlowLoggingBehavior";
    parameters = R"("FlowLoggingBehavior": "Enabled")";
  }
  return fmt::format(
      R"({{"Identifier": "{}", "Type": "{}", "Parameters": {{{}}}, "Transitions": {{"NextAction": "{}",
          "Errors": [{{"ErrorType": "NoMatchingError", "NextAction": "{}"}}],
          "Conditions": [{{"NextAction": "{}", "Condition": {{"Operator": "Equals", "Operands": ["1"]}}}}]}}}})",
      id(number), type, parameters, id(number + 1), end, near());
}

std::string content(std::mt19937& random, bool is_module) {
  std::string blocks;
  for (int number = 0; number < action_count; ++number) {
    blocks += (number == 0 ? "" : ", ") + block(random, number, is_module);
  }
  return fmt::format(R"({{"Version": "2019-10-30", "StartAction": "{}", "Actions": [{}]}})", id(0), blocks);
}

struct Kind {
  model::FlowSummaries list;
  std::vector<std::string> texts;

  Kind(std::mt19937& random, int count, bool is_module) {
    for (int number = 0; number < count; ++number) {
      const char* type = number == queue_flow(number) ? "CUSTOMER_QUEUE" : "CONTACT_FLOW";
      list.push_back(
          {id(number), "", fmt::format("Flow {}", number), is_module ? "MODULE" : type, "ACTIVE", "PUBLISHED"});
      texts.push_back(content(random, is_module));
    }
  }

  model::FlowContents contents() const {
    model::FlowContents contents;
    for (std::size_t i = 0; i < list.size(); ++i) {
      contents[list[i].id] = {collect::parse_flow_content(texts[i]), "PUBLISHED", "", std::nullopt};
    }
    return contents;
  }
};

template <typename Work>
void time(const char* what, Work&& work) {
  std::vector<double> times;
  for (int run = 0; run < runs; ++run) {
    const auto start = std::chrono::steady_clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::sort(times);
  fmt::print("{:<10} {:7.1f} ms (fastest {:.1f})\n", what, times[runs / 2], times[0]);
}

}  // namespace

int main() {
  using model::Dataset;
  std::mt19937 random(1);
  const Kind flows(random, flow_count, false), modules(random, module_count, true);
  const auto list = Dataset<model::FlowSummaries>::of(flows.list),
             module_list = Dataset<model::FlowSummaries>::of(modules.list);
  Dataset<model::FlowContents> contents, module_contents;
  std::set<std::string> entries;
  for (int number = 0; number < flow_count; number += 5) entries.insert(id(number));

  time("parse", [&] {
    contents = Dataset<model::FlowContents>::of(flows.contents());
    module_contents = Dataset<model::FlowContents>::of(modules.contents());
  });
  const auto made = [&] { return analysis::InstanceGraph(list, contents, module_list, module_contents, entries); };
  time("graph", [&] { made(); });
  const analysis::InstanceGraph graph = made();
  std::size_t reached = 0, circles = 0, spoken = 0;
  time("states", [&] {
    const auto arrivals = analysis::contact_states(graph).arrivals;
    reached = std::size_t(std::ranges::count_if(arrivals, [](const auto& one) { return one.surely != 0; }));
  });
  time("languages", [&] {
    const auto arrivals = analysis::FlowLanguages(graph).arrivals({});
    spoken = std::size_t(std::ranges::count_if(arrivals, [](const auto& one) { return (one.surely & ~1ULL) != 0; }));
  });
  time("circles", [&] { circles = analysis::endless_circles(graph).size(); });
  fmt::print("{} blocks, {} surely reached, {} in a language, {} in endless circles\n", graph.size(), reached, spoken,
             circles);
}
