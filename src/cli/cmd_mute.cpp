#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/mute/mute_edit.hpp"
#include "app/mute/mute_text.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using model::Mute;
using nlohmann::json;

model::Day today(const Session& session) {
  return std::chrono::floor<std::chrono::days>(session.world.clock.now());
}

app::Mutes open_mutes(const Session& session) {
  return {session.config, session.world.environment, session.cloud};
}

std::string until(const Mute& mute) {
  return mute.expires ? fmt::format("until {}", words::date(*mute.expires)) : "for ever";
}

// What a stored review says of the finding; a mute is written without it as well.
std::optional<app::NamedFinding> look_up(const Session& session, const std::string& id) {
  try {
    const auto store = open_store(session, false);
    return app::find_finding(*store, id, session.world.clock.now());
  } catch (const base::Error& error) {
    base::log::debug(fmt::format("stored reviews were not looked at: {}", error.what()));
    return std::nullopt;
  }
}

// Said by the options that are missing, not by the keys of a file.
void require_signed(const Session& session, const Mute& mute) {
  if (session.config.get(options::allow_open_mutes)) return;
  std::vector<std::string> missing;
  if (mute.reason.empty()) missing.emplace_back("--reason (why it is accepted)");
  if (mute.owner.empty()) missing.emplace_back("--owner (who answers for that)");
  if (!mute.expires) missing.emplace_back("--expires (until when)");
  if (missing.empty()) return;
  throw base::Error(
      base::ErrorKind::usage,
      fmt::format("mute add needs {}; with --allow-open-mutes a mute goes without", words::list(missing)));
}

int add(const Session& session) {
  const Arguments& arguments = session.arguments;
  Mute mute = app::parse_target(arguments.words);
  mute.reason = arguments.reason;
  mute.owner = arguments.owner;
  if (!arguments.expires.empty()) mute.expires = app::parse_expiry(arguments.expires, today(session));
  require_signed(session, mute);
  app::require_mute(mute, {.allow_open = session.config.get(options::allow_open_mutes)});
  std::string comment;
  if (!mute.id.empty()) {
    if (const auto named = look_up(session, mute.id)) {
      comment = fmt::format("{}: {}", named->check_id, named->resource);
      if (mute.instance.empty()) mute.instance = named->instance_id;
    } else {
      base::log::warning(fmt::format("no stored review at hand has the finding {}; it is muted all the same", mute.id));
    }
  }
  app::Mutes mutes = open_mutes(session);
  const bool is_new = mutes.add(mute, comment);
  print(fmt::format("{} the mute of {} {} in {}; it holds from the next review on", is_new ? "Added" : "Replaced",
                    words::one_line(target_of(mute)), until(mute), mutes.place()));
  return exit_done;
}

json to_json(const Mute& mute, model::Day day) {
  json out{{"expires", mute.expires ? json(model::to_text(*mute.expires)) : json()},
           {"expired", has_expired(mute, day)},
           {"reason", mute.reason},
           {"owner", mute.owner},
           {"source", mute.source},
           {"line", mute.line}};
  const auto name = [&](const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
  };
  name("id", mute.id);
  name("check", mute.check);
  name("resource", mute.resource);
  name("account", mute.account);
  name("region", mute.region);
  name("instance", mute.instance);
  name("tag", mute.tag);
  return out;
}

int list_mutes(const Session& session) {
  const auto mutes = open_mutes(session).all();
  if (session.arguments.json) {
    json all = json::array();
    for (const Mute& mute : mutes) all.push_back(to_json(mute, today(session)));
    print_data(base::canonical(all));
    return exit_done;
  }
  if (mutes.empty()) print("Nothing is muted.");
  for (std::size_t i = 0; i < mutes.size(); ++i) {
    const Mute& mute = mutes[i];
    const std::string when = has_expired(mute, today(session))
                                 ? fmt::format("expired on {}", words::date(mute.expires.value()))
                                 : until(mute);
    print(fmt::format("{:>3}  {}, {}", i + 1, words::one_line(target_of(mute)), when));
    const std::string why = mute.owner.empty() ? mute.reason : fmt::format("{}: {}", mute.owner, mute.reason);
    if (!why.empty()) print_wrapped(why, session.width(), "     ");
    print(fmt::format("     {}, line {}", words::one_line(mute.source), mute.line));
  }
  return exit_done;
}

int remove(const Session& session) {
  app::Mutes mutes = open_mutes(session);
  const Mute gone = mutes.remove(session.arguments.words[0]);
  print(fmt::format("Removed the mute of {} from {}", words::one_line(target_of(gone)), gone.source));
  return exit_done;
}

}  // namespace

const Command mute_add_command = {
    "mute add",
    "Accept a finding, or every finding that matches a pattern, until a given day",
    {"WHAT..."},
    with_store({options::mutes, options::allow_open_mutes}),
    {"reason", "owner", "expires"},
    "  connect-ops-review mute add 1f0c2d3e4a5b6c7d --reason 'Closes in March' --owner anna@example.org --expires 90d\n"
    "  connect-ops-review mute add check=flow_logging 'resource=Default *' --reason 'Nobody calls them' --owner anna \\\n"
    "      --expires 2027-03-31 --mutes mutes.toml",
    add};

const Command mute_list_command = {"mute list", "List what is muted, by whom and until when",
                                   {},          with_store({options::mutes, options::allow_open_mutes}),
                                   {"json"},    "  connect-ops-review mute list --mutes mutes.toml",
                                   list_mutes};

const Command mute_remove_command = {"mute remove",
                                     "Remove a mute from its file",
                                     {"MUTE"},
                                     with_store({options::mutes, options::allow_open_mutes}),
                                     {},
                                     "  connect-ops-review mute remove 2 --mutes mutes.toml\n"
                                     "  connect-ops-review mute remove 1f0c2d3e4a5b6c7d",
                                     remove};

}  // namespace cli
