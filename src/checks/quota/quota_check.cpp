#include "checks/quota/quota_check.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/timestamp.hpp"
#include "model/console.hpp"
#include "model/peer_quota.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::QuotaUsage;
using model::QuotaUse;

constexpr double comfortable_share = 0.7;

Status status_of(model::QuotaLevel level) {
  switch (level) {
    case model::QuotaLevel::normal: return Status::pass;
    case model::QuotaLevel::warning: return Status::warn;
    case model::QuotaLevel::critical: return Status::fail;
    case model::QuotaLevel::unknown: return Status::not_assessed;
    case model::QuotaLevel::idle: return Status::not_applicable;
  }
  return Status::not_assessed;
}

bool is_of_connect(const model::QuotaRow& row) {
  return row.service == model::quota_rows[0].service;
}

// The number of instances is a quota of the account, and so are those of other services; all others belong to the
// instance.
bool is_of_account(const model::QuotaRow& row) {
  return row.key == "instances" || !is_of_connect(row);
}

// CloudWatch's percentages are of the quota as it was at the time, which a raise leaves behind.
std::string other_percentage(const QuotaUsage& usage) {
  if (!usage.measured) return "";
  if (!usage.percentage) {
    return fmt::format(
        " CloudWatch's highest percentage, {}, is of the quota at that time, which may have been raised since.",
        words::percentage(*usage.measured));
  }
  if (!model::differs_from_measured(*usage.percentage, *usage.measured)) return "";
  return fmt::format(" CloudWatch's highest percentage, {}, is of the quota at that time and not of today's.",
                     words::percentage(*usage.measured));
}

// "104 of 100 quick connects used", "Concurrent tasks peaked at 1,970 of 2,000 on 10 Nov 09:00"
std::string headline_of(const QuotaUsage& usage) {
  const model::QuotaRow& row = *usage.row;
  if (row.use == QuotaUse::counted) {
    const std::string text = fmt::format("{} of {} used", words::number(*usage.current),
                                         words::counted(usage.limit->value, row.one, row.many));
    return usage.of.empty() ? text : headline(text + " in ", {"", "", usage.of}, "");
  }
  const std::string peak = usage.current && usage.limit ? fmt::format("{} of {}", words::number(*usage.current),
                                                                      words::number(usage.limit->value))
                                                        : words::percentage(*usage.percentage) + " of the quota";
  return fmt::format("{} peaked at {}{}", words::capitalized(std::string(row.many)), peak,
                     usage.peak_at ? " on " + words::hour(*usage.peak_at) : "");
}

// "Peak of 41.5 %, 83 at the same time", or what of it is known.
std::string peak(const QuotaUsage& usage) {
  if (!usage.percentage) return fmt::format("Peak of {} at the same time", words::number(*usage.current));
  std::string text = fmt::format("Peak of {}", words::percentage(*usage.percentage));
  if (usage.current) text += fmt::format(", {} at the same time", words::number(*usage.current));
  return text;
}

// What is known of the use, the percentage included when there is one.
std::string observed(const QuotaUsage& usage) {
  if (usage.row->use == QuotaUse::counted) {
    if (!usage.current) return "";
    if (!usage.limit || !usage.percentage) return fmt::format("{} in use.", words::number(*usage.current));
    return fmt::format("{} of {} in use: {}.", words::number(*usage.current), words::number(usage.limit->value),
                       words::percentage(*usage.percentage));
  }
  if (!usage.percentage && !usage.current) return "";
  std::string text = peak(usage);
  if (usage.peak_at) text += fmt::format(", in the hour from {}", base::to_minute_text(*usage.peak_at));
  return fmt::format("{}.{}", text, other_percentage(usage));
}

std::string limit(const QuotaUsage& usage, const model::Settings& settings) {
  std::string text;
  if (usage.limit) {
    text = fmt::format("{}, {}", words::number(usage.limit->value), title(usage.limit->source));
  } else if (usage.row->use == QuotaUse::concurrency) {
    text = "The quota that Amazon Connect measures against; its value is not known here";
  } else {
    return "";
  }
  return fmt::format("{}; a warning from {}, a failure from {}", text, words::percentage(settings.warn_percentage),
                     words::percentage(settings.fail_percentage));
}

std::string evidence(const QuotaUsage& usage, std::string_view measured) {
  std::string text = usage.how;
  if (!usage.of.empty()) text += fmt::format(" of {}", usage.of);
  if (!measured.empty()) text += fmt::format(", {}", measured);
  if (!usage.limit) return text;
  if (!text.empty()) text += "; ";
  return text + (usage.limit->source == model::LimitSource::aws_default ? "servicequotas:ListAWSDefaultServiceQuotas"
                                                                        : "servicequotas:ListServiceQuotas");
}

std::string remedy(const QuotaUsage& usage) {
  const bool counted = usage.row->use == QuotaUse::counted;
  const std::string room = counted ? "Remove what is no longer used" : "Move work away from the busiest hour";
  if (usage.limit && !usage.limit->adjustable) return fmt::format("{}: AWS does not raise this quota.", room);
  return fmt::format(
      "Ask AWS for a higher quota now: an increase takes from a few days to several weeks. {} "
      "meanwhile.",
      room);
}

// A value worth asking for, where the quota can be raised and a value can be named.
std::optional<double> desired(const QuotaUsage& usage) {
  if (!usage.limit || !usage.limit->adjustable || !usage.percentage) return std::nullopt;
  // Concurrency may have been measured without a count.
  const double used = usage.current.value_or(*usage.percentage / 100 * usage.limit->value);
  return desired_limit(used, usage.limit->value);
}

// Empty: the check's.
std::string action(const QuotaUsage& usage) {
  const model::QuotaRow& row = *usage.row;
  if (const auto more = desired(usage)) return increase_action(row, *more);
  if (!usage.limit || usage.limit->adjustable) return "";
  return row.use == QuotaUse::counted ? fmt::format("Remove unused {}", row.many)
                                      : "Move work away from the busiest hour";
}

std::string command(const Scene& scene, const QuotaUsage& usage) {
  const auto more = desired(usage);
  return more ? increase_command(scene, *usage.row, *more) : "";
}

// More in use than allowed, which a percentage does not show when the limit is 0.
bool is_over(const QuotaUsage& usage) {
  return usage.percentage.value_or(0) > 100 || (usage.limit && usage.current.value_or(0) > usage.limit->value);
}

std::string unknown_reason(const QuotaUsage& usage) {
  const bool use_is_known = usage.current && !usage.percentage;
  const std::string what = use_is_known ? "the limit is not known: " : "the use is not known: ";
  return what + (usage.gap ? usage.gap->reason : "AWS did not say");
}

Judgement judge_quota(const Scene& scene, const QuotaUsage& usage, std::string_view measured) {
  Judgement judgement;
  judgement.resource = {"quota", std::string(usage.row->key), title_of(*usage.row)};
  judgement.status = status_of(usage.level);
  // What was read only in part may be fine for that reason alone.
  if (judgement.status == Status::pass && usage.gap) judgement.status = Status::not_assessed;
  if (judgement.status == Status::not_assessed) {
    const Gap gap{usage.gap ? usage.gap->kind : model::GapKind::unavailable, unknown_reason(usage),
                  usage.gap ? usage.gap->permission : ""};
    judgement = not_assessed(judgement.resource, gap);
  }
  judgement.observed = usage.idle.empty() ? observed(usage) : usage.idle;
  if (judgement.status != Status::not_assessed && usage.percentage) {
    judgement.measured = {*usage.percentage, "percent", 100};
  }
  judgement.limit = limit(usage, scene.settings);
  judgement.evidence = evidence(usage, measured);
  judgement.console_url = model::console::quota(scene.instance, usage.row->code, usage.row->service);
  if (judgement.status == Status::warn || judgement.status == Status::fail) {
    judgement.headline = headline_of(usage);
    judgement.remedy = remedy(usage);
    judgement.action = action(usage);
    judgement.command = command(scene, usage);
    if (is_over(usage) && is_of_connect(*usage.row)) judgement.severity = Severity::critical;
  }
  if (judgement.status == Status::pass && is_starting_allowance(usage)) {
    judgement.status = Status::info;
    judgement.observed += " That is what AWS gives to every account: only another instance needs a higher quota.";
    judgement.command = command(scene, usage);
  }
  return judgement;
}

}  // namespace

Judgements judge_quotas(const Scene& scene, const std::vector<QuotaUsage>& usages, QuotaUse use,
                        std::string_view measured) {
  Judgements judgements;
  for (const auto& usage : usages) {
    if (usage.row->use == use) judgements.push_back(judge_quota(scene, usage, measured));
  }
  return judgements;
}

std::string increase_command(const Scene& scene, const model::QuotaRow& row, double desired) {
  const std::string value = std::to_string(std::llround(desired));
  if (is_of_account(row)) {
    return aws_command(scene, "service-quotas request-service-quota-increase",
                       {{"service-code", row.service}, {"quota-code", row.code}, {"desired-value", value}});
  }
  return aws_command(scene, "service-quotas request-service-quota-increase",
                     {{"service-code", row.service},
                      {"quota-code", row.code},
                      {"desired-value", value},
                      {"context-id", scene.instance.arn}});
}

std::string increase_action(const model::QuotaRow& row, double desired) {
  return fmt::format("Ask AWS for {}", words::counted(desired, row.one, row.many));
}

std::vector<Threshold> quota_thresholds(std::string_view check) {
  const model::Settings usual;
  constexpr std::string_view unit = "percent of a quota";
  return {{.check = check,
           .id = "warn_percentage",
           .value = usual.warn_percentage,
           .unit = unit,
           .what = "From here on its use is a warning.",
           .most = 100},
          {.check = check,
           .id = "fail_percentage",
           .value = usual.fail_percentage,
           .unit = unit,
           .what = "From here on its use is a failure.",
           .most = 100}};
}

double desired_limit(double current, double limit) {
  // The addend keeps 70 ÷ 0.7, a little over 100 in binary, from asking for 101.
  const double wanted = std::max(std::ceil(current / comfortable_share - 1e-9), limit + 1);
  // Two digits that say something, the second of them 0 or 5: 343 becomes 350.
  const double step = std::max(1.0, std::pow(10.0, std::floor(std::log10(wanted)) - 1) * 5);
  return std::ceil(wanted / step) * step;
}

}  // namespace checks
