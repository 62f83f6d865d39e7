// Mutes as a file has them, `[[mute]]` tables of TOML: read with everything that is wrong said in one line, and edited
// as text, so that comments and order stay. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/mute.hpp"

namespace app {

inline constexpr std::size_t most_mutes = 1000;            // of one file
inline constexpr std::size_t most_mute_bytes = 1U << 20U;  // of one file
inline constexpr std::size_t longest_mute_text = 500;      // bytes of a reason, an owner or a pattern

struct MuteRules {
  bool allow_open = false;   // reason, owner and expires may be missing
  bool is_settings = false;  // it is the configuration file, whose other keys are not looked at
};

// In the order of the text; `name` is what errors call it. Throws base::Error(config) that names the line, what is
// wrong and what is expected.
std::vector<model::Mute> parse_mutes(std::string_view text, const std::string& name, const MuteRules& rules);

// Throws base::Error(config) for a mute that parse_mutes would not take.
void require_mute(const model::Mute& mute, const MuteRules& rules);

// The text with the mute at its end; `comment` tells people what its id means. Throws base::Error(config) where that
// text would hold anything else than the mutes before and this one.
std::string with_mute(std::string_view text, const model::Mute& mute, std::string_view comment,
                      const std::string& name);

// The text without the lines of this mute, which parse_mutes found in it. Throws base::Error(config) where it is
// written in a way that lines cannot be taken out of.
std::string without_mute(std::string_view text, const model::Mute& mute, const std::string& name);

}  // namespace app
