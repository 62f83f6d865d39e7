#include "store/sqlite/review_files.hpp"

#include "store/document.hpp"
#include "store/sqlite/files.hpp"

namespace store {

void ReviewFiles::write(std::string_view review_id, std::string_view file_name, std::string_view bytes) const {
  const std::filesystem::path file = path(review_id, file_name);
  make_directory(file.parent_path());
  write_file(file, bytes);
}

std::optional<std::string> ReviewFiles::read(std::string_view review_id, std::string_view file_name) const {
  if (!is_name(review_id) || !is_name(file_name)) return std::nullopt;
  return read_file(path(review_id, file_name));
}

std::filesystem::path ReviewFiles::path(std::string_view review_id, std::string_view file_name) const {
  require_name("a review's id", review_id);
  require_name("a file's name", file_name);
  return directory_ / review_id / file_name;
}

void ReviewFiles::remove(std::string_view review_id, std::string_view file_name) const {
  if (!is_name(review_id) || !is_name(file_name)) return;
  const std::filesystem::path file = path(review_id, file_name);
  std::error_code error;
  std::filesystem::remove(file, error);
  if (error) fail(error.value(), file, "deleted");
}

void ReviewFiles::remove(std::string_view review_id) const {
  require_name("a review's id", review_id);
  const std::error_code error = try_remove(review_id);
  if (error) fail(error.value(), directory_ / review_id, "deleted");
}

std::error_code ReviewFiles::try_remove(std::string_view review_id) const {
  std::error_code error;
  std::filesystem::remove_all(directory_ / review_id, error);
  return error;
}

}  // namespace store
