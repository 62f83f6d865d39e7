#include "components/cost/section.hpp"

#include <fmt/format.h>

#include "page/blocks.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

// An estimate has no cents where there are many dollars, and a price of a minute more than two decimals.
std::string dollars(double amount) {
  constexpr double many = 100, few = 1;
  return fmt::format("${}", words::number(amount, amount >= many ? 0 : amount >= few ? 2 : 4));
}

page::Figure minutes_figure(const CostFacts& facts) {
  const std::string counted =
      facts.window && facts.agent_call_minutes
          ? fmt::format("{} in {}", words::number(*facts.agent_call_minutes, 0), words::days(*facts.window))
          : "";
  return {words::or_not_known(facts.agent_call_minutes_a_month, 0), "minutes a month in which agents talk with callers",
          counted};
}

page::Figure price_figure(const CostFacts& facts) {
  const std::string price = facts.usd_a_minute ? fmt::format("at AWS's list price of {} a minute, looked up on {}",
                                                             dollars(*facts.usd_a_minute), facts.price_as_of)
                                               : "AWS's list price is not known";
  return {facts.usd_a_month ? dollars(*facts.usd_a_month) : std::string(words::not_known), "a month for these minutes",
          price};
}

page::Figure numbers_figure(const CostFacts& facts) {
  return {words::or_not_known(facts.claimed_numbers), "phone numbers are paid for by the day",
          facts.toll_free_numbers ? fmt::format("{} of them toll-free", words::count(*facts.toll_free_numbers)) : ""};
}

std::string cost_note(const CostFacts& facts) {
  std::string text =
      "An estimate from below, of a month of 30 days. Calls in flows and queues, telephony, phone numbers, "
      "chats, tasks, e-mails and discounts are not in it, and who pays for AI features one by one pays "
      "another price a minute.";
  if (!facts.calls_missing.empty())
    text += words::full_stop(fmt::format(" Not all is known of calls: {}", facts.calls_missing));
  return text;
}

}  // namespace

page::Views cost_section(const CostFacts& facts, const model::Review&, page::Anchors&) {
  page::Views blocks = {page::figures_block({minutes_figure(facts), price_figure(facts), numbers_figure(facts)}),
                        page::note_block(cost_note(facts))};
  if (!facts.price_source.empty())
    blocks.push_back(page::link_block(facts.price_source, "AWS's price list of Amazon Connect"));
  return blocks;
}

}  // namespace components
