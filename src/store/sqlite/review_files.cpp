#include "store/sqlite/review_files.hpp"

#include <algorithm>
#include <sys/stat.h>

#include "base/timestamp.hpp"
#include "store/document.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/files.hpp"

namespace store {
namespace {

namespace fs = std::filesystem;

// Of a directory whose files have this mode: who may read them may go in.
mode_t directory_mode(mode_t of_files) {
  return 0700 | (of_files & 0044) | (of_files & 0044) >> 2;
}

std::vector<fs::path> entries_of(const fs::path& directory) {
  std::vector<fs::path> all;
  std::error_code unreadable;  // most often: nothing was written there yet
  for (const auto& entry : fs::directory_iterator(directory, unreadable)) all.push_back(entry.path());
  std::ranges::sort(all);
  return all;
}

}  // namespace

mode_t ReviewFiles::database_mode() const {
  struct stat status{};
  return ::stat(database_.c_str(), &status) == 0 ? status.st_mode & 0666 : 0600;
}

void ReviewFiles::write(std::string_view review_id, std::string_view file_name, std::string_view bytes) const {
  const fs::path file = own_path(review_id, file_name);
  const mode_t mode = database_mode() | 0600;
  make_directory(file.parent_path(), directory_mode(mode));
  write_file(file, bytes, mode);
}

std::optional<std::string> ReviewFiles::read(std::string_view review_id, std::string_view file_name) const {
  if (!is_name(review_id) || !is_name(file_name)) return std::nullopt;
  return read_file(path(review_id, file_name));
}

fs::path ReviewFiles::own_path(std::string_view review_id, std::string_view file_name) const {
  require_name("a review's id", review_id);
  require_name("a file's name", file_name);
  return directory_ / review_id / file_name;
}

// Only an id: the shared directory has the databases' own ones as well.
std::optional<fs::path> ReviewFiles::in_shared(std::string_view review_id) const {
  std::error_code unreadable;
  if (shared_.empty() || !base::from_review_id(review_id)) return std::nullopt;
  fs::path directory = shared_ / review_id;
  return fs::exists(directory, unreadable) ? std::optional(std::move(directory)) : std::nullopt;
}

fs::path ReviewFiles::path(std::string_view review_id, std::string_view file_name) const {
  std::error_code unreadable;
  fs::path own = own_path(review_id, file_name);
  const auto shared = in_shared(review_id);
  if (!shared || fs::exists(own, unreadable) || !fs::exists(*shared / file_name, unreadable)) return own;
  return *shared / file_name;
}

void ReviewFiles::remove(std::string_view review_id, std::string_view file_name) const {
  if (!is_name(review_id) || !is_name(file_name)) return;
  const auto remove_from = [&](const fs::path& directory) {
    std::error_code error;
    fs::remove(directory / file_name, error);
    if (error) fail(error.value(), directory / file_name, "deleted");
  };
  remove_from(directory_ / review_id);
  if (const auto shared = in_shared(review_id); shared && is_alone(database_)) remove_from(*shared);
}

void ReviewFiles::remove(std::string_view review_id) const {
  require_name("a review's id", review_id);
  const std::error_code error = try_remove(review_id);
  if (error) fail(error.value(), directory_ / review_id, "deleted");
}

std::error_code ReviewFiles::try_remove(std::string_view review_id) const {
  std::error_code error;
  fs::remove_all(directory_ / review_id, error);
  if (error) return error;
  if (const auto shared = in_shared(review_id); shared && is_alone(database_)) fs::remove_all(*shared, error);
  return error;
}

void ReviewFiles::survey(const fs::path& review, Survey& survey) const {
  for (const fs::path& file : entries_of(review)) {
    const std::string name = file.filename().string();
    if (is_name(name)) {
      survey.files.push_back({review.filename().string(), name});
    } else if (!is_temporary(name)) {
      survey.strays.push_back({file.string(), "it is no report of a review"});
    } else if (is_left_behind(file)) {
      survey.strays.push_back(
          {file.string(),
           "it was left by a write that was interrupted; the next report that is stored here deletes it"});
    }
  }
}

void ReviewFiles::remove_left_behind() const {
  for (const fs::path& review : entries_of(directory_)) {
    if (!is_review_id(review.filename().string())) continue;
    for (const fs::path& file : entries_of(review)) {
      if (is_temporary(file.filename().string())) store::remove_left_behind(file);
    }
  }
}

void ReviewFiles::survey(Survey& survey) const {
  for (const fs::path& review : entries_of(directory_)) {
    if (is_review_id(review.filename().string())) {
      this->survey(review, survey);
    } else {
      survey.strays.push_back({review.string(), "no review has such an id"});
    }
  }
  if (shared_.empty() || !is_alone(database_)) return;
  for (const fs::path& review : entries_of(shared_)) {
    if (is_review_id(review.filename().string())) this->survey(review, survey);
  }
}

}  // namespace store
