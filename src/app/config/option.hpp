// What can be configured: each option's kind, which says what it may hold and as what type it is read, and a handle to
// ask for it. options.def lists them. Constant data and pure functions.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/forms.hpp"
#include "base/secret.hpp"
#include "model/scene.hpp"
#include "store/open.hpp"

namespace app {

// ---- kinds: read() gives the value, or nothing when the text is not what expected() says ----
// A kind that takes a few words only has them as `words`; another has what help calls its value as `noun`.

// `require` throws base::Error that says what is wrong with it.
struct Text {
  using Value = std::string;
  static constexpr std::string_view noun = "TEXT";
  void (*require)(std::string_view text) = nullptr;
  std::optional<std::string> read(std::string_view text) const {
    if (require != nullptr) require(text);
    return std::string(text);
  }
  std::string expected() const { return "a text"; }
};

// A text that is empty, or has the form that `what` names.
struct Form {
  using Value = std::string;
  static constexpr std::string_view noun = "TEXT";
  bool (*fits)(std::string_view text) = nullptr;
  std::string_view what;
  std::optional<std::string> read(std::string_view text) const {
    return text.empty() || fits(text) ? std::optional(std::string(text)) : std::nullopt;
  }
  std::string expected() const { return std::string(what); }
};

// The same, and shown to nobody.
struct Hidden {
  using Value = base::Secret;
  static constexpr std::string_view noun = "TEXT";
  static constexpr bool is_secret = true;
  bool (*fits)(std::string_view text) = nullptr;
  std::string_view what;
  std::optional<base::Secret> read(std::string_view text) const {
    return text.empty() || fits(text) ? std::optional(base::Secret(std::string(text))) : std::nullopt;
  }
  std::string expected() const { return std::string(what); }
};

struct Truth {
  using Value = bool;
  static constexpr std::string_view words[] = {"true", "false"};
  std::optional<bool> read(std::string_view text) const;
  std::string expected() const { return "true or false"; }
};

struct Whole {
  using Value = int;
  static constexpr std::string_view noun = "N";
  int least = 0, most = 0;
  std::optional<int> read(std::string_view text) const;
  std::string expected() const;
};

template <typename Unit>
struct Duration {
  using Value = Unit;
  static constexpr std::string_view noun = "N";
  Whole number{};
  std::string_view unit{};
  std::optional<Unit> read(std::string_view text) const {
    const auto count = number.read(text);
    return count ? std::optional(Unit(*count)) : std::nullopt;
  }
  std::string expected() const;
};

struct Percentage {
  using Value = double;
  static constexpr std::string_view noun = "PERCENT";
  std::optional<double> read(std::string_view text) const;
  std::string expected() const { return "a number above 0 and up to 100"; }
};

// US dollars.
struct Dollars {
  using Value = double;
  static constexpr std::string_view noun = "USD";
  double most = 0;
  std::optional<double> read(std::string_view text) const;
  std::string expected() const;
};

// One of a few words, in small letters or capitals; read in small ones.
struct Word {
  using Value = std::string;
  std::span<const std::string_view> words;
  std::optional<std::string> read(std::string_view text) const;
  std::string expected() const;
};

// What stands between commas. `require` throws base::Error that says what is wrong with the parts.
struct List {
  using Value = std::vector<std::string>;
  static constexpr std::string_view noun = "LIST";
  void (*require)(const std::vector<std::string>& parts) = nullptr;
  bool can_be_repeated = false;  // given twice, it is a list of both
  bool is_in_any_case = false;   // in small letters or capitals; read in small ones
  std::optional<std::vector<std::string>> read(std::string_view text) const;
  std::string expected() const { return "a list separated by commas"; }
};

// The same with an enumerator for each word, in their order.
template <typename Enum>
struct Choice {
  using Value = Enum;
  Word word;
  std::optional<Enum> read(std::string_view text) const {
    const auto chosen = word.read(text);
    if (!chosen) return std::nullopt;
    return Enum(std::ranges::find(word.words, *chosen) - word.words.begin());
  }
  std::string expected() const { return word.expected(); }
};

constexpr Text text(void (*require)(std::string_view) = nullptr) {
  return {require};
}
constexpr Form form(bool (*fits)(std::string_view), std::string_view what) {
  return {fits, what};
}
constexpr Hidden hidden(bool (*fits)(std::string_view), std::string_view what) {
  return {fits, what};
}
constexpr Truth truth() {
  return {};
}
constexpr Whole whole(int least, int most) {
  return {least, most};
}
constexpr Duration<std::chrono::seconds> seconds(int least, int most) {
  return {{least, most}, "seconds"};
}
constexpr Duration<std::chrono::hours> hours(int least, int most) {
  return {{least, most}, "hours"};
}
constexpr Percentage percentage() {
  return {};
}
constexpr Dollars dollars(double most) {
  return {most};
}
constexpr Word word_of(std::span<const std::string_view> words) {
  return {words};
}
template <typename Enum>
constexpr Choice<Enum> choice_of(std::span<const std::string_view> words) {
  return {{words}};
}
constexpr List list_of(void (*require)(const std::vector<std::string>&)) {
  return {require, false, true};
}
constexpr List list_of_given(void (*require)(const std::vector<std::string>&) = nullptr) {
  return {require, true};
}

inline constexpr std::string_view muted_word = "muted";  // beside the statuses, of --status
std::vector<std::string_view> severity_words();          // of --severity
std::vector<std::string_view> status_words();            // of --status
enum class FailOn { never, fail, warn };
inline constexpr std::string_view sse_words[] = {"auto", "aes256", "kms"};  // as store::Sse has them
inline constexpr std::string_view fail_on_words[] = {"never", "fail", "warn"};
inline constexpr std::string_view depth_words[] = {"quick", "standard", "full"};     // as model::Depth has them
inline constexpr std::string_view log_samples_words[] = {"none", "masked", "full"};  // as model::LogSamples has them
inline constexpr std::string_view log_levels[] = {"debug", "info", "warning", "error"};

// Throw base::Error(usage) that names what is wrong and what there is.
void require_components(const std::vector<std::string>& names);
void require_formats(const std::vector<std::string>& names);
void require_checks(const std::vector<std::string>& patterns);
void require_severities(const std::vector<std::string>& names);
void require_statuses(const std::vector<std::string>& names);
void require_mute_place(std::string_view place);
void require_rates(const std::vector<std::string>& rates);
void require_instances(const std::vector<std::string>& instances);

// ---- handles ----

enum class OptionId {
#define OPTION(key, holds, environment, fallback, help) key,
#include "app/config/options.def"
#undef OPTION
};

// What Config::get is given; it says the type of the value.
template <typename Kind>
struct Handle {
  OptionId id;
  Kind kind;

  constexpr operator OptionId() const { return id; }  // NOLINT(google-explicit-constructor): lists of options name them
};

namespace options {
#define OPTION(key, holds, environment, fallback, help) \
  inline constexpr Handle<decltype(holds)> key{OptionId::key, holds};
#include "app/config/options.def"
#undef OPTION
}  // namespace options

// An option whatever its kind.
struct Option {
  OptionId id;
  std::string_view key;          // in the file: carrier_lookup
  std::string_view environment;  // variables, separated by commas; empty: none
  std::string_view fallback;     // default as text
  std::string_view help;
  bool can_be_repeated = false;
  std::span<const std::string_view> words{};  // the only ones that it takes; empty: it takes others
  std::string_view value{};                   // what its value is called: N, TEXT
  bool is_list = false;
  bool is_secret = false;  // its value is shown as ***
  // Nothing when the text is right, or what is expected. Throws base::Error that says more.
  std::optional<std::string> (*wrong)(std::string_view text) = nullptr;

  std::string flag() const;                               // on the command line: --carrier-lookup
  bool is_switch() const { return fallback == "false"; }  // its flag takes no value
};

// Every option, in the order in which help shows them.
std::span<const Option> option_table();

const Option& option_of(OptionId id);

// Nothing when there is none of that key.
const Option* find_option(std::string_view key);

}  // namespace app
