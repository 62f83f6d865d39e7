// The files of reviews beside the database: DIRECTORY/REVIEW_ID/FILE_NAME, one directory a review, so that its files go
// with it whatever they are called. Only names that is_name takes reach the file system. Any thread, any process.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace store {

class ReviewFiles {
 public:
  // The directory is made when the first file is written.
  explicit ReviewFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}

  void write(std::string_view review_id, std::string_view file_name, std::string_view bytes) const;
  std::optional<std::string> read(std::string_view review_id, std::string_view file_name) const;
  std::filesystem::path path(std::string_view review_id, std::string_view file_name) const;

  // Nothing to delete is fine.
  void remove(std::string_view review_id, std::string_view file_name) const;
  // Deletes the review's files and what interrupted writes left; nothing to delete is fine.
  void remove(std::string_view review_id) const;
  // The same for an id that is_name takes, without throwing: says what went wrong, which may be ignored.
  std::error_code try_remove(std::string_view review_id) const;

 private:
  std::filesystem::path directory_;
};

}  // namespace store
