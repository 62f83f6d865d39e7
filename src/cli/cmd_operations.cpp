#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/operation_catalogue.hpp"
#include "aws/operations/all.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

std::string rate_text(const aws::Rate& rate) {
  return rate.per_second == 0 ? "-" : fmt::format("{:g}/s", rate.per_second);
}

int list_operations(const Session& session) {
  if (session.arguments.json) {
    print_data(app::operation_catalogue().dump());
    return exit_done;
  }
  constexpr const char* row = "{:<15} {:<40} {:<42} {:<6} {}";
  print(fmt::format(row, "SERVICE", "OPERATION", "PERMISSION", "RATE", "DATASETS"));
  for (const aws::Operation* operation : aws::operations()) {
    const auto datasets = app::datasets_of(*operation);
    print(fmt::format(row, operation->service.name, operation->name, aws::action(*operation),
                      rate_text(operation->rate),
                      datasets.empty() ? "-" : fmt::format("{}", fmt::join(datasets, ", "))));
  }
  return exit_done;
}

}  // namespace

const Command checks_operations_command = {"checks operations",
                                           "List what AWS is asked, how often at most, and for which dataset",
                                           {},
                                           {},
                                           {"json"},
                                           "  connect-ops-review checks operations\n"
                                           "  connect-ops-review checks operations --json",
                                           list_operations};

}  // namespace cli
