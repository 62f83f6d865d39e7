#include "analysis/call_minutes.hpp"

#include <gtest/gtest.h>

namespace analysis {
namespace {

model::ChannelContacts calls(std::optional<double> handled, std::optional<double> handle,
                             std::optional<double> after_work) {
  model::ChannelContacts row;
  row.queue_id = "q1";
  row.channel = "VOICE";
  row.handled = handled;
  row.handle_seconds = handle;
  row.after_work_seconds = after_work;
  return row;
}

TEST(AgentCallMinutes, AreTalkAndHoldOfAllQueues) {
  model::QueueContacts contacts;
  contacts.rows = {calls(10, 300, 60), calls(2, 90, 0)};
  EXPECT_EQ(agent_call_minutes(contacts), 10 * 4 + 2 * 1.5);
}

TEST(AgentCallMinutes, AreNoneWithoutCalls) {
  EXPECT_EQ(agent_call_minutes({}), 0);
  model::QueueContacts contacts;
  contacts.rows = {calls(0, std::nullopt, std::nullopt)};
  contacts.rows.push_back(calls(10, 300, 60));
  contacts.rows.back().channel = "CHAT";
  EXPECT_EQ(agent_call_minutes(contacts), 0);
}

TEST(AgentCallMinutes, AreNotKnownWhereAwsDoesNotSayThem) {
  for (const auto& row : {calls(std::nullopt, 300, 60), calls(10, std::nullopt, 60), calls(10, 300, std::nullopt)}) {
    model::QueueContacts contacts;
    contacts.rows = {calls(10, 300, 60), row};
    EXPECT_EQ(agent_call_minutes(contacts), std::nullopt);
  }
}

TEST(AMonth, HasThirtyDays) {
  const base::Time end{};
  EXPECT_EQ(a_month(70, model::Window::before(end, 14)), 150);
  EXPECT_EQ(a_month(std::nullopt, model::Window::before(end, 14)), std::nullopt);
  EXPECT_EQ(a_month(70, {end, end}), std::nullopt);
}

}  // namespace
}  // namespace analysis
