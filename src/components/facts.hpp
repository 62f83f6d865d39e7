// What all components' facts have in common: one struct a component, whose members are listed once (describe, in its
// facts.cpp) for writing, reading and the JSON Schema. Pure functions.
#pragma once

#include <concepts>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "model/document.hpp"

namespace components {

template <typename T>
concept Facts = requires {
  { T::component } -> std::convertible_to<std::string_view>;
};

// The `data` of the component's document.
template <Facts F>
nlohmann::json to_json(const F& facts);

// Of a document of any version, and of the reference application (schema version 0). What is not there, or of another
// type, is not known.
template <Facts F>
void read_facts(const model::Document& document, F& facts);

// JSON Schema of `data`.
template <Facts F>
nlohmann::json data_schema();

}  // namespace components
