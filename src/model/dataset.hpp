// What is known about one thing that AWS was asked for, and if it is not (all) known, why. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace model {

enum class GapKind {
  denied,         // a permission is missing: Gap::permission names it
  throttled,      // AWS kept answering that it is too busy for us
  out_of_time,    // the time or page budget of this source ran out
  unavailable,    // a fault on the way or in AWS
  not_found,      // AWS says the thing does not exist
  not_supported,  // this source cannot say (region, retention, names that are not published)
  not_recorded,   // the recording lacks the call
  switched_off,   // the user's configuration leaves it out
  needs_other,    // it is read by way of another dataset, which is missing
  malformed,      // AWS's answer could not be understood
};

std::string_view name(GapKind kind);

// Why something is not known, as one sentence for a person.
struct Gap {
  GapKind kind = GapKind::unavailable;
  std::string reason;
  std::string permission;  // "connect:ListUsers"; only when denied
};

// value and no gap: known in full. value and gap: known in part. No value: not known, and gap says why.
template <typename T>
struct Dataset {
  std::optional<T> value;
  std::optional<Gap> gap = Gap{GapKind::switched_off, "it was not asked for", ""};

  bool known() const { return value.has_value(); }
  bool complete() const { return value.has_value() && !gap.has_value(); }

  static Dataset of(T known) { return {std::move(known), std::nullopt}; }
  static Dataset partly(T known, Gap why) { return {std::move(known), std::move(why)}; }
  static Dataset missing(Gap why) { return {std::nullopt, std::move(why)}; }
};

}  // namespace model
