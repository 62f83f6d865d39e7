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

int list(const Session& session) {
  if (session.arguments.json) {
    print_data(app::operation_catalogue().dump());
    return exit_done;
  }
  for (const aws::Operation* operation : aws::operations()) {
    const auto datasets = app::datasets_of(*operation);
    print(fmt::format("{:<15} {:<32} {:<42} {:<6} {}", operation->service.name, operation->name,
                      aws::action(*operation), rate_text(operation->rate),
                      datasets.empty() ? "-" : fmt::format("{}", fmt::join(datasets, ", "))));
  }
  return exit_done;
}

}  // namespace

const Command checks_operations_command = {"checks operations",
                                           "List what AWS may be asked, how often, and for which dataset",
                                           {},
                                           {},
                                           {"json"},
                                           "  connect-ops-review checks operations\n"
                                           "  connect-ops-review checks operations --json",
                                           list};

}  // namespace cli
