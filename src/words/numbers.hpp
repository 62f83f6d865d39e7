// Numbers as a person reads them, the same on every machine and in every place of every report. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace words {

inline constexpr std::string_view not_known = "not known";

// 1,234,567
std::string count(std::int64_t count);

// At most `decimals` decimals, none that is a closing zero: 1,234.5
std::string number(double value, int decimals = 2);

// 79.99 %. Cut, never rounded: what is below a limit is not written as if it had reached it.
std::string percentage(double value);

std::string usd(double amount);         // $0.35; less than a cent has three decimals
std::string seconds(double seconds);    // 6 min 52 s
std::string bytes(std::int64_t bytes);  // 48.2 MB

// "not known" for nothing.
std::string or_not_known(const std::optional<std::int64_t>& count);
std::string or_not_known(const std::optional<double>& value, int decimals);
std::string or_not_known(const std::optional<bool>& yes);  // yes, no
std::string percentage(const std::optional<double>& value);

// "1 queue", "2 queues"; a noun that ends in y gets ies.
std::string counted(std::int64_t count, std::string_view noun);
// "1 number leads", "2.5 numbers lead"
std::string counted(double how_many, std::string_view one, std::string_view many);
// "flow" for 1, "flows" for any other number and where it is not known.
std::string noun(const std::optional<std::int64_t>& count, std::string_view one, std::string_view many);
std::string times(std::int64_t count);  // once, twice, 3 times

}  // namespace words
