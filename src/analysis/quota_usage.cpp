#include "analysis/quota_usage.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <span>

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
  std::string_view contacts;  // what they count
};

constexpr ConcurrencyMetric concurrency_metrics[] = {
    {"concurrent_calls", "ConcurrentCallsPercentage", "ConcurrentCalls", "calls"},
    {"concurrent_chats", "ConcurrentActiveChatsPercentage", "ConcurrentActiveChats", "chats"},
    {"concurrent_tasks", "ConcurrentTasksPercentage", "ConcurrentTasks", "tasks"},
    {"concurrent_emails", "ConcurrentEmailsPercentage", "ConcurrentEmails", "e-mails"},
    {"concurrent_campaign_calls", "ConcurrentHighVolumeCallsPercentage", "ConcurrentHighVolumeCalls", "campaign calls"},
};

const ConcurrencyMetric& metric_of(std::string_view key) {
  return *std::ranges::find(concurrency_metrics, key, &ConcurrencyMetric::key);
}

const model::MetricSeries* highest(const model::Metrics& metrics, std::string_view name) {
  return find(metrics, name, "Maximum");
}

std::optional<model::MetricPoint> peak_percentage(const model::MetricSeries* series) {
  auto highest = peak(series);
  if (highest && series->row->unit == model::MetricUnit::fraction) highest->value *= 100;
  return highest;
}

// Why the instance has no use for the quota: its feature is switched off, or CloudWatch answered in full and holds
// nothing.
std::string why_idle(const ConcurrencyMetric& names, const model::Dataset<model::Metrics>& metrics,
                     const model::Dataset<model::InstanceAttributes>& attributes) {
  const bool is_of_campaigns = names.key == "concurrent_campaign_calls";
  if (is_of_campaigns && attributes.known() && model::attribute(*attributes.value, "HIGH_VOLUME_OUTBOUND") == false) {
    return "Outbound campaigns are switched off for this instance: HIGH_VOLUME_OUTBOUND is false.";
  }
  if (!metrics.known()) return "";
  for (const auto metric : {names.count, names.percentage}) {
    if (!is_silent(*metrics.value, metric, "Maximum")) return "";
  }
  return fmt::format("CloudWatch holds no {} in this time; it publishes {} only while there are some.", names.contacts,
                     names.count);
}

Gap no_data(const model::MetricSeries* series, std::string_view name) {
  if (series != nullptr && series->gap) return *series->gap;
  return {GapKind::not_supported,
          fmt::format("CloudWatch has no data for {} in the window, and no data is not zero", name), ""};
}

// A raise of the quota makes CloudWatch's older percentages too high, so the highest count is held against today's
// limit. AWS's default is today's limit unless CloudWatch measured against another: not every limit that AWS applied is
// listed. `unread` is why not all limits were read: then a count has nothing to be held against.
void measure_concurrency(const ConcurrencyMetric& names, const model::Dataset<model::Metrics>& metrics,
                         const std::optional<Gap>& unread, QuotaUsage& usage) {
  usage.how = fmt::format("CloudWatch AWS/Connect {} and {}, hourly maximum", names.count, names.percentage);
  if (!metrics.known()) {
    usage.gap = metrics.gap;
    return;
  }
  const auto* percentages = highest(*metrics.value, names.percentage);
  const auto* counts = highest(*metrics.value, names.count);
  const auto measured = peak_percentage(percentages);
  const auto count = peak(counts);
  // The highest value of a part may be passed by the rest: it stands only where the gap says so.
  if (measured && !percentages->gap) usage.measured = measured->value;
  if (count && !counts->gap) usage.current = count->value;

  std::optional<double> of_today;
  if (count && usage.limit) of_today = model::percentage_of(count->value, usage.limit->value);
  const bool is_default = usage.limit && usage.limit->source == model::LimitSource::aws_default;
  if (is_default && of_today && measured && model::differs_from_measured(*of_today, measured->value)) {
    usage.limit.reset();
    of_today.reset();
  }
  const bool count_is_cut = counts != nullptr && counts->gap;
  const bool percentage_is_whole = measured && !percentages->gap;
  if (of_today && !(count_is_cut && percentage_is_whole)) {
    usage.percentage = of_today;
    usage.current = count->value;
    usage.peak_at = count->at;
    usage.gap = counts->gap;
  } else if (count && unread) {
    usage.current = count->value;
    usage.peak_at = count->at;
    usage.gap = unread;
  } else if (measured) {
    usage.percentage = usage.measured = measured->value;
    usage.peak_at = measured->at;
    usage.gap = percentages->gap;
  } else {
    usage.gap = no_data(percentages, names.percentage);
  }
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
  usage.of = found->second.of;
  if (!found->second.value) {
    usage.gap = found->second.gap;
    return;
  }
  usage.current = double(*found->second.value);
  usage.gap = found->second.gap;
  if (usage.limit) {
    usage.percentage = model::percentage_of(*usage.current, usage.limit->value);
  } else {
    usage.gap = no_limit;
  }
}

model::QuotaLevel level_of(const QuotaUsage& usage, const model::Settings& settings) {
  if (!usage.idle.empty()) return model::QuotaLevel::idle;
  if (is_starting_allowance(usage)) return model::QuotaLevel::normal;
  const auto level = quota_level(usage.percentage, settings);
  return usage.gap && level == model::QuotaLevel::normal ? model::QuotaLevel::unknown : level;
}

// Those of Cases have names of their own: "CreateCase rate quota".
bool is_rate(const model::ServiceQuota& quota) {
  return !quota.operation.empty() || quota.name.starts_with("Rate of ") || quota.name.ends_with(" rate quota") ||
         quota.name.ends_with(" burst quota");
}

bool is_of_a_row(const model::ServiceQuota& quota, std::span<const model::QuotaRow> rows) {
  return std::ranges::any_of(rows, [&](const model::QuotaRow& row) {
    return row.code == quota.code || model::is_same_name(row.name, quota.name);
  });
}

// Those of one service's quotas that are neither of `rows` nor rates, by name.
std::vector<UncountedLimit> uncounted(const model::ServiceQuotas& quotas, std::span<const model::QuotaRow> rows,
                                      std::string_view instance_arn) {
  std::map<std::string, UncountedLimit> by_code;
  for (const auto* list : {&quotas.applied, &quotas.defaults}) {
    for (const model::ServiceQuota& quota : *list) {
      if (is_rate(quota) || is_of_a_row(quota, rows) || by_code.contains(quota.code)) continue;
      const model::QuotaRow row{"", quota.code, quota.name, model::QuotaUse::counted, "", "", rows.front().service};
      const auto limit = effective_limit(quotas, row, instance_arn);
      if (limit) by_code[quota.code] = {quota.code, title_of(row), *limit};
    }
  }
  std::vector<UncountedLimit> all;
  for (auto& [code, limit] : by_code) all.push_back(std::move(limit));
  std::ranges::stable_sort(all, {}, &UncountedLimit::name);
  return all;
}

QuotaUsage peer_quota(const model::Scene& scene, const model::QuotaRow& row, const model::PeerService& service) {
  QuotaUsage usage;
  usage.row = &row;
  usage.gap = service.gap;
  if (service.is_used.value_or(false)) {
    usage.limit = effective_limit(service.quotas, row, "");
    measure_count(model::Dataset<model::Counts>::of(service.counts), service.quotas_gap, usage);
    // Not every Region has each of them, and to a count without a limit nobody can hold anything.
    if (!usage.limit && !service.quotas_gap) usage.idle = "Service Quotas lists no such quota in this Region.";
  }
  usage.level = level_of(usage, scene.settings);
  return usage;
}

}  // namespace

std::vector<QuotaUsage> quota_usage(const model::Scene& scene, const model::Dataset<model::ServiceQuotas>& quotas,
                                    const model::Dataset<model::Counts>& counts,
                                    const model::Dataset<model::Metrics>& metrics,
                                    const model::Dataset<model::InstanceAttributes>& attributes) {
  // Of what could be read only in part, nobody can say that it is not listed.
  const auto no_limit =
      quotas.complete() ? Gap{GapKind::not_supported, "Service Quotas lists no limit for this quota", ""} : quotas.gap;
  std::vector<QuotaUsage> all;
  for (const model::QuotaRow& row : model::quota_rows) {
    QuotaUsage usage;
    usage.row = &row;
    if (quotas.known()) usage.limit = effective_limit(*quotas.value, row, scene.instance.arn);
    if (row.use == model::QuotaUse::concurrency) {
      const auto& names = metric_of(row.key);
      measure_concurrency(names, metrics, quotas.gap, usage);
      if (!usage.current && !usage.percentage) usage.idle = why_idle(names, metrics, attributes);
    } else {
      measure_count(counts, no_limit, usage);
    }
    usage.level = level_of(usage, scene.settings);
    all.push_back(std::move(usage));
  }
  return all;
}

std::vector<QuotaUsage> peer_usage(const model::Scene& scene, const model::Dataset<model::PeerServices>& services) {
  std::vector<QuotaUsage> all;
  const auto add = [&](const model::PeerRow& peer, const model::PeerService& service) {
    for (const model::QuotaRow& row : peer.quotas) all.push_back(peer_quota(scene, row, service));
  };
  for (const model::PeerRow& peer : model::peer_rows) {
    if (!services.known()) {
      model::PeerService unread;
      unread.gap = services.gap;
      add(peer, unread);
      continue;
    }
    const auto found = std::ranges::find(*services.value, peer.service, &model::PeerService::service);
    if (found != services.value->end() && found->is_used != false) add(peer, *found);
  }
  return all;
}

std::vector<UncountedLimit> uncounted_limits(const model::Scene& scene,
                                             const model::Dataset<model::ServiceQuotas>& quotas) {
  return quotas.known() ? uncounted(*quotas.value, model::quota_rows, scene.instance.arn)
                        : std::vector<UncountedLimit>();
}

std::vector<UncountedLimit> uncounted_limits(const model::Dataset<model::PeerServices>& services) {
  std::vector<UncountedLimit> all;
  if (!services.known()) return all;
  for (const model::PeerRow& peer : model::peer_rows) {
    const auto found = std::ranges::find(*services.value, peer.service, &model::PeerService::service);
    if (found == services.value->end()) continue;
    auto of_service = uncounted(found->quotas, peer.quotas, "");
    std::ranges::move(of_service, std::back_inserter(all));
  }
  return all;
}

}  // namespace analysis
