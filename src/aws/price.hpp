// What AWS asks for calls and for keeping things: its list prices in one table, each with its source and the day it was
// read. Constant data, pure functions. Prices are those of us-east-1, before discounts and free tiers; other regions
// differ a little.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "aws/operation.hpp"

namespace aws {

struct Price {
  std::string_view key;   // metric_requested
  double usd = 0;         // for one unit
  std::string_view unit;  // what one unit is, for people
  std::string_view source;
  std::string_view as_of;  // the day on which it was looked up
};

// Throws base::Error(internal) when there is none of that key.
const Price& price(std::string_view key);

// What one answered call costs; nothing for calls that AWS does not charge for. What AWS charges by what it did, it
// says in its answer.
double cost_usd(const Operation& operation, const nlohmann::json& input, const nlohmann::json& output = {});

}  // namespace aws
