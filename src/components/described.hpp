// The JSON of a component's facts, from the list of their members. For the components' facts.cpp alone, which
// instantiate it once for everybody.
#pragma once

#include "base/json/fields.hpp"
#include "components/facts.hpp"
#include "model/describe.hpp"

namespace components {

using base::fields::decimals;
using base::fields::if_known;
using base::fields::null_if_empty;
using base::fields::omitted_if_empty;
using base::fields::omitted_if_false;
using base::fields::share;
using nlohmann::json;
namespace read = base::read;

template <Facts F>
json to_json(const F& facts) {
  return base::fields::write(facts);
}

template <Facts F>
void read_facts(const model::Document& document, F& facts) {
  base::fields::Reader reader(document.data);
  describe(facts, reader);
  if constexpr (requires { from_reference(document.data, facts); }) {
    if (document.schema_version == 0) from_reference(document.data, facts);
  }
}

template <Facts F>
json data_schema() {
  return base::fields::schema_of<F>();
}

}  // namespace components
