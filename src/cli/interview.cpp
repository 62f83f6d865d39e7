#include "cli/interview.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/instances.hpp"
#include "aws/credentials/config_files.hpp"
#include "aws/operations/pinpoint.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "cli/live.hpp"
#include "cli/questions.hpp"
#include "store/open.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using app::OptionId;
using base::ErrorKind;

// ---- profile ----

// Credentials that are there without a profile.
bool has_keys(const base::Environment& environment) {
  constexpr const char* variables[] = {"AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                       "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_WEB_IDENTITY_TOKEN_FILE"};
  return std::ranges::any_of(variables, [&](const char* name) { return environment.get(name).has_value(); });
}

std::vector<Choice> profiles(const base::Environment& environment) {
  std::vector<Choice> choices;
  for (const auto& [name, section] : aws::read_config_files(environment).profiles) {
    choices.push_back({name, base::printable(name, 60), base::printable(section.text("region"), 40)});
  }
  if (!choices.empty()) {
    choices.push_back({"", "none", "what the environment, the container or the machine has"});
  }
  return choices;
}

bool are_there_profiles(const Interview& interview) {
  return !profiles(interview.environment()).empty();
}

std::string offered_profile(Interview& interview) {
  std::string configured = interview.config().get(options::profile);
  if (!configured.empty() || has_keys(interview.environment())) return configured;
  return aws::read_config_files(interview.environment()).profiles.contains("default") ? "default" : "";
}

std::string ask_for_profile(Interview& interview) {
  const auto choices = profiles(interview.environment());
  say(fmt::format("\nWhich profile of AWS's configuration files?\n{}", listed(choices)));
  return ask("Profile:", number_of(offered_profile(interview), choices),
             [&](const std::string& answer) { return chosen_by(answer, choices).value; });
}

// ---- region and instance ----

bool is_arn(const std::string& instance) {
  return instance.starts_with("arn:");
}

// An ARN has it.
bool is_region_open(const Interview& interview) {
  const auto instances = interview.config().get(options::instance);
  return !interview.config().is_flag(options::instance) || !std::ranges::all_of(instances, is_arn);
}

std::string offered_region(Interview& interview) {
  try {
    return interview.cloud().region();
  } catch (const base::Error&) {  // none is set anywhere
    return "";
  }
}

std::string ask_for_region(Interview& interview) {
  return ask("\nWhich AWS Region is the contact centre in?", offered_region(interview),
             read_as(app::option_of(OptionId::region)));
}

std::vector<Choice> instances_in(app::Cloud& cloud) {
  std::vector<Choice> choices;
  for (const app::FoundInstance& found : app::look_up_instances(cloud, true, {})) {
    const std::string& arn = found.instance().arn;
    choices.push_back({arn, found.wanted, arn});
  }
  return choices;
}

// Numbers of what is listed, names or ARNs, separated by commas.
std::string read_instances(const std::string& answer, const std::vector<Choice>& choices) {
  const auto parts = options::instance.kind.read(answer).value_or(std::vector<std::string>());
  std::vector<std::string> arns;
  for (const std::string& part : parts) arns.push_back(is_arn(part) ? part : chosen_by(part, choices).value);
  app::require_instances(arns);
  return fmt::format("{}", fmt::join(arns, ","));
}

std::string ask_for_arn() {
  return ask("Its ARN:", "", [](const std::string& answer) { return model::parse_instance_arn(answer).arn; });
}

// Whoever may not list them can name one all the same; in a region without any, another is asked for.
std::string ask_for_instances(Interview& interview) {
  while (true) {
    app::Cloud cloud = interview.cloud();
    std::vector<Choice> choices;
    try {
      choices = instances_in(cloud);
    } catch (const base::Error& error) {
      if (error.kind() != ErrorKind::denied) throw;
      say(fmt::format("\nWhich instance? They cannot be listed: {}\n", error.what()));
      return ask_for_arn();
    }
    if (!choices.empty()) {
      say(fmt::format("\nWhich instance is reviewed? Several are separated by commas.\n{}", listed(choices)));
      return ask("Instance:", choices.size() == 1 ? "1" : "",
                 [&](const std::string& answer) { return read_instances(answer, choices); });
    }
    say(fmt::format("\nThere is no Amazon Connect instance in {}.\n", cloud.region()));
    interview.answer(OptionId::region, ask_for_region(interview));
  }
}

// The configured ones, or the only one.
std::string offered_instances(Interview& interview) {
  if (!interview.config().is_default(options::instance)) return interview.config().text(OptionId::instance);
  app::Cloud cloud = interview.cloud();
  const auto choices = instances_in(cloud);
  if (choices.size() == 1) return choices.front().value;
  throw base::Error(ErrorKind::usage, fmt::format("there {} in {}: say which with --instance",
                                                  choices.empty() ? "is no Amazon Connect instance"
                                                                  : fmt::format("are {} instances", choices.size()),
                                                  cloud.region()));
}

// ---- where reviews are kept ----

std::string ask_for_storage(Interview& interview) {
  const std::vector<Choice> choices = {
      {"sqlite", "sqlite", "a file on this machine: a laptop, a cron job, a first try"},
      {"s3", "s3", "a bucket: weekly reviews, lowest cost"},
      {"dynamodb", "dynamodb", "a table, and a bucket for the reports: daily reviews"},
  };
  say(fmt::format("\nWhere are reviews kept?\n{}", listed(choices)));
  return ask("Storage:", number_of(interview.config().get(options::storage), choices),
             [&](const std::string& answer) { return chosen_by(answer, choices).value; });
}

bool needs_table(const Interview& interview) {
  return interview.config().get(options::storage) == "dynamodb";
}

bool needs_bucket(const Interview& interview) {
  return interview.config().get(options::storage) != "sqlite";
}

// As the store will take it.
Read read_name_in(std::string_view backend, std::string store::Location::* name) {
  return [backend = std::string(backend), name](const std::string& answer) {
    store::Location place;
    place.backend = backend;
    place.*name = answer;
    store::require_location(place);
    return answer;
  };
}

std::string ask_for_table(Interview& interview) {
  return ask("Table:", interview.config().get(options::table), read_name_in("dynamodb", &store::Location::table));
}

std::string ask_for_bucket(Interview& interview) {
  return ask(needs_table(interview) ? "Bucket for the reports:" : "Bucket:", interview.config().get(options::bucket),
             read_name_in("s3", &store::Location::bucket));
}

// ---- cost ----

bool may_look_up_carriers(const Interview& interview) {
  return interview.config().get(options::carrier_lookup);
}

std::string ask_for_budget(Interview& interview) {
  return ask_for_carrier_budget(interview.config().text(OptionId::carrier_budget_usd));
}

// In the order in which they are asked: where an answer leads to another question, that comes later.
struct Question {
  OptionId option;
  bool (*is_open)(const Interview&);  // after the answers before it; none: always
  std::string (*ask)(Interview&);
  std::string (*offered)(Interview&);  // none: what is configured
};

constexpr Question questions[] = {
    {OptionId::profile, are_there_profiles, ask_for_profile, offered_profile},
    {OptionId::region, is_region_open, ask_for_region, offered_region},
    {OptionId::instance, nullptr, ask_for_instances, offered_instances},
    {OptionId::storage, nullptr, ask_for_storage, nullptr},
    {OptionId::table, needs_table, ask_for_table, nullptr},
    {OptionId::bucket, needs_bucket, ask_for_bucket, nullptr},
    {OptionId::carrier_budget_usd, may_look_up_carriers, ask_for_budget, nullptr},
};

bool is_open(const Question& question, const Interview& interview) {
  return !interview.config().is_flag(question.option) && (question.is_open == nullptr || question.is_open(interview));
}

[[noreturn]] void refuse_to_guess(const Interview& interview) {
  std::vector<std::string> flags;
  for (const Question& question : questions) {
    if (is_open(question, interview)) flags.push_back(app::option_of(question.option).flag());
  }
  throw base::Error(ErrorKind::usage,
                    fmt::format("nobody is at a terminal to be asked: give {}, or --yes for what init would offer",
                                fmt::join(flags, ", ")));
}

}  // namespace

std::string ask_for_carrier_budget(std::string_view fallback) {
  return ask(
      fmt::format("\nLooking up the carrier of a phone number costs {}, once a number. How many USD may a review "
                  "pay for that? 0 looks up none.",
                  words::usd(aws::pinpoint::number_price.usd)),
      fallback, read_as(app::option_of(OptionId::carrier_budget_usd)));
}

Interview::Interview(const Session& session) : session_(session), flags_(session.arguments.flags) {
  config_ = std::make_unique<app::Config>(flags_, std::filesystem::path(), environment());
}

void Interview::answer(OptionId option, std::string value) {
  flags_.insert_or_assign(std::string(app::option_of(option).key), std::move(value));
  config_ = std::make_unique<app::Config>(flags_, std::filesystem::path(), environment());
  if (option == OptionId::profile || option == OptionId::region) account_.reset();
}

std::shared_ptr<aws::Account> Interview::account() {
  if (!account_) account_ = app::configured_account(session_.world, *config_, mfa_prompt());
  return account_;
}

void Interview::ask_all() {
  const bool is_asked = somebody_is_there() && !session_.arguments.yes;
  for (const Question& question : questions) {
    if (!is_open(question, *this)) continue;
    if (!is_asked && !session_.arguments.yes) refuse_to_guess(*this);
    if (is_asked) {
      answer(question.option, question.ask(*this));
    } else {
      answer(question.option, question.offered == nullptr ? config_->text(question.option) : question.offered(*this));
    }
  }
}

std::map<OptionId, std::string> Interview::chosen() const {
  std::map<OptionId, std::string> chosen;
  for (const auto& [key, value] : flags_) {
    const app::Option& option = *app::find_option(key);
    const bool is_of_messages = option.id == OptionId::log_level || option.id == OptionId::log_file;
    if (!value.empty() && !is_of_messages) chosen[option.id] = value;
  }
  return chosen;
}

}  // namespace cli
