#include <fmt/format.h>
#include <map>

#include "base/encode.hpp"
#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"
#include "words/width.hpp"

namespace checks {
namespace {

struct Country {
  double numbers = 0;
  double unknown = 0;                      // numbers whose carrier is not known: an unknown carrier is no carrier
  std::map<std::string, double> carriers;  // the known ones, with how many numbers they carry
  std::optional<Gap> gap;                  // the first reason for an unknown one
  bool only_toll_free = true;

  void add(const model::PhoneNumber& number, const model::Carrier* carrier, const std::optional<Gap>& otherwise) {
    ++numbers;
    only_toll_free = only_toll_free && number.type == "TOLL_FREE";
    if (carrier != nullptr && !carrier->gap && !carrier->name.empty()) {
      ++carriers[carrier->name];
      return;
    }
    ++unknown;
    const auto& why = carrier == nullptr ? otherwise : carrier->gap;
    if (!gap) gap = why;
  }
};

using Countries = std::map<std::string, Country>;

// Neither has a carrier to be looked up.
bool has_carrier(const model::PhoneNumber& number) {
  return number.type != "UIFN" && number.type != "SHORT_CODE";
}

Countries by_country(const model::PhoneNumbers& phone_numbers, Known<model::Carriers> carriers) {
  Countries countries;
  for (const auto& number : phone_numbers.numbers) {
    if (!has_carrier(number)) continue;
    const auto found = carriers->find(number.e164);
    if (found != carriers->end()) {
      countries[number.country].add(number, &found->second, std::nullopt);
    } else if (carriers.dataset.gap) {  // it was left out for that reason
      countries[number.country].add(number, nullptr, carriers.dataset.gap);
    }
  }
  return countries;
}

std::string observed(const std::string& code, const Country& country) {
  std::string text = words::counted(country.numbers, "number", "numbers");
  std::vector<std::string> parts;
  for (const auto& [name, numbers] : country.carriers)
    parts.push_back(fmt::format("{} ({})", base::printable(name, 60), words::number(numbers)));
  if (!parts.empty())
    text +=
        fmt::format(" with {}{}", words::counted(double(parts.size()), "carrier: ", "carriers: "), words::list(parts));
  if (country.unknown > 0) text += fmt::format("; the carrier of {} is not known", words::number(country.unknown));
  text += ".";
  if (country.only_toll_free && (code == "US" || code == "CA")) {
    text += " All of them are toll-free, and AWS itself spreads US toll-free calls over several carriers.";
  }
  return text;
}

// Left out by the user's own choice, which is not a gap.
Judgement left_out(Resource resource, const std::string& why) {
  Judgement judgement;
  judgement.status = Status::info;
  judgement.resource = std::move(resource);
  judgement.observed = why;
  return judgement;
}

// "24 numbers in DE depend on one carrier, Elbkabel Telefon"
std::string headline_of(const std::string& code, const Country& country) {
  const std::string carrier = words::one_line(country.carriers.begin()->first, 40);
  return fmt::format("{} in {} depend on one carrier, {}", words::counted(country.numbers, "number", "numbers"),
                     base::printable(code, 10), words::shortened(carrier, 40));
}

Judgement unknown_carriers(Resource resource, const Country& country) {
  const Gap silent{model::GapKind::not_supported, "AWS does not know the carrier of every number", ""};
  return not_assessed(std::move(resource), country.gap.value_or(silent));
}

// `unread` is why there may be more numbers than those that were read: another carrier's among them.
Judgement judge_country(const Scene& scene, const std::string& code, const Country& country,
                        const std::optional<Gap>& unread) {
  Resource resource{"country", code, code};
  Judgement judgement;
  if (country.carriers.size() < 2 && unread) {
    judgement = not_assessed(std::move(resource), *unread);
  } else if (country.numbers == 1) {
    judgement = not_applicable(std::move(resource), "");
  } else if (country.carriers.size() < 2 && country.gap && country.gap->kind == model::GapKind::switched_off) {
    judgement = left_out(std::move(resource), "");
  } else if (country.carriers.size() < 2 && country.unknown > 0) {
    judgement = unknown_carriers(std::move(resource), country);
  } else {
    judgement.status = country.carriers.size() >= 2 ? Status::pass : Status::warn;
    judgement.resource = std::move(resource);
    judgement.measured = {double(country.carriers.size()), "carriers", 2, true};
    if (judgement.status == Status::warn) judgement.headline = headline_of(code, country);
  }
  judgement.observed = observed(code, country);
  if (judgement.status == Status::info) {
    judgement.observed += fmt::format(" {}", words::sentence(country.gap->reason));
  }
  if (judgement.status == Status::not_applicable) judgement.observed += " One number cannot be spread over carriers.";
  judgement.limit = "Two carriers or more in a country with two numbers or more";
  judgement.evidence = "mobiletargeting:PhoneNumberValidate, carrier of each number";
  judgement.console_url = phone_numbers_page(scene);
  return judgement;
}

Judgements judge(const Scene& scene, Known<model::PhoneNumbers> phone_numbers, Known<model::Carriers> carriers) {
  Judgements judgements;
  for (const auto& [code, country] : by_country(*phone_numbers, carriers))
    judgements.push_back(judge_country(scene, code, country, phone_numbers.dataset.gap));
  if (judgements.empty()) {
    judgements.push_back(not_applicable(the_instance(scene), "The instance has no phone numbers with a carrier."));
  }
  return judgements;
}

std::optional<Judgement> moot(const Scene& scene, const Dataset<model::PhoneNumbers>& phone_numbers) {
  const auto off = model::no_carrier_lookup(scene.settings);
  if (!off || !phone_numbers.known()) return std::nullopt;
  if (phone_numbers.complete() && phone_numbers.value->numbers.empty()) {
    return not_applicable(the_instance(scene), "The instance has no phone numbers with a carrier.");
  }
  return left_out(the_instance(scene), words::sentence(off->reason));
}

}  // namespace

const Check carrier_diversity = on<judge, &Inventory::phone_numbers, &Inventory::carriers>(
    {
        .id = "carrier_diversity",
        .component = "phone",
        .title = "Carriers in each country",
        .pillar = Pillar::resilience,
        .severity = Severity::medium,
        .why =
            "If all numbers of a country come from one carrier, an outage of that carrier takes every line of the country "
            "down.",
        .remedy =
            "Ask AWS Support for a number from another carrier in this country and keep it ready as a second way in.",
        .action = "Get a number from another carrier",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/operational-excellence.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/ag-overview-numbers.html"},
    },
    moot_when<moot, &Inventory::phone_numbers>());

}  // namespace checks
