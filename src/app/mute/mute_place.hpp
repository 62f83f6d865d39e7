// Where a file of mutes is: on this machine, or an object of a bucket. Read within bounds, written whole or not at all.
// One thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/cloud.hpp"
#include "app/config/config.hpp"

namespace store {
class Bucket;
}

namespace app {

// require_mute_place (app/config/option.hpp) says what is none.
class MutePlace {
 public:
  // A path, or s3://BUCKET/KEY; the cloud is asked for with the second alone.
  MutePlace(std::string place, const Config& config, const std::function<Cloud&()>& cloud);
  ~MutePlace();
  MutePlace(const MutePlace&) = delete;
  MutePlace& operator=(const MutePlace&) = delete;
  MutePlace(MutePlace&&) = delete;
  MutePlace& operator=(MutePlace&&) = delete;

  const std::string& name() const { return place_; }

  // Nothing when there is none. Throws base::Error: config for one that is too long, denied, unavailable.
  std::optional<std::string> read();

  // In the place of what read() gave, or where it gave nothing. Throws base::Error(unavailable) when somebody else has
  // written an object since then.
  void write(std::string_view text);

 private:
  const std::string place_;
  std::unique_ptr<store::Bucket> bucket_;  // nullptr: a file
  std::string key_;
  std::optional<std::string> etag_;  // of what was read
};

}  // namespace app
