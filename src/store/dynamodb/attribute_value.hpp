// Between JSON and DynamoDB's AttributeValue ({"S": "text"}, {"N": "79.33"}, {"M": {…}}). A number of DynamoDB does not
// know whether it was 100 or 100.0, has at most 38 digits and ends at 10^126; names are not empty, and 32 levels are
// the deepest. Notes say what was lost on the way in, so that the same JSON comes out. Pure functions.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/document.hpp"

namespace store {

// JSON pointers (RFC 6901) to the values that do not look like what they are.
struct Notes {
  std::vector<std::string> doubles;  // 100.0: floating point, though DynamoDB keeps 100
  std::vector<std::string> texts;    // strings that hold a value as JSON, because DynamoDB cannot keep it
};

// The members of an object as attributes, by name. Adds to the notes. None of the object's own names may be empty.
nlohmann::json to_attributes(const nlohmann::json& object, Notes& notes);

// The attributes as an object again, whoever has written them. Sets become lists, bytes stay Base64.
Body from_attributes(const nlohmann::json& attributes);

// Makes the values what the notes say they are. Returns what is wrong, nothing when all is well.
std::string restore(nlohmann::json& object, const Notes& notes);

// The text of an N: an integer where it is one that has 64 bits, else the nearest double. "90.0" and "9E+1" are 90.
// Nothing when it is not a number.
std::optional<nlohmann::json> read_number(std::string_view text);

// As DynamoDB counts it: names and values. Numbers are rounded up, as DynamoDB only says what they are about.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
std::size_t item_bytes(const nlohmann::json& attributes);

}  // namespace store
