#include "model/quota.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace model {
namespace {

bool same_code(const ServiceQuota& quota, const QuotaRow& row) {
  return quota.code == row.code;
}
bool same_name(const ServiceQuota& quota, const QuotaRow& row) {
  return is_same_name(quota.name, row.name);
}

// "aliases" and "alias", "statuses" and "status", "queues" and "queue": what is left is no word, but the same for both.
std::string singular(std::string word) {
  if (word.ends_with("es")) word.resize(word.size() - 2);
  while (word.ends_with('s') || word.ends_with('e')) word.pop_back();
  return word;
}

// The words of a name, each in lower case and in the singular, between spaces.
std::string plain_name(std::string_view name) {
  std::string plain, word;
  const auto end_word = [&] {
    if (!word.empty()) plain += singular(std::exchange(word, "")) + ' ';
  };
  for (const char c : name) {
    if (c == ' ') {
      end_word();
    } else {
      word += base::lower(c);
    }
  }
  end_word();
  return plain;
}

using Match = bool (*)(const ServiceQuota&, const QuotaRow&);

// The quota of one level: `context` is an instance's ARN, or empty for the account.
const ServiceQuota* at_level(const std::vector<ServiceQuota>& quotas, const QuotaRow& row, std::string_view context,
                             Match match) {
  const auto found = std::ranges::find_if(quotas, [&](const ServiceQuota& quota) {
    return match(quota, row) && quota.context_id == context && std::isfinite(quota.value) && quota.value >= 0;
  });
  return found == quotas.end() ? nullptr : &*found;
}

std::optional<Limit> limit_by(const ServiceQuotas& quotas, const QuotaRow& row, std::string_view instance_arn,
                              Match match) {
  const auto* of_instance = instance_arn.empty() ? nullptr : at_level(quotas.applied, row, instance_arn, match);
  if (const auto* quota = of_instance) {
    return Limit{quota->value, LimitSource::instance_applied, quota->adjustable};
  }
  if (const auto* quota = at_level(quotas.applied, row, "", match)) {
    return Limit{quota->value, LimitSource::account_applied, quota->adjustable};
  }
  if (const auto* quota = at_level(quotas.defaults, row, "", match)) {
    return Limit{quota->value, LimitSource::aws_default, quota->adjustable};
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(LimitSource source) {
  switch (source) {
    case LimitSource::instance_applied: return "instance_applied";
    case LimitSource::account_applied: return "account_applied";
    case LimitSource::aws_default: return "aws_default";
  }
  return "";
}

std::string_view title(LimitSource source) {
  switch (source) {
    case LimitSource::instance_applied: return "applied to this instance";
    case LimitSource::account_applied: return "applied to the account";
    case LimitSource::aws_default: return "AWS default";
  }
  return "";
}

bool is_same_name(std::string_view a, std::string_view b) {
  return plain_name(a) == plain_name(b);
}

bool is_starting_allowance(const QuotaUsage& usage) {
  return usage.row->key == "instances" && usage.limit && usage.limit->source == LimitSource::aws_default &&
         usage.current.value_or(0) >= usage.limit->value;
}

std::optional<Limit> effective_limit(const ServiceQuotas& quotas, const QuotaRow& row, std::string_view instance_arn) {
  if (auto limit = limit_by(quotas, row, instance_arn, same_code)) return limit;
  return limit_by(quotas, row, instance_arn, same_name);
}

std::string_view name(QuotaLevel level) {
  switch (level) {
    case QuotaLevel::normal: return "normal";
    case QuotaLevel::warning: return "warning";
    case QuotaLevel::critical: return "critical";
    case QuotaLevel::unknown: return "unknown";
    case QuotaLevel::idle: return "idle";
  }
  return "unknown";
}

double percentage_of(double current, double limit) {
  if (limit > 0) return 100 * current / limit;  // in this order, 58 of 100 is 58 % and not a little less
  return current > 0 ? 100 * current : 0;
}

bool differs_from_measured(double percentage, double measured) {
  return std::abs(percentage - measured) > 1;
}

QuotaLevel quota_level(std::optional<double> percentage, const Settings& settings) {
  if (!percentage) return QuotaLevel::unknown;
  if (*percentage >= settings.fail_percentage) return QuotaLevel::critical;
  if (*percentage >= settings.warn_percentage) return QuotaLevel::warning;
  return QuotaLevel::normal;
}

}  // namespace model
