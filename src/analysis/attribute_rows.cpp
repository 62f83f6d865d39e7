#include "analysis/attribute_rows.hpp"

#include <algorithm>

namespace analysis {
namespace {

constexpr MayHold all_members[] = {MayHold::of_caller, MayHold::of_contact, MayHold::as_at_start};

}  // namespace

void AttributeRows::copy(AttributeRow& to, std::size_t attribute, const AttributeRow& from, std::size_t of) const {
  for (const MayHold member : all_members) {
    if (has(from, member, of)) add(to, member, attribute);
  }
}

void AttributeRows::clear(AttributeRow& row, std::size_t attribute) const {
  for (const MayHold member : all_members) row[word(member, attribute)] &= ~bit(attribute);
}

AttributeRow AttributeRows::all(MayHold member, std::initializer_list<AttributeScope> scopes) const {
  AttributeRow row = none();
  for (std::uint32_t attribute = 0; attribute < attributes_.size(); ++attribute) {
    if (std::ranges::find(scopes, attributes_.scope(attribute)) != scopes.end()) add(row, member, attribute);
  }
  return row;
}

AttributeRow AttributeRows::of_contact(std::initializer_list<AttributeScope> scopes) const {
  AttributeRow row = all(MayHold::of_contact, scopes);
  for (std::uint32_t attribute = 0; attribute < attributes_.size(); ++attribute) {
    if (attributes_.is_stand_in(attribute)) clear(row, attribute);
  }
  return row;
}

AttributeRow AttributeRows::everything(std::initializer_list<AttributeScope> scopes) const {
  AttributeRow row = none();
  for (const MayHold member : all_members) join(row, all(member, scopes));
  return row;
}

AttributeRow AttributeRows::settled(AttributeRow row, const AttributeRow& at_start) const {
  for (std::size_t i = 0; i < width_; ++i) {
    std::uint64_t& as_at_start = row[2 * width_ + i];
    row[i] |= as_at_start & at_start[i];
    row[width_ + i] |= as_at_start & at_start[width_ + i];
    as_at_start = 0;
  }
  return row;
}

AttributeRow AttributeRows::replaced(const AttributeRow& at_end, const AttributeRow& before) const {
  AttributeRow row = at_end;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::uint64_t as_at_start = at_end[2 * width_ + i % width_];
    row[i] = (i < 2 * width_ ? at_end[i] : 0) | (as_at_start & before[i]);
  }
  return row;
}

bool join(AttributeRow& row, const AttributeRow& other) {
  if (row.empty()) {
    row = other;
    return true;
  }
  std::uint64_t fresh = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    fresh |= other[i] & ~row[i];
    row[i] |= other[i];
  }
  return fresh != 0;
}

AttributeRow within(AttributeRow row, const AttributeRow& other) {
  for (std::size_t i = 0; i < row.size(); ++i) row[i] &= other[i];
  return row;
}

}  // namespace analysis
