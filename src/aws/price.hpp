// What AWS asks for calls and for keeping things: list prices of us-east-1, before discounts and free tiers; other
// regions differ a little. Each stands beside the operations that it is asked for. Constant data, a pure function, any
// thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace aws {

struct Price {
  double usd = 0;         // for one unit
  std::string_view unit;  // what one unit is, for people
  std::string_view source;
  std::string_view as_of;  // the day on which it was looked up
};

enum class ChargedBy {
  call,
  entry,     // of a list in the input
  capacity,  // that was consumed, as the answer says
};

struct Charge {
  const Price* price = nullptr;  // none: AWS does not charge for the operation
  ChargedBy by = ChargedBy::call;
  std::string_view list{};  // the list in the input
};

// What one answered call costs.
double cost_usd(const Charge& charge, const nlohmann::json& input, const nlohmann::json& output);

}  // namespace aws
