#include "components/observability/section.hpp"

#include <fmt/format.h>

#include "page/blocks.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::badge_cell;
using page::Cell;
using page::folded_table_block;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Table;
using page::Views;
using page::with_note;

std::string watches_text(const AlarmFact& alarm) {
  if (!alarm.children.empty()) return fmt::format("alarms {}", words::list(alarm.children));
  std::vector<std::string> all;
  for (const auto& one : alarm.watches) {
    all.push_back(one.of.empty() ? one.metric : fmt::format("{} of {}", one.metric, one.of));
  }
  return all.empty() ? std::string(words::not_known) : words::list(all);
}

Cell alarm_state_cell(const AlarmFact& alarm) {
  const std::string since = alarm.state_since ? fmt::format("since {}", words::date(*alarm.state_since)) : "";
  if (alarm.state == model::alarm_state) return with_note(badge_cell("fail", "In alarm"), since);
  if (alarm.state == model::no_data_state) return with_note(plain("no data"), since);
  return with_note(plain(alarm.state.empty() ? words::not_known : alarm.state), since);
}

std::string total_text(const ObservabilityFacts& facts) {
  if (!facts.alarms_read) return "Which alarms watch the instance is not known.";
  if (*facts.alarms_read == 0) return "No CloudWatch alarm of the account watches the instance.";
  return fmt::format("{} the instance, {} of them in alarm now.{}",
                     words::counted(double(*facts.alarms_read), "alarm watches", "alarms watch"),
                     in_alarm(facts) == 0 ? "none" : words::count(in_alarm(facts)),
                     facts.complete ? "" : " Not all alarms were read.");
}

}  // namespace

Views observability_section(const ObservabilityFacts& facts, const model::Review&, page::Anchors&) {
  Views blocks;
  blocks.push_back(note_block(total_text(facts)));
  Table table(fmt::format("All alarms ({})", words::count(std::int64_t(facts.alarms.size()))));
  table.column("Alarm").column("Watches").column("State").number_column("Actions");
  for (const auto& alarm : facts.alarms) {
    table.row({name_cell(alarm.name), name_cell(watches_text(alarm)), alarm_state_cell(alarm),
               plain(words::count(alarm.actions))});
  }
  if (!table.empty()) blocks.push_back(folded_table_block(table));
  return blocks;
}

}  // namespace components
