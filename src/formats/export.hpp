// A review as the formats for other programs write it: its findings, with what such programs ask of each (where, when,
// which resource). What could not be read at all is a finding too, so that no file reads as if all were fine. Plain
// data and pure functions.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "model/review.hpp"

namespace formats {

struct Export {
  std::string review_id;
  model::InstanceRef instance;  // empty where nothing says which
  std::string instance_name;
  std::string version;  // of the program that made the review; empty where nothing says which
  base::Time time{};    // when it was made: of a recording, the moment of that
  std::map<std::string, base::Time, std::less<>> times;  // the same of each component
  std::vector<model::Finding> findings;                  // in the order of comes_before

  base::Time time_of(const model::Finding& finding) const;
};

Export exported(const model::Review& review);

// Made for this file, to say what was not read or stored, and no finding of the review's.
bool says_what_is_missing(const model::Finding& finding);

// The ARN where AWS has one for such resources; else the instance's, with the type and key behind it.
std::string resource_id(const model::InstanceRef& instance, const model::Resource& resource);

// At most so many characters, the ellipsis of what was cut included, on one line.
std::string limited(std::string_view text, std::size_t most);

// The same for readers that take no blank text: they get `otherwise`.
std::string filled(std::string_view text, std::size_t most, std::string_view otherwise);

}  // namespace formats
