#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <system_error>
#include <unistd.h>

#include "app/config/template.hpp"
#include "aws/operations/pinpoint.hpp"
#include "base/error.hpp"
#include "cli/live.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using base::ErrorKind;
namespace fs = std::filesystem;

fs::path destination(const Session& session) {
  if (!session.arguments.words.empty()) return session.arguments.words[0];
  if (const auto own = app::default_config_file(session.world.environment)) return *own;
  throw base::Error(ErrorKind::usage, "there is no home directory to write the configuration to; name a FILE");
}

base::Error unwritable(const fs::path& file, int code) {
  return {ErrorKind::config, fmt::format("the configuration file {} cannot be written: {}", file.string(),
                                         std::generic_category().message(code))};
}

// Never over a file that is there: it may hold what somebody took care to set.
void write_new(const fs::path& file, std::string_view text) {
  if (file.has_parent_path()) {
    std::error_code failure;
    fs::create_directories(file.parent_path(), failure);
    if (failure) throw unwritable(file, failure.value());
  }
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (handle < 0 && errno == EEXIST) {
    throw base::Error(ErrorKind::usage,
                      fmt::format("{} is there already, and stays as it is; name another FILE", file.string()));
  }
  if (handle < 0) throw unwritable(file, errno);
  const bool whole = ::write(handle, text.data(), text.size()) == ssize_t(text.size());
  const int failure = whole ? 0 : errno;
  if (::close(handle) != 0 || !whole) {
    ::unlink(file.c_str());
    throw unwritable(file, failure != 0 ? failure : errno);
  }
}

// Look-ups of carriers are the one thing that a review pays for by the piece.
std::string ask_for_budget() {
  const app::Option& option = app::option_of(options::carrier_budget_usd);
  while (true) {
    say(
        fmt::format("Looking up the carrier of a phone number costs {}, once a number. How many USD may a review "
                    "pay for that? 0 looks up none. [{}] ",
                    words::usd(aws::pinpoint::number_price.usd), option.fallback));
    std::string answer;
    if (!std::getline(std::cin, answer) || answer.empty()) return std::string(option.fallback);
    const auto expected = option.wrong(answer);
    if (!expected) return answer;
    say(fmt::format("Please give {}.\n", *expected));
  }
}

int init(const Session& session) {
  const fs::path file = destination(session);
  std::map<app::OptionId, std::string> chosen;
  if (somebody_is_there() && !session.arguments.yes && !fs::exists(file)) {
    chosen[options::carrier_budget_usd] = ask_for_budget();
  }
  write_new(file, app::config_template(chosen));
  print(fmt::format("{} written", file.string()));
  return exit_done;
}

}  // namespace

const Command config_init_command = {
    "config init",
    "Write a configuration file with every option explained",
    {"[FILE]"},
    {},
    {"yes"},
    "  connect-ops-review config init\n"
    "  connect-ops-review config init connect.toml && connect-ops-review run --config connect.toml\n"
    "\nWithout FILE it is the file that is read without --config: ~/.config/connect-ops-review/config.toml, or below\n"
    "$XDG_CONFIG_HOME. On a terminal it asks what carriers may cost; --yes takes the default.",
    init};

}  // namespace cli
