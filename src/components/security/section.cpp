#include "components/security/section.hpp"

#include <fmt/format.h>

#include "page/blocks.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::folded_table_block;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Table;
using page::Views;

using components::AdminProfileFact;
using components::SecurityFacts;

std::string admins_text(const SecurityFacts& facts) {
  if (facts.admin_users && facts.users)
    return fmt::format("{} of {} can change users or security profiles.", words::count(*facts.admin_users),
                       words::counted(*facts.users, "user"));
  return words::full_stop(
      fmt::format("How many users can change users or security profiles is not known: {}", facts.access_missing));
}

std::string origins_text(const SecurityFacts& facts) {
  if (!facts.approved_origins.empty())
    return fmt::format("{} the Contact Control Panel: {}.",
                       words::counted(double(facts.approved_origins.size()), "approved origin may embed",
                                      "approved origins may embed"),
                       words::list(facts.approved_origins));
  if (facts.origins_missing.empty()) return "There are no approved origins.";
  return words::full_stop(fmt::format("Approved origins are not known: {}", facts.origins_missing));
}

// Where there is none, nobody looks for it here.
std::string keys_text(const SecurityFacts& facts) {
  if (facts.security_keys.value_or(0) == 0) return "";
  return fmt::format(" Flows can encrypt with {}.", words::counted(*facts.security_keys, "security key"));
}

std::string limits_text(const AdminProfileFact& profile) {
  if (!profile.limited) return std::string(words::not_known);
  return *profile.limited ? "tags or hierarchy groups" : "none";
}

}  // namespace

Views security_section(const SecurityFacts& facts, const model::Review&, page::Anchors&) {
  Views blocks = {note_block(fmt::format("{} {}{}", admins_text(facts), origins_text(facts), keys_text(facts)))};
  Table table("Security profiles that can change users or security profiles");
  table.column("Security profile").number_column("Users").column("Permissions").column("Limits");
  for (const auto& profile : facts.admin_profiles) {
    table.row({name_cell(profile.name), plain(words::or_not_known(profile.users)),
               plain(fmt::format("{}", fmt::join(profile.permissions, ", "))), plain(limits_text(profile))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
  return blocks;
}

}  // namespace components
