#include "app/mute/mute_edit.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "app/config/check_choice.hpp"
#include "app/mute/mute_place.hpp"
#include "app/mute/mute_text.hpp"
#include "app/stored.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace app {
namespace {

using base::ErrorKind;
using model::Mute;

constexpr std::size_t newest_reviews = 20;  // that a finding is looked for in
constexpr int longest_days = 3650;

struct Word {
  std::string_view key;
  std::string Mute::* text;
};

constexpr Word target_words[] = {{"check", &Mute::check},   {"resource", &Mute::resource}, {"account", &Mute::account},
                                 {"region", &Mute::region}, {"instance", &Mute::instance}, {"tag", &Mute::tag}};

void add_word(Mute& mute, const std::string& word) {
  const auto equals = word.find('=');
  const auto* known = std::ranges::find(target_words, std::string_view(word).substr(0, equals), &Word::key);
  if (equals == std::string::npos && mute.id.empty()) {
    mute.id = word;
  } else if (equals != std::string::npos && known != std::end(target_words)) {
    mute.*known->text = word.substr(equals + 1);
  } else {
    throw base::Error(ErrorKind::usage,
                      fmt::format("'{}' does not say what to mute: give the id of a finding, or check=PATTERN with "
                                  "resource=, account=, region=, instance= or tag=",
                                  base::printable(word, 60)));
  }
}

Mute target_alone(const Mute& mute) {
  Mute target;
  target.id = mute.id;
  for (const Word& word : target_words) target.*word.text = mute.*word.text;
  if (!mute.id.empty()) target.instance.clear();  // which the id knows
  return target;
}

std::optional<std::string> text_in(const std::string& name, const Config& config,
                                   const std::function<Cloud&()>& cloud) {
  return MutePlace(name, config, cloud).read();
}

}  // namespace

Mute parse_target(const std::vector<std::string>& words) {
  Mute mute;
  for (const std::string& word : words) add_word(mute, word);
  if (!mute.check.empty()) chosen_checks({mute.check});
  return mute;
}

model::Day parse_expiry(std::string_view text, model::Day today) {
  std::optional<model::Day> day = model::parse_day(text);
  if (!day && text.ends_with('d')) {
    const auto days = base::number_in<int>(text.substr(0, text.size() - 1));
    if (days && *days > 0 && *days <= longest_days) day = today + std::chrono::days(*days);
  }
  if (!day) {
    throw base::Error(ErrorKind::usage,
                      fmt::format("--expires must be a day such as 2027-03-31, or 1d to {}d, not '{}'", longest_days,
                                  base::printable(text, 40)));
  }
  if (*day >= today) return *day;
  throw base::Error(ErrorKind::usage, fmt::format("--expires {} is over already", model::to_text(*day)));
}

std::optional<NamedFinding> find_finding(store::Store& store, const std::string& id, base::Time now) {
  store::Filter filter;
  filter.to = latest_possible(now);
  filter.limit = newest_reviews;
  for (const auto& summary : store.reviews(filter).reviews) {
    const model::Review review = load_review(store, summary.review_id);
    const auto findings = model::all_findings(review);
    const auto found = std::ranges::find(findings, id, &model::Finding::id);
    if (found == findings.end()) continue;
    const auto& resource = found->resource;
    return NamedFinding{found->check_id, resource.name.empty() ? resource.key : resource.name,
                        model::instance_of(review).instance_id};
  }
  return std::nullopt;
}

Mutes::Mutes(const Config& config, const base::Environment& environment, std::function<Cloud&()> cloud)
    : config_(config), cloud_(std::move(cloud)) {
  if (const auto file = config.file() ? config.file() : default_config_file(environment)) settings_ = file->string();
  place_ = config.get(options::mutes).empty() ? settings_ : config.get(options::mutes);
  if (place_.empty()) {
    throw base::Error(ErrorKind::config, "there is no file for mutes: name one with --mutes or --config");
  }
}

std::vector<Mute> Mutes::in(const std::string& place) const {
  const auto text = text_in(place, config_, cloud_);
  if (!text) return {};
  return parse_mutes(*text, place, {.allow_open = true, .is_settings = place == settings_});
}

std::vector<Mute> Mutes::all() const {
  std::vector<Mute> mutes;
  if (!settings_.empty()) mutes = in(settings_);
  if (place_ != settings_) std::ranges::move(in(place_), std::back_inserter(mutes));
  return mutes;
}

bool Mutes::add(const Mute& mute, const std::string& comment) {
  MutePlace place(place_, config_, cloud_);
  std::string text = place.read().value_or("");
  const auto before = parse_mutes(text, place_, {.allow_open = true, .is_settings = place_ == settings_});
  const auto same = std::ranges::find(before, target_alone(mute), target_alone);
  if (same != before.end()) text = without_mute(text, *same, place_);
  place.write(with_mute(text, mute, comment, place_));
  return same == before.end();
}

Mute Mutes::remove(std::string_view which) {
  const auto mutes = all();
  std::vector<Mute> meant;
  const auto number = base::number_in<std::size_t>(which);
  if (number && which.size() < 16) {
    if (*number >= 1 && *number <= mutes.size()) meant.push_back(mutes[*number - 1]);
  } else {
    std::ranges::copy_if(mutes, std::back_inserter(meant), [&](const Mute& mute) { return mute.id == which; });
  }
  if (meant.size() != 1) {
    throw base::Error(ErrorKind::usage,
                      fmt::format("there {} '{}'; `mute list` numbers them",
                                  meant.empty() ? "is no mute" : "are several mutes of", base::printable(which, 60)));
  }
  MutePlace place(meant.front().source, config_, cloud_);
  place.write(without_mute(place.read().value_or(""), meant.front(), place.name()));
  return meant.front();
}

}  // namespace app
