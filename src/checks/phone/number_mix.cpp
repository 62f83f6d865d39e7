#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold mostly_toll_free{.check = "number_mix",
                                     .id = "mostly_toll_free",
                                     .value = 70,
                                     .unit = "percent of the numbers",
                                     .what = "When more are toll-free, direct dial numbers are proposed.",
                                     .most = 100};

bool is_toll_free(const model::PhoneNumber& number) {
  return number.type == "TOLL_FREE" || number.type == "THIRD_PARTY_TF";
}
bool is_local(const model::PhoneNumber& number) {
  return number.type == "DID" || number.type == "THIRD_PARTY_DID";
}

struct Mix {
  double total = 0;
  double toll_free = 0;
  double local = 0;
  double us_toll_free = 0;
  double us_local = 0;
  std::map<std::string, double> by_type;
};

Mix mix_of(const std::vector<model::PhoneNumber>& numbers) {
  Mix mix;
  for (const auto& number : numbers) {
    const bool in_us = number.country == "US";
    ++mix.total;
    ++mix.by_type[number.type];
    if (is_toll_free(number)) ++(in_us ? mix.us_toll_free : mix.toll_free);
    if (is_local(number)) ++(in_us ? mix.us_local : mix.local);
  }
  mix.toll_free += mix.us_toll_free;
  mix.local += mix.us_local;
  return mix;
}

std::string words(const std::string& type) {
  if (type == "TOLL_FREE") return "toll-free";
  if (type == "DID") return "direct dial (DID)";
  if (type == "UIFN") return "universal freephone (UIFN)";
  if (type == "SHARED") return "shared cost";
  if (type == "SHORT_CODE") return "short code";
  if (type == "THIRD_PARTY_TF") return "toll-free of another provider";
  if (type == "THIRD_PARTY_DID") return "direct dial of another provider";
  return type.empty() ? "of unknown type" : words::title_of(type);
}

std::string share(double part, double whole) {
  return words::percentage(part / whole * 100);
}

std::string observed(const Mix& mix) {
  std::vector<std::pair<std::string, double>> types(mix.by_type.begin(), mix.by_type.end());
  std::ranges::stable_sort(types, [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text = words::counted(mix.total, "number", "numbers");
  std::string_view before = ": ";
  for (const auto& [type, numbers] : types) {
    text += fmt::format("{}{} {}", before, words::number(numbers), words(type));
    before = ", ";
  }
  return fmt::format("{}. Toll-free: {}, direct dial: {}, those of other providers included.", text,
                     share(mix.toll_free, mix.total), share(mix.local, mix.total));
}

struct Advice {
  std::string remedy;
  std::string action;
};

Advice advice(const Scene& scene, const Mix& mix) {
  if (mix.toll_free / mix.total * 100 > mostly_toll_free.in(scene)) {
    return {
        "Most numbers are toll-free: that is resilient, but each minute costs more. See whether direct dial numbers "
        "would do for some of them.",
        "Consider direct dial numbers"};
  }
  if (mix.toll_free == 0) {
    return {
        "There is no toll-free number. If you serve the US, think about one: AWS spreads US toll-free calls over "
        "several carriers, so it stays up when a carrier fails.",
        "Consider a toll-free number"};
  }
  if (mix.us_local > 0 && mix.us_toll_free < mix.us_local) {
    return {
        "In the US there are fewer toll-free than direct dial numbers. Put the lines that must not fail on "
        "toll-free numbers: AWS spreads those over several carriers.",
        "Move vital lines to toll-free numbers"};
  }
  return {};
}

Judgements judge(const Scene& scene, Known<model::PhoneNumbers> phone_numbers) {
  const auto& numbers = phone_numbers->numbers;
  if (numbers.empty()) return {not_applicable(the_instance(scene), "The instance has no phone numbers.")};
  const Mix mix = mix_of(numbers);
  Judgement judgement;
  judgement.status = Status::info;
  judgement.resource = the_instance(scene);
  judgement.observed = observed(mix);
  judgement.evidence = "connect:ListPhoneNumbersV2";
  if (phone_numbers.dataset.complete()) {
    auto [remedy, action] = advice(scene, mix);
    judgement.remedy = std::move(remedy);
    judgement.action = std::move(action);
  } else {
    judgement.observed =
        fmt::format("A part of the numbers was read, and the shares are of that part: {}", judgement.observed);
  }
  judgement.console_url = phone_numbers_page(scene);
  return {judgement};
}

}  // namespace

const Check number_mix = on<judge, &Inventory::phone_numbers>({
    .id = "number_mix",
    .component = "phone",
    .title = "Kinds of phone numbers",
    .pillar = Pillar::cost,
    .severity = Severity::informational,
    .why = "Toll-free numbers cost more a minute than direct dial numbers, and in the US they survive the outage of a "
           "carrier.",
    .remedy = "Choose the kind of each number by what the line is for.",
    .action = "Choose number kinds by purpose",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/ag-overview-numbers.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/operational-excellence.html"},
    .thresholds = {mostly_toll_free},
});

}  // namespace checks
