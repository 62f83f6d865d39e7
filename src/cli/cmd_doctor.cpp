#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/doctor/doctor.hpp"
#include "app/doctor/stack_doctor.hpp"
#include "app/doctor/store_doctor.hpp"
#include "app/move/location.hpp"
#include "app/review.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "cli/command.hpp"
#include "cli/live.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using app::Diagnosis;
using app::Examined;
using app::State;

void append(Diagnosis& diagnosis, std::vector<Examined> more) {
  std::ranges::move(more, std::back_inserter(diagnosis.findings));
}

void look_at_the_store(const Session& session, app::Cloud& cloud, Diagnosis& diagnosis) {
  store::Location place;
  const Examined named = app::examine("store", [&] {
    place = app::configured_location(session.config, session.world.environment);
    return std::string();
  });
  if (named.state != State::ok) return diagnosis.findings.push_back(named);
  const app::StoreToExamine wanted{place, session.config.value(options::storage).source,
                                   [&] { return open_location(session, place, store::OpenMode::existing); }};
  append(diagnosis, app::examine_store(cloud, wanted, session.world.clock.now()));
  if (place.backend == "sqlite" && session.config.is_default(options::stack)) return;
  append(diagnosis, app::examine_stack(cloud, session.config.get(options::stack), place));
}

Diagnosis diagnose(const Session& session) {
  app::Cloud& cloud = session.cloud();
  const app::DoctorRequest request{
      session.config.get(options::instance),
      app::choose_components(session.config.get(options::only), session.config.get(options::skip)),
      session.config.settings()};
  Diagnosis diagnosis = app::doctor(cloud, request);
  look_at_the_store(session, cloud, diagnosis);
  return diagnosis;
}

// What is wrong stands out; what is not known is no alarm.
std::string state_text(State state) {
  return state == State::missing ? "MISSING" : std::string(name(state));
}

std::string detail(const Examined& one) {
  if (one.state == State::ok || one.datasets.empty()) return one.reason;
  return fmt::format("{}; it is needed for {} (in {})", one.reason, fmt::join(one.datasets, ", "),
                     fmt::join(one.components, ", "));
}

std::string advice(const Diagnosis& diagnosis) {
  const auto lacking = std::ranges::find_if(
      diagnosis.findings, [](const Examined& one) { return one.state == State::missing && !one.instance.empty(); });
  if (lacking == diagnosis.findings.end()) return "";
  return fmt::format("; `connect-ops-review iam-policy --instance {}` prints the policy that allows it all",
                     lacking->instance);
}

void print_table(const Diagnosis& diagnosis) {
  std::size_t width = 0;
  for (const Examined& one : diagnosis.findings) width = std::max(width, one.what.size());
  std::string instance;
  for (const Examined& one : diagnosis.findings) {
    if (one.instance != instance && !one.instance.empty()) print(fmt::format("\n{}", one.instance));
    if (one.instance != instance && one.instance.empty()) print("");
    instance = one.instance;
    const std::string line = fmt::format("{:<{}}  {:<8} {}", one.what, width, state_text(one.state), detail(one));
    print(line.substr(0, line.find_last_not_of(' ') + 1));
  }
  print(fmt::format("\n{} ok, {}, {} missing, {} unknown{}", diagnosis.count(State::ok),
                    words::counted(std::int64_t(diagnosis.count(State::warning)), "warning"),
                    diagnosis.count(State::missing), diagnosis.count(State::unknown), advice(diagnosis)));
}

int run_doctor(const Session& session) {
  const Diagnosis diagnosis = diagnose(session);
  session.arguments.json ? print_data(base::canonical(to_json(diagnosis))) : print_table(diagnosis);
  return diagnosis.count(State::missing) == 0 ? exit_done : exit_failed;
}

}  // namespace

const Command doctor_command = {
    "doctor",
    "Check that everything is in place: credentials, instance, permissions, store and stack",
    {},
    with_store({options::instance, options::region, options::profile, options::role_arn, options::external_id,
                options::review_role_arn, options::review_external_id, options::retention_days, options::endpoint_url,
                options::rate_share, options::rates, options::request_timeout, options::depth, options::only,
                options::skip, options::log_group, options::carrier_lookup, options::carrier_budget_usd,
                options::stack}),
    {"json"},
    "  connect-ops-review doctor --instance harbour --region eu-central-1\n"
    "  connect-ops-review doctor --instance arn:aws:connect:eu-central-1:111122223333:instance/ID --only quota\n"
    "  connect-ops-review doctor --json | jq '.findings[] | select(.state == \"missing\")'\n"
    "  connect-ops-review doctor --storage s3 --bucket my-bucket --stack amazon-connect-ops-review\n"
    "\nEvery permission is tried with the smallest call that needs it. What would cost money is asked of IAM's policy\n"
    "simulator, where the caller may ask it (iam:SimulatePrincipalPolicy). A store in AWS, and with it the stack, is\n"
    "asked a few requests, which cost less than a hundredth of a cent. Nothing is written. Exit code 1 when something\n"
    "is missing; warnings alone give 0.",
    run_doctor};

}  // namespace cli
