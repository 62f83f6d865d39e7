// The files of reviews beside the database: DIRECTORY/REVIEW_ID/FILE_NAME, one directory a review, so that its files go
// with it whatever they are called. Who may read the database may read them, as far as the umask lets. Only names that
// is_name takes reach the file system. Any thread, any process.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <system_error>

#include "store/store.hpp"

namespace store {

class ReviewFiles {
 public:
  // The directory is made when the first file is written. `shared` is where earlier versions kept the files of every
  // database in a directory: what is there is read, and goes with its review as long as no other database lies beside
  // this one, whose it may be. Empty: there is none.
  ReviewFiles(std::filesystem::path database, std::filesystem::path directory, std::filesystem::path shared)
      : database_(std::move(database)), directory_(std::move(directory)), shared_(std::move(shared)) {}

  void write(std::string_view review_id, std::string_view file_name, std::string_view bytes) const;
  std::optional<std::string> read(std::string_view review_id, std::string_view file_name) const;
  // Where it is or, when it is nowhere, would be written.
  std::filesystem::path path(std::string_view review_id, std::string_view file_name) const;

  // Nothing to delete is fine.
  void remove(std::string_view review_id, std::string_view file_name) const;
  // Deletes the review's files and what interrupted writes left; nothing to delete is fine.
  void remove(std::string_view review_id) const;
  // The same for an id that is_name takes, without throwing: says what went wrong, which may be ignored.
  std::error_code try_remove(std::string_view review_id) const;

  // Deletes what writes of processes that were killed left.
  void remove_left_behind() const;

  // Adds the files of all reviews, and what lies among them and is none.
  void survey(Survey& survey) const;

 private:
  void survey(const std::filesystem::path& review, Survey& survey) const;
  std::filesystem::path own_path(std::string_view review_id, std::string_view file_name) const;
  // The review's directory in the shared one; nothing when it has none there.
  std::optional<std::filesystem::path> in_shared(std::string_view review_id) const;
  mode_t database_mode() const;

  std::filesystem::path database_, directory_, shared_;
};

}  // namespace store
