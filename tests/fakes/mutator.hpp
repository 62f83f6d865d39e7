// Damages texts and JSON at random, the same way for the same seed on every machine. One thread.
#pragma once

#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>

namespace fakes {

class Mutator {
 public:
  using json = nlohmann::json;

  explicit Mutator(std::uint32_t seed) : random_(seed) {}

  // 0 to `end` - 1. The standard's distributions differ from library to library.
  std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }
  bool one_in(std::size_t n) { return below(n) == 0; }

  // One to four of: a byte changed, bytes left out, doubled or put in, the end cut off.
  std::string damage(std::string text) {
    static constexpr std::string_view pieces[] = {"\"",      "{",       "}",        "[",
                                                  "]",       ",",       ":",        "\\",
                                                  "\\u0000", "\\ud800", "null",     "-1",
                                                  "1e999",   "\xFF",    "\xC0\xAF", "[[[[[[[[[[[[[[[[[[[[",
                                                  "{\"a\":", "\n",      " ",        "99999999999999999999"};
    for (std::size_t left = 1 + below(4); left > 0 && !text.empty(); --left) {
      const std::size_t at = below(text.size()), length = std::min(text.size() - at, 1 + below(20));
      switch (below(6)) {
        case 0: text[at] = char(below(256)); break;
        case 1: text[at] = char(text[at] ^ (1 << below(8))); break;
        case 2: text.erase(at, length); break;
        case 3: text.insert(at, text.substr(at, length)); break;
        case 4: text.insert(at, pieces[below(std::size(pieces))]); break;
        default: text.resize(one_in(4) ? at : text.size());
      }
    }
    return text;
  }

  // One value somewhere inside is taken out, cut, doubled, or replaced by one of another kind.
  void damage_value(json& body) {
    if (!body.is_structured() || body.empty()) {
      body = odd_value(body);
      return;
    }
    const auto at = std::next(body.begin(), std::ptrdiff_t(below(body.size())));
    const bool deeper = at->is_structured() && !at->empty() && !one_in(4);
    if (deeper) {
      damage_value(*at);
    } else if (one_in(4)) {
      body.erase(at);
    } else if (body.is_array() && one_in(4)) {
      body.push_back(json(*at));
    } else {
      *at = odd_value(*at);
    }
  }

 private:
  json odd_value(const json& value) {
    if (value.is_string() && one_in(2)) {
      const auto& text = value.get_ref<const std::string&>();
      return one_in(2) ? text.substr(0, below(text.size())) : damage(text);
    }
    switch (below(14)) {
      case 0: return nullptr;
      case 1: return one_in(2);
      case 2: return 0;
      case 3: return -1;
      case 4: return 1e308;
      case 5: return INT64_MIN;
      case 6: return UINT64_MAX;
      case 7: return 0.1;
      case 8: return "";
      case 9: return std::string(20'000, 'x');
      case 10: return "<script>\"'\x1B[2J\xFF";
      case 11: return json::array({value, nullptr, 7});
      case 12: return json::array();
      default: return json{{"a", value}};
    }
  }

  std::mt19937 random_;
};

}  // namespace fakes
