#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <nlohmann/json.hpp>

#include "app/doctor.hpp"
#include "app/review.hpp"
#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/live.hpp"

namespace cli {
namespace {

using app::Diagnosis;
using app::Examined;
using app::State;
using nlohmann::json;

// Opens the store as readers do: nothing is made. One that is not there yet is made by the first review.
std::string look_at_the_store(const Session& session) {
  const std::string& backend = session.config.text("storage");
  try {
    return fmt::format("{}, {}", backend, open_store(session, false)->info().location);
  } catch (const base::Error& error) {
    if (error.kind() != base::ErrorKind::not_found) throw;
    return fmt::format("{}, {}", backend, error.what());
  }
}

Diagnosis diagnose(const Session& session) {
  Live live(session);
  model::Usage usage;
  std::map<std::string, aws::RetryingClient> clients;  // by region
  const app::Surroundings surroundings{
      [&] { return live.account.credentials_source(); }, [&] { return live.account.region(); },
      [&](const std::string& region) -> aws::Client& {
        return clients.try_emplace(region, live.account.transport(region), live.patience, usage).first->second;
      }};
  const app::DoctorRequest request{session.config.list("instance"),
                                   app::choose_components(session.config.list("only"), session.config.list("skip")),
                                   session.config.settings()};
  Diagnosis diagnosis = app::doctor(surroundings, request);
  diagnosis.findings.push_back(app::examine("store", [&] { return look_at_the_store(session); }));
  return diagnosis;
}

// What is wrong stands out; what is not known is no alarm.
std::string shown(State state) {
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
    if (one.instance != instance && !one.instance.empty()) print("\n" + one.instance);
    if (one.instance != instance && one.instance.empty()) print("");
    instance = one.instance;
    const std::string line = fmt::format("{:<{}}  {:<8} {}", one.what, width, shown(one.state), detail(one));
    print(line.substr(0, line.find_last_not_of(' ') + 1));
  }
  print(fmt::format("\n{} ok, {} missing, {} unknown{}", diagnosis.count(State::ok), diagnosis.count(State::missing),
                    diagnosis.count(State::unknown), advice(diagnosis)));
}

void print_json(const Diagnosis& diagnosis) {
  json findings = json::array();
  for (const Examined& one : diagnosis.findings) {
    json finding = {{"what", one.what}, {"state", name(one.state)}, {"reason", one.reason}};
    if (!one.instance.empty()) {
      finding["permission"] = one.what;
      finding["instanceArn"] = one.instance;
      finding["datasets"] = one.datasets;
      finding["components"] = one.components;
    }
    findings.push_back(std::move(finding));
  }
  print(json{{"ok", diagnosis.count(State::ok)},
             {"missing", diagnosis.count(State::missing)},
             {"unknown", diagnosis.count(State::unknown)},
             {"findings", std::move(findings)}}
            .dump(-1, ' ', false, json::error_handler_t::replace));
}

int run(const Session& session) {
  const Diagnosis diagnosis = diagnose(session);
  session.arguments.json ? print_json(diagnosis) : print_table(diagnosis);
  return diagnosis.count(State::missing) == 0 ? exit_done : exit_failed;
}

}  // namespace

const Command doctor_command = {
    "doctor",
    "Is everything in place? Tries credentials, instance, permissions and store",
    {},
    {"instance", "region", "profile", "role_arn", "external_id", "endpoint_url", "rate_share", "rates",
     "request_timeout", "only", "skip", "log_group", "carrier_lookup", "storage", "database"},
    {"json"},
    "  connect-ops-review doctor --instance harbour --region eu-central-1\n"
    "  connect-ops-review doctor --instance arn:aws:connect:eu-central-1:111122223333:instance/ID --only quota\n"
    "  connect-ops-review doctor --json | jq '.findings[] | select(.state == \"missing\")'\n"
    "\nEvery permission is tried with the smallest call that needs it. Nothing is written, and nothing is paid for: "
    "what\n"
    "costs money is asked of IAM's policy simulator, where the caller may ask it (iam:SimulatePrincipalPolicy). Exit\n"
    "code 1 when something is missing.",
    run};

}  // namespace cli
