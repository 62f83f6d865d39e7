#include "analysis/quota_usage.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace analysis {
namespace {

using model::Gap;
using model::GapKind;
using model::QuotaUsage;

// The percentage metric and the count metric that measure a concurrency quota.
struct ConcurrencyMetric {
  std::string_view key;  // of the quota row
  std::string_view percentage;
  std::string_view count;
};

constexpr ConcurrencyMetric concurrency_metrics[] = {
    {"concurrent_calls", "ConcurrentCallsPercentage", "ConcurrentCalls"},
    {"concurrent_chats", "ConcurrentActiveChatsPercentage", "ConcurrentActiveChats"},
    {"concurrent_tasks", "ConcurrentTasksPercentage", "ConcurrentTasks"},
    {"concurrent_emails", "ConcurrentEmailsPercentage", "ConcurrentEmails"},
    {"concurrent_campaign_calls", "ConcurrentHighVolumeCallsPercentage", "ConcurrentHighVolumeCalls"},
};

const ConcurrencyMetric& metric_of(std::string_view key) {
  return *std::ranges::find(concurrency_metrics, key, &ConcurrencyMetric::key);
}

void measure_concurrency(const model::Dataset<model::Metrics>& metrics, QuotaUsage& usage) {
  const auto& names = metric_of(usage.row->key);
  usage.how = fmt::format("CloudWatch AWS/Connect {}, hourly maximum", names.percentage);
  if (!metrics.known()) {
    usage.gap = metrics.gap;
    return;
  }
  const auto* series = find(*metrics.value, names.percentage, "Maximum");
  const auto highest = peak(series);
  if (!highest) {
    usage.gap = series != nullptr && series->gap ? series->gap
                                                 : Gap{GapKind::not_supported,
                                                       fmt::format("CloudWatch has no data for {} in the window, and "
                                                                   "no data is not zero",
                                                                   names.percentage),
                                                       ""};
    return;
  }
  usage.percentage = series->row->unit == model::MetricUnit::fraction ? highest->value * 100 : highest->value;
  usage.peak_at = highest->at;
  usage.gap = series->gap;  // a peak of part of the data may be passed by the rest
  if (const auto count = peak(find(*metrics.value, names.count, "Maximum"))) usage.current = count->value;
}

void measure_count(const model::Dataset<model::Counts>& counts, const std::optional<Gap>& no_limit, QuotaUsage& usage) {
  if (!counts.known()) {
    usage.gap = counts.gap;
    return;
  }
  const auto found = counts.value->find(usage.row->key);
  if (found == counts.value->end()) {
    usage.gap = Gap{GapKind::not_supported, "it was not counted", ""};
    return;
  }
  usage.how = found->second.how;
  if (!found->second.value) {
    usage.gap = found->second.gap;
    return;
  }
  usage.current = double(*found->second.value);
  if (usage.limit) {
    usage.percentage = model::percentage_of(*usage.current, usage.limit->value);
  } else {
    usage.gap = no_limit;
  }
}

}  // namespace

std::vector<QuotaUsage> quota_usage(const model::Scene& scene, const model::Dataset<model::ServiceQuotas>& quotas,
                                    const model::Dataset<model::Counts>& counts,
                                    const model::Dataset<model::Metrics>& metrics) {
  // Of what could be read only in part, nobody can say that it is not listed.
  const auto no_limit =
      quotas.complete() ? Gap{GapKind::not_supported, "Service Quotas lists no limit for it", ""} : quotas.gap;
  std::vector<QuotaUsage> all;
  for (const model::QuotaRow& row : model::quota_rows) {
    QuotaUsage usage;
    usage.row = &row;
    if (quotas.known()) usage.limit = effective_limit(*quotas.value, row, scene.instance.arn);
    if (row.use == model::QuotaUse::concurrency) {
      measure_concurrency(metrics, usage);
    } else {
      measure_count(counts, no_limit, usage);
    }
    usage.level = quota_level(usage.percentage, scene.settings);
    all.push_back(std::move(usage));
  }
  return all;
}

}  // namespace analysis
