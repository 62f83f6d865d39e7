#include "store/memory.hpp"

#include <fmt/format.h>
#include <set>

#include "base/timestamp.hpp"
#include "store/document.hpp"

namespace store {

bool MemoryStore::is_live(const Entry& entry) const {
  return !entry.ttl || *entry.ttl > base::to_epoch_seconds(clock_.earliest());
}

void MemoryStore::each_of(std::string_view review_id,
                          const std::function<void(const Key&, const Entry&)>& visit) const {
  const std::string id(review_id);
  for (auto it = documents_.lower_bound({id, ""}); it != documents_.end() && it->first.first == id; ++it) {
    if (is_live(it->second)) visit(it->first, it->second);
  }
}

bool MemoryStore::claim(const Item& status) {
  Entry entry{to_text(status), instance_arn(status.body), ttl(status.body)};
  const std::lock_guard lock(mutex_);
  delete_expired();
  return documents_.try_emplace({status.review_id, status.component}, std::move(entry)).second;
}

bool MemoryStore::replace(const Item& before, const Item& item) {
  const std::string text = to_text(before);
  Entry entry{to_text(item), instance_arn(item.body), ttl(item.body)};
  const std::lock_guard lock(mutex_);
  const auto there = documents_.find({item.review_id, item.component});
  if (there == documents_.end() || there->second.text != text) return false;
  there->second = std::move(entry);
  return true;
}

void MemoryStore::delete_expired() {
  std::set<std::string> touched;
  std::erase_if(documents_, [&](const auto& document) {
    const bool expired = !is_live(document.second);
    if (expired) touched.insert(document.first.first);
    return expired;
  });
  if (touched.empty()) return;
  for (const auto& [key, entry] : documents_) touched.erase(key.first);
  std::erase_if(files_, [&](const auto& file) { return touched.contains(file.first.first); });
}

void MemoryStore::put(const Item& item) {
  Entry entry{to_text(item), instance_arn(item.body), ttl(item.body)};
  const std::lock_guard lock(mutex_);
  documents_.insert_or_assign({item.review_id, item.component}, std::move(entry));
}

void MemoryStore::put_text(std::string_view review_id, std::string_view component, std::string_view text) {
  const std::lock_guard lock(mutex_);
  documents_.insert_or_assign({std::string(review_id), std::string(component)}, Entry{std::string(text), "", {}});
}

std::optional<Item> MemoryStore::get(std::string_view review_id, std::string_view component) {
  const std::lock_guard lock(mutex_);
  const auto found = documents_.find({std::string(review_id), std::string(component)});
  if (found == documents_.end() || !is_live(found->second)) return std::nullopt;
  return readable_item(review_id, component, found->second.text);
}

Items MemoryStore::load(std::string_view review_id) {
  const std::lock_guard lock(mutex_);
  Items items;
  each_of(review_id, [&](const Key& key, const Entry& entry) { add(items, key.first, key.second, entry.text); });
  return items;
}

ReviewPage MemoryStore::reviews(const Filter& filter) {
  require_limit(filter);
  const std::lock_guard lock(mutex_);
  std::set<std::string, std::greater<>> ids;
  for (const auto& [key, entry] : documents_) {
    if (!filter.page.empty() && key.first >= filter.page) continue;
    if (!filter.instance_arn.empty() && entry.instance_arn != filter.instance_arn) continue;
    if (is_live(entry) && in_range(key.first, filter)) ids.insert(key.first);
  }
  ReviewPage page;
  for (const std::string& id : ids) {
    if (page.reviews.size() == filter.limit) {
      page.next = page.reviews.back().review_id;
      break;
    }
    std::optional<std::string> status;
    each_of(id, [&](const Key& key, const Entry& entry) {
      if (key.second == status_component) status = entry.text;
    });
    add(page, id, status);
  }
  return page;
}

Items MemoryStore::history(std::string_view component, const Filter& filter) {
  const std::lock_guard lock(mutex_);
  Items items;
  for (auto it = documents_.rbegin(); it != documents_.rend(); ++it) {
    const auto& [key, entry] = *it;
    if (key.second != component || !is_live(entry) || !in_range(key.first, filter)) continue;
    if (!filter.instance_arn.empty() && entry.instance_arn != filter.instance_arn) continue;
    add(items, key.first, key.second, entry.text);
  }
  return items;
}

bool MemoryStore::remove(std::string_view review_id) {
  const std::lock_guard lock(mutex_);
  bool removed = false;
  each_of(review_id, [&](const Key&, const Entry&) { removed = true; });
  const auto is_of_review = [&](const auto& entry) { return entry.first.first == review_id; };
  std::erase_if(documents_, is_of_review);
  std::erase_if(files_, is_of_review);
  return removed;
}

void MemoryStore::put_file(std::string_view review_id, std::string_view file_name, std::string_view bytes,
                           std::string_view) {
  require_name("a review's id", review_id);
  require_name("a file's name", file_name);
  const std::lock_guard lock(mutex_);
  files_.insert_or_assign({std::string(review_id), std::string(file_name)}, std::string(bytes));
}

std::optional<std::string> MemoryStore::get_file(std::string_view review_id, std::string_view file_name) {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find({std::string(review_id), std::string(file_name)});
  if (found == files_.end()) return std::nullopt;
  return found->second;
}

void MemoryStore::remove_file(std::string_view review_id, std::string_view file_name) {
  const std::lock_guard lock(mutex_);
  files_.erase({std::string(review_id), std::string(file_name)});
}

std::string MemoryStore::link(std::string_view review_id, std::string_view file_name, std::chrono::seconds) {
  require_name("a review's id", review_id);
  require_name("a file's name", file_name);
  return fmt::format("memory:{}/{}", review_id, file_name);
}

Info MemoryStore::info() {
  const std::lock_guard lock(mutex_);
  Info info;
  info.backend = "memory";
  info.location = "this process";
  std::set<std::string> ids;
  for (const auto& [key, entry] : documents_) {
    if (!is_review_id(key.first)) continue;
    ++(is_live(entry) ? info.documents : info.expired_documents);
    if (is_live(entry)) ids.insert(key.first);
  }
  info.reviews = std::int64_t(ids.size());
  if (!ids.empty()) {
    info.oldest_review = *ids.begin();
    info.newest_review = *ids.rbegin();
  }
  return info;
}

Survey MemoryStore::survey() {
  const std::lock_guard lock(mutex_);
  Survey survey;
  for (const auto& [key, entry] : documents_) {
    if (is_lock(key.first, key.second)) continue;
    if (!is_review_id(key.first)) {
      survey.strays.push_back({fmt::format("{}/{}", key.first, key.second), "no review has such an id"});
    } else if (survey.reviews.empty() || survey.reviews.back() != key.first) {
      survey.reviews.push_back(key.first);
    }
  }
  for (const auto& [key, bytes] : files_) survey.files.push_back({key.first, key.second});
  return survey;
}

}  // namespace store
