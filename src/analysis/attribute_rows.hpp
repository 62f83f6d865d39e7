// What attributes may hold at a block, in a bit or three for each: for analysis/attribute_sources.cpp. Pure functions.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "analysis/handed_on.hpp"

namespace analysis {

// By member, a bit for each attribute. Empty: no contact comes there.
using AttributeRow = std::vector<std::uint64_t>;

// What an attribute may hold: something of the caller's, something that whoever starts the contact may have set, or
// what it held at the start of the module.
enum class MayHold : std::uint8_t { of_caller, of_contact, as_at_start };

class AttributeRows {
 public:
  explicit AttributeRows(const HandedOn& attributes)
      : attributes_(attributes), width_((attributes.size() + bits - 1) / bits) {}

  std::size_t words() const { return members * width_; }
  AttributeRow none() const { return AttributeRow(words()); }
  bool has(const AttributeRow& row, MayHold member, std::size_t attribute) const {
    return (row[word(member, attribute)] & bit(attribute)) != 0;
  }
  void add(AttributeRow& row, MayHold member, std::size_t attribute) const {
    row[word(member, attribute)] |= bit(attribute);
  }
  void copy(AttributeRow& to, std::size_t attribute, const AttributeRow& from, std::size_t of) const;
  void clear(AttributeRow& row, std::size_t attribute) const;

  // In which all attributes of these scopes hold that.
  AttributeRow all(MayHold member, std::initializer_list<AttributeScope> scopes) const;
  // In which those of these scopes hold what whoever starts the contact may have set: of each by its own name.
  AttributeRow of_contact(std::initializer_list<AttributeScope> scopes) const;
  // In which they may hold everything.
  AttributeRow everything(std::initializer_list<AttributeScope> scopes) const;
  // With what was at the start of the module in the place of what is as it was there.
  AttributeRow settled(AttributeRow row, const AttributeRow& at_start) const;
  // Of what a module leaves behind, with what was before it in the place of what it leaves as it was.
  AttributeRow replaced(const AttributeRow& at_end, const AttributeRow& before) const;

 private:
  static constexpr std::size_t bits = 64, members = 3;

  std::size_t word(MayHold member, std::size_t attribute) const {
    return std::size_t(member) * width_ + attribute / bits;
  }
  static std::uint64_t bit(std::size_t attribute) { return std::uint64_t(1) << attribute % bits; }

  const HandedOn& attributes_;
  std::size_t width_;
};

// Whether the row has grown by that.
bool join(AttributeRow& row, const AttributeRow& other);
// What both have.
AttributeRow within(AttributeRow row, const AttributeRow& other);

}  // namespace analysis
