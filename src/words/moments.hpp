// Times as a person reads them: English, UTC. Pure functions.
#pragma once

#include <string>

#include "base/clock.hpp"
#include "model/scene.hpp"

namespace words {

std::string day(base::Time time);     // 2 Nov
std::string date(base::Time time);    // 2 Nov 2026
std::string moment(base::Time time);  // 2 Nov 2026 09:00 UTC
std::string hour(base::Time time);    // 2 Nov 09:00
std::string time(base::Time time);    // 09:00

std::string days(const model::Window& window);    // 14 days
std::string window(const model::Window& window);  // 2 Nov – 16 Nov 2026 (14 days)

// "2026-11-02 09:00 UTC to 2026-11-16 09:00 UTC"
std::string from_to(base::Time start, base::Time end);

}  // namespace words
