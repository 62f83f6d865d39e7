#include "cli/live.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

#include "app/perform.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

std::string ask_for_mfa_code(const std::string& serial) {
  say(fmt::format("MFA code of {}: ", base::printable(serial, 120)));
  std::string code;
  std::getline(std::cin, code);
  return code;
}

}  // namespace

bool somebody_is_there() {
  return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
}

app::AskMfa mfa_prompt() {
  return somebody_is_there() ? app::AskMfa(ask_for_mfa_code) : app::AskMfa();
}

bool agrees(std::string_view question) {
  say(fmt::format("{} [y/N] ", question));
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

app::ReviewLock::Holder this_holder() {
  base::Process process = base::this_process();
  std::string name = fmt::format("process {} of {}", process.pid, base::host_name());
  return {std::move(name), std::move(process)};
}

std::vector<app::FoundInstance> chosen_instances(const Session& session, const char* what_to_give) {
  const auto wanted = session.config.get(options::instance);
  const bool all = session.config.get(options::all_instances);
  if (wanted.empty() && !all) {
    throw base::Error(base::ErrorKind::usage, what_to_give);
  }
  return app::look_up_instances(session.cloud(), all, wanted);
}

app::Context live_context(const Session& session, Watch& watch, store::Store& store, aws::Transport& aws,
                          const aws::Bounds& bounds) {
  return {.aws = aws,
          .patience = session.cloud().patience(),
          .store = store,
          .clock = session.cloud().clock(),
          .recorded_at = std::nullopt,
          .version = VERSION,
          .bounds = bounds,
          // Money is announced wherever standard error goes: a timer's log is where it is looked for afterwards.
          .before_paying = [&watch, quiet = session.arguments.quiet](std::size_t numbers, double usd) {
            if (quiet) return;
            watch.say(fmt::format("Looking up carriers costs up to {} for {}, once (carrier_budget_usd bounds it)",
                                  words::usd(usd), words::counted(std::int64_t(numbers), "number")));
          }};
}

app::Request new_request(const Session& session, const model::InstanceRef& instance) {
  session.cloud().hear_the_time(instance);
  return app::new_request(session.config, instance,
                          app::window_until_now(session.cloud().clock(), session.config.get(options::days)));
}

Recording::Recording(const Session& session, aws::Transport& inner, const app::Request& request,
                     const std::string& directory)
    : files_(directory, {request.window.end, request.instance.arn, session.config.get(options::days)}, VERSION,
             session.config.get(options::redact)
                 ? std::make_unique<recording::Redaction>(recording::Redaction::random_key())
                 : nullptr),
      transport_(inner, files_) {}

Recording::~Recording() {
  if (!is_kept_) discard();
}

void Recording::keep() {
  files_.check_whole();
  is_kept_ = true;
}

}  // namespace cli
