// The mutes of one review at work: they mark the findings that they cover, and at the end it is told which of them have
// expired and which cover nothing.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/document.hpp"
#include "model/mute.hpp"

namespace app {

class Muting {
 public:
  Muting(std::vector<model::Mute> mutes, model::Day today);

  bool empty() const { return counted_.empty(); }
  // Whether one of them asks for tags.
  bool needs_tags() const;

  // Of the mutes that hold, the first that covers the finding is kept with it. Any thread.
  void mark(model::Finding& finding, const model::MuteScene& scene) const;
  // All of them, which are then in the order of model::comes_before.
  void mark(std::vector<model::Finding>& findings, const model::MuteScene& scene) const;

  // Takes note of what the mutes cover. One thread at a time.
  void count(const model::Finding& finding, const model::MuteScene& scene);
  // The same of a document of the review, all of whose checks were made.
  void count(const model::Document& document, const model::MuteScene& scene);

  // A sentence for each mute of this instance that has expired and for each that covers nothing; of those without an
  // open finding, only where the checks that they name were made.
  std::vector<std::string> notes(const model::MuteScene& scene) const;

 private:
  struct Counted {
    model::Mute mute;
    bool has_expired = false;
    int findings = 0;  // that it covers
    int open = 0;      // of these, that it could mute
  };

  bool was_looked_for(const model::Mute& mute) const;

  std::vector<Counted> counted_;
  std::set<std::string, std::less<>> made_;  // checks
  bool is_whole_ = true;                     // everything was read
};

}  // namespace app
