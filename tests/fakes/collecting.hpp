// What the tests of collectors start from: a scripted AWS, and an inventory of which only the instance and the window
// are known. One thread.
#pragma once

#include <functional>
#include <gtest/gtest.h>
#include <string>

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/scripted_client.hpp"

namespace fakes {

class Collecting : public testing::Test {
 protected:
  using json = nlohmann::json;
  using Inventory = model::Inventory;

  Collecting() {
    inventory_.instance_ref = model::parse_instance_arn(arn);
    inventory_.window = {at("2026-11-02T09:30:00Z"), at("2026-11-16T09:30:00Z")};
  }

  static base::Time at(std::string_view iso) { return *base::from_iso8601(iso); }

  // What the collector of this dataset makes of it and of those that the inventory holds.
  template <auto member>
  auto read() {
    collect::collector_of(model::dataset_of<member>).collect(source_, inventory_);
    return inventory_.*member;
  }

  // The kind of the error that ends the dataset.
  static base::ErrorKind failure_of(const std::function<void()>& collect) {
    try {
      collect();
    } catch (const base::Error& error) {
      return error.kind();
    }
    ADD_FAILURE() << "nothing was thrown";
    return base::ErrorKind::internal;
  }

  // A text that no page, terminal or document must take as it is: 5,000 characters, markup and control characters.
  static std::string hostile_text() { return "<b>\x1B[31m\"'&\xFF" + std::string(5000, 'x'); }

  static inline const std::string id = "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
  static inline const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/" + id;
  static inline const model::Gap denied = {model::GapKind::denied, "it is not allowed", "connect:ListThings"};

  ScriptedClient aws_;
  ManualClock clock_;
  model::Inventory inventory_;
  collect::Source source_{aws_, clock_, inventory_};
};

}  // namespace fakes
