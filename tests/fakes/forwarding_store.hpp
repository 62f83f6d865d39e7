// A store that does what another one does: the base of those that a test wants to be different in one verb. As many
// threads as the other takes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

namespace fakes {

class ForwardingStore : public store::Store {
 public:
  explicit ForwardingStore(store::Store& inner) : inner_(inner) {}

  bool claim(const store::Item& status) override { return inner_.claim(status); }
  bool replace(const store::Item& before, const store::Item& item) override { return inner_.replace(before, item); }
  void put(const store::Item& item) override { inner_.put(item); }
  std::optional<store::Item> get(std::string_view id, std::string_view component) override {
    return inner_.get(id, component);
  }
  store::Items load(std::string_view id) override { return inner_.load(id); }
  store::ReviewPage reviews(const store::Filter& filter) override { return inner_.reviews(filter); }
  store::Items history(std::string_view component, const store::Filter& filter) override {
    return inner_.history(component, filter);
  }
  bool remove(std::string_view id) override { return inner_.remove(id); }
  void put_file(std::string_view id, std::string_view name, std::string_view bytes,
                std::string_view media_type) override {
    inner_.put_file(id, name, bytes, media_type);
  }
  std::optional<std::string> get_file(std::string_view id, std::string_view name) override {
    return inner_.get_file(id, name);
  }
  void remove_file(std::string_view id, std::string_view name) override { inner_.remove_file(id, name); }
  std::string link(std::string_view id, std::string_view name, std::chrono::seconds life) override {
    return inner_.link(id, name, life);
  }
  store::Info info() override { return inner_.info(); }
  std::vector<store::Property> condition() override { return inner_.condition(); }
  std::string try_writing() override { return inner_.try_writing(); }
  store::Survey survey() override { return inner_.survey(); }

 private:
  store::Store& inner_;
};

}  // namespace fakes
