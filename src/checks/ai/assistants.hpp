// What the checks of assistants and of what belongs to them share. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "checks/check.hpp"

namespace checks {

inline constexpr std::string_view no_assistant = "The instance is not integrated with an assistant of Amazon Connect.";

// How far AWS is with something, by the word that Amazon Q in Connect has for it.
enum class Making { done, under_way, failed, unknown };
Making making_of(std::string_view status);

// "could not be created"; of one that failed.
std::string_view failure_of(std::string_view status);

Judgement unknown_status(Resource resource, std::string_view status);

}  // namespace checks
