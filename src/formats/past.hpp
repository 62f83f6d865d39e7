// What stands before a review in its store: what is news in it, and how its quotas went. Whoever renders a review reads
// it from the store and hands it to the writers, which ask nobody. Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/runway.hpp"
#include "base/clock.hpp"
#include "model/quota.hpp"

namespace formats {

// The review before it of the same instance, and what changed since.
struct Since {
  std::string review_id;
  base::Time at;
  analysis::Comparison comparison;
};

// How much of one quota was in use, over the reviews up to this one.
struct QuotaCourse {
  const model::QuotaRow* row = nullptr;
  std::vector<analysis::Point> points;  // oldest first, gaps among them; the last one is this review's
  analysis::Runway runway;
};

struct Past {
  std::optional<Since> since;       // nothing: there is no earlier review, or `not_known` says why that is not known
  std::vector<QuotaCourse> quotas;  // most urgent first
  std::string not_known;            // why the store could not be asked
};

// AWS takes so long to raise a quota: from hours to three weeks, longer for very large ones. Runways that are shorter
// leave no time.
// https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
inline constexpr double lead_weeks = 3;

// "Since the review of 16 Nov"
std::string since_title(const Since& since);

// What stands behind the headline of what changed: how far its number went ("80 % → 98.66 %"), what it was ("was warn,
// medium"), or why it is so; may be empty.
std::string more_text(const analysis::Change& change);

// "3 new (2 not assessed before)", "1 not known now"
std::string count_text(const analysis::Comparison& comparison, analysis::ChangeKind kind);

// "Since the review of 16 Nov: 3 new, 2 worse, 4 fixed.", without what there is none of. For a review without one
// before it, that it is the first.
std::string since_text(const Past& past);

// "2 weeks left", "less than 1 week left", "full"; empty where there is nothing to say.
std::string left_text(const analysis::Runway& runway);

}  // namespace formats
