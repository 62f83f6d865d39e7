// The same store in memory: the twin that tests of other layers use, held to the same contract. Gone with the object.
// Any thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "store/store.hpp"

namespace store {

class MemoryStore final : public Store {
 public:
  explicit MemoryStore(base::Clock& clock) : clock_(clock) {}

  bool claim(const Item& status) override;
  bool replace(const Item& before, const Item& item) override;
  void put(const Item& item) override;
  std::optional<Item> get(std::string_view review_id, std::string_view component) override;
  Items load(std::string_view review_id) override;
  ReviewPage reviews(const Filter& filter) override;
  Items history(std::string_view component, const Filter& filter) override;
  bool remove(std::string_view review_id) override;
  void put_file(std::string_view review_id, std::string_view file_name, std::string_view bytes,
                std::string_view media_type) override;
  std::optional<std::string> get_file(std::string_view review_id, std::string_view file_name) override;
  void remove_file(std::string_view review_id, std::string_view file_name) override;
  std::string link(std::string_view review_id, std::string_view file_name, std::chrono::seconds life) override;
  Info info() override;
  std::string try_writing() override { return "in memory there is nothing to try"; }
  std::vector<Property> condition() override { return {}; }
  Survey survey() override;

  // A document as a fault or another program could have left it: any text, and no ttl.
  void put_text(std::string_view review_id, std::string_view component, std::string_view text);

 private:
  struct Entry {
    std::string text;  // canonical, so that what comes out has gone the same way as in the other stores
    std::string instance_arn;
    std::optional<std::int64_t> ttl;
  };
  using Key = std::pair<std::string, std::string>;  // review id; component or file name
  using Documents = std::map<Key, Entry>;

  bool is_live(const Entry& entry) const;
  // The live documents of one review, by component.
  void each_of(std::string_view review_id, const std::function<void(const Key&, const Entry&)>& visit) const;
  void delete_expired();

  std::mutex mutex_;  // guards what follows
  Documents documents_;
  std::map<Key, std::string> files_;
  base::Clock& clock_;
};

}  // namespace store
