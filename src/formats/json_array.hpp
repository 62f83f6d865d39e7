// A JSON array that is written to a sink as it comes, an element a line. Not shared between threads.
#pragma once

#include <nlohmann/json.hpp>

#include "formats/table.hpp"

namespace formats {

// On one line; what is not UTF-8 is replaced.
inline std::string line_of(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

class JsonArray {
 public:
  explicit JsonArray(const Sink& sink) : sink_(sink) {}

  void add(const nlohmann::json& element) {
    sink_((is_empty_ ? "[\n" : ",\n") + line_of(element));
    is_empty_ = false;
  }

  void end() { sink_(is_empty_ ? "[]\n" : "\n]\n"); }

 private:
  const Sink& sink_;
  bool is_empty_ = true;
};

}  // namespace formats
