#include "base/json/fields.hpp"

namespace base::fields {

json nullable(json schema) {
  if (schema.contains("enum")) {
    schema["enum"].push_back(nullptr);
  } else if (schema["type"].is_string()) {
    schema["type"] = json::array({schema["type"], "null"});
  }
  return schema;
}

}  // namespace base::fields
