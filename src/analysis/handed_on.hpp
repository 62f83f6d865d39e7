// Attributes whose values blocks hand on to each other, as numbers: those of contacts and flows, and what modules are
// given and return. Pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/flow_states.hpp"

namespace analysis {

// How far a value goes.
enum class AttributeScope : std::uint8_t {
  contact,  // wherever the contact goes
  flow,     // to the end of the flow or module
  input,    // of a module, from the block that calls it
  result,   // of a module, until the next one returns
};

// Nothing of what blocks cannot set.
std::optional<AttributeScope> scope_of(std::string_view attribute);

// By which it is followed: what is deep within what a module is given or returns goes by the name that the block gives
// the whole, all others by their own.
std::string_view followed_name(std::string_view attribute);

// Stands for all attributes of the same scope: what a block sets of which only the running contact knows the name may
// be any of them ($.Attributes.$). Nothing where blocks cannot set it.
std::optional<std::string_view> stand_in_for(std::string_view attribute);
bool is_stand_in(std::string_view attribute);

// That a block sets an attribute to something made of others.
struct HandingOn {
  std::uint32_t attribute = 0;
  std::vector<std::uint32_t> from{};
  model::AttributeSource other = model::AttributeSource::company;  // the least trusted of what else it is made of
};

using AttributesRead = std::function<std::vector<std::string>(const model::FlowAction&)>;

class HandedOn {
 public:
  // Those that blocks read, that these are made of, and so on.
  HandedOn(const FollowedFlows& flows, const AttributesRead& reads);

  std::size_t size() const { return scopes_.size(); }
  AttributeScope scope(std::uint32_t attribute) const { return scopes_[attribute]; }
  bool is_stand_in(std::uint32_t attribute) const { return analysis::is_stand_in(names_[attribute]); }
  // Nothing where blocks cannot set it, or where nobody reads it.
  std::optional<std::uint32_t> number(std::string_view attribute) const;
  // Of that which stands for it as well; nothing where no block sets that.
  std::optional<std::uint32_t> number_of_stand_in(std::string_view attribute) const;
  const std::vector<HandingOn>& at(Node node) const { return at_[node]; }
  // By attribute: whether a block somewhere sets it to what the caller enters.
  std::vector<bool> set_by_caller() const;

 private:
  std::optional<std::uint32_t> add(std::string_view attribute);
  void add_sources(const FollowedFlows& flows);
  HandingOn handing_on(std::uint32_t attribute, const model::AttributeSetting& setting) const;

  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_;
  std::vector<AttributeScope> scopes_;
  std::vector<std::vector<HandingOn>> at_;
};

}  // namespace analysis
