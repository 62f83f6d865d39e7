#include <algorithm>
#include <fmt/format.h>

#include "checks/check.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold warn{.check = "packet_loss",
                         .id = "warn",
                         .value = 5,
                         .unit = "percent of the packets of an hour",
                         .what = "More in three hours or more is a warning.",
                         .least = 0,
                         .most = 100};

// One bad hour may be one agent's train; three are a network.
constexpr std::int64_t hours_that_matter = 3;

Judgements judge(const Scene& scene, const model::PacketLoss& loss) {
  if (loss.hours.empty()) {
    return {not_applicable(the_instance(scene),
                           "CloudWatch has no lost packets of agents' calls: it publishes them only while agents have "
                           "calls in their browsers.")};
  }
  const auto worst = *std::ranges::max_element(loss.hours, {}, &model::MetricPoint::value);
  const double limit = warn.in(scene);
  const auto bad = std::ranges::count_if(loss.hours, [&](const auto& hour) { return hour.value * 100 > limit; });
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.status = bad >= hours_that_matter ? Status::warn : Status::pass;
  judgement.observed = fmt::format(
      "At worst {} of the packets of agents' calls were lost, in the hour from {}. {} "
      "above {}, of {} with calls.",
      words::percentage(worst.value * 100), words::hour(worst.at),
      words::counted(double(bad), "hour was", "hours were"), words::percentage(limit),
      words::count(std::int64_t(loss.hours.size())));
  if (judgement.status == Status::warn) {
    judgement.headline = fmt::format("Agents' calls lost more than {} of their packets in {} hours",
                                     words::percentage(limit), words::count(bad));
  }
  judgement.measured = {.value = worst.value * 100, .unit = "percent of the packets", .limit = limit};
  judgement.limit = fmt::format("At most {} in all but two hours", words::percentage(limit));
  judgement.evidence = "cloudwatch:GetMetricData, ToInstancePacketLossRate, Average by the hour";
  judgement.console_url = model::console::metrics(scene.instance);
  return {judgement};
}

}  // namespace

const Check packet_loss = on<judge, &Inventory::packet_loss>({
    .id = "packet_loss",
    .component = "resilience",
    .title = "Packets lost in agents' calls",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "Packets that do not arrive are gaps in what agents say: callers do not understand them, ask again, or hang "
           "up.",
    .remedy = "Let agents run the endpoint test utility of Amazon Connect where they work. Most often a VPN, a "
              "firewall or Wi-Fi stands between them and AWS.",
    .action = "Test the network of the agents",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/ccp-networking.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/check-connectivity-tool.html"},
    .thresholds = {warn},
});

}  // namespace checks
