#include "model/inventory.hpp"

#include <algorithm>
#include <array>

namespace model {
namespace {

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
  return *std::find_if(std::begin(concurrency_metrics), std::end(concurrency_metrics),
                       [&](const auto& one) { return one.key == key; });
}

void measure_concurrency(const Inventory& inventory, QuotaUsage& usage) {
  const auto& names = metric_of(usage.row->key);
  usage.how = "CloudWatch AWS/Connect " + std::string(names.percentage) + ", hourly maximum";
  if (!inventory.metrics.known()) {
    usage.gap = inventory.metrics.gap;
    return;
  }
  const auto* series = find(*inventory.metrics.value, names.percentage, "Maximum");
  const auto highest = peak(series);
  if (!highest) {
    usage.gap = series != nullptr && series->gap ? series->gap
                                                 : Gap{GapKind::not_supported,
                                                       "CloudWatch has no data for " + std::string(names.percentage) +
                                                           " in the window, and no data is not zero",
                                                       ""};
    return;
  }
  usage.percentage = series->row->unit == MetricUnit::fraction ? highest->value * 100 : highest->value;
  usage.peak_at = highest->at;
  usage.gap = series->gap;  // a peak of part of the data may be passed by the rest
  if (const auto count = peak(find(*inventory.metrics.value, names.count, "Maximum"))) usage.current = count->value;
}

void measure_count(const Inventory& inventory, QuotaUsage& usage) {
  if (!inventory.counts.known()) {
    usage.gap = inventory.counts.gap;
    return;
  }
  const auto found = inventory.counts.value->find(usage.row->key);
  if (found == inventory.counts.value->end()) {
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
    usage.percentage = percentage_of(*usage.current, usage.limit->value);
  } else if (inventory.quotas.known()) {
    usage.gap = Gap{GapKind::not_supported, "Service Quotas lists no limit for it", ""};
  } else {
    usage.gap = inventory.quotas.gap;
  }
}

}  // namespace

std::string display_name(const Inventory& inventory) {
  if (inventory.instance.known() && !inventory.instance.value->alias.empty()) return inventory.instance.value->alias;
  return inventory.instance_ref.instance_id;
}

std::vector<QuotaUsage> quota_usage(const Inventory& inventory) {
  std::vector<QuotaUsage> all;
  for (const QuotaRow& row : quota_rows) {
    QuotaUsage usage;
    usage.row = &row;
    if (inventory.quotas.known())
      usage.limit = effective_limit(*inventory.quotas.value, row, inventory.instance_ref.arn);
    if (row.use == QuotaUse::concurrency) {
      measure_concurrency(inventory, usage);
    } else {
      measure_count(inventory, usage);
    }
    usage.level = quota_level(usage.percentage, inventory.settings);
    all.push_back(std::move(usage));
  }
  return all;
}

}  // namespace model
