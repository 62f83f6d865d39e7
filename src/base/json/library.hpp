// nlohmann's JSON, whose members are compiled once, in library.cpp, and not again in each source that uses them. In
// every source through the precompiled header.
#pragma once

// What an inline function uses is made again in each source, though nobody calls it: the whole parser for the literals
// "…"_json, which half of an empty source's time went into. As templates they cost nothing.
#define _json(...)           \
  _json(__VA_ARGS__);        \
  template <typename = void> \
  nlohmann::json unused(__VA_ARGS__)
#define JSON_HAS_FILESYSTEM 0
#define JSON_HAS_EXPERIMENTAL_FILESYSTEM 0
#define JSON_USE_GLOBAL_UDLS 0
#include <nlohmann/json.hpp>
#undef _json

extern template class nlohmann::basic_json<>;
