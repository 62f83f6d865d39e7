#include <fmt/format.h>

#include "aws/operations/cloudwatch.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::Dashboard;
using model::Dashboards;
using model::Gap;
using nlohmann::json;

constexpr std::size_t most_dashboards = 50;  // that are asked for one by one

Dashboards listed_dashboards(Source& source) {
  const auto& operation = aws::cloudwatch::list_dashboards;
  Dashboards dashboards;
  aws::for_each_item(source.client, operation, json::object(),
                     [&](const json& item) { dashboards.try_emplace(needed(item, "DashboardName", operation)); });
  return dashboards;
}

Dashboard read_dashboard(Source& source, const std::string& name) {
  const json answer = source.client.call(aws::cloudwatch::get_dashboard, {{"DashboardName", name}});
  const auto shows =
      model::shows_instance(base::read::text(answer, "DashboardBody"), source.given.instance_ref.instance_id);
  if (shows) return {*shows, {}};
  return {false, Gap{model::GapKind::malformed, "AWS answered no body of a dashboard", ""}};
}

Dataset<Dashboards> fetch_dashboards(Source& source) {
  Dashboards dashboards = listed_dashboards(source);
  ItemGaps gaps(ItemGaps::Permission::its_own);
  std::size_t asked = 0;
  for (auto& [name, dashboard] : dashboards) {
    if (++asked > most_dashboards) {
      dashboard.gap = Gap{model::GapKind::not_supported,
                          fmt::format("no more than {} of {} are asked for", most_dashboards, dashboards.size()), ""};
    } else if (auto gap = gaps.of([&] { dashboard = read_dashboard(source, name); })) {
      dashboard.gap = std::move(gap);
    }
  }
  return gaps.dataset(std::move(dashboards), "dashboards");
}

}  // namespace

const Collector collectors::dashboards = collector<&Inventory::dashboards, fetch_dashboards>(
    "observability", {&aws::cloudwatch::list_dashboards, &aws::cloudwatch::get_dashboard}, Asks::each_item);

}  // namespace collect
