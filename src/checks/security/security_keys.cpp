#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "checks/check.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::SecurityKey;

std::int64_t age_in_days(const Scene& scene, base::Time created) {
  return std::max<std::int64_t>(std::chrono::floor<std::chrono::days>(scene.window.end - created).count(), 0);
}

std::string age_text(const Scene& scene, const SecurityKey& key) {
  if (!key.created) return "when it was created, AWS did not say";
  const std::int64_t days = age_in_days(scene, *key.created);
  return fmt::format("created on {}{}", words::date(*key.created),
                     days == 0 ? "" : fmt::format(", {} ago", words::counted(days, "day")));
}

std::optional<model::Measured> age_of_oldest(const Scene& scene, const model::SecurityKeys& keys) {
  std::optional<std::int64_t> days;
  for (const SecurityKey& key : keys) {
    if (key.created) days = std::max(days.value_or(0), age_in_days(scene, *key.created));
  }
  if (!days) return std::nullopt;
  return model::Measured{.value = double(*days), .unit = "days"};
}

Judgements judge(const Scene& scene, const model::SecurityKeys& keys) {
  if (keys.empty()) {
    return {not_applicable(the_instance(scene),
                           "The instance has no security key, with which flows could encrypt what "
                           "callers key in.")};
  }
  std::vector<std::string> sentences;
  for (const SecurityKey& key : keys) {
    sentences.push_back(fmt::format("{}: {}.", words::in_quotes(key.id), age_text(scene, key)));
  }
  Judgement judgement;
  judgement.status = Status::info;
  judgement.resource = the_instance(scene);
  judgement.observed =
      fmt::format("{}. {}", words::counted(std::int64_t(keys.size()), "security key"), fmt::join(sentences, " "));
  judgement.measured = age_of_oldest(scene, keys);
  judgement.limit = "Two keys at most, so that one can take the other's place";
  judgement.evidence = "connect:ListSecurityKeys";
  judgement.command = aws_command(scene, "connect list-security-keys", {{"instance-id", scene.instance.instance_id}});
  return {std::move(judgement)};
}

}  // namespace

// Of no age is a key wrong by itself: how often it has to change is for each company to say.
const Check security_keys = on<judge, &Inventory::security_keys>({
    .id = "security_keys",
    .component = "security",
    .title = "Keys with which flows encrypt what callers key in",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "Whoever has the private key of a security key reads the card numbers and PINs that flows encrypted with it: "
        "the longer it is in use, the more there is to read.",
    .remedy = "Add a second key, choose its id and its certificate in the blocks that store input, publish the flows, "
              "and delete the older key.",
    .action = "Change the key when it is due",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/encrypt-data.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/store-customer-input.html"},
});

}  // namespace checks
