// The ids of a bucket's reviews, newest first. S3 lists keys upwards and only a thousand at a time, so this goes back
// through time in windows that double: the newest of many thousand reviews cost a few requests. For one thread.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "store/s3/bucket.hpp"
#include "store/store.hpp"

namespace store {

class ReviewIds {
 public:
  // Of the filter, from, to and page are kept to.
  ReviewIds(Bucket& bucket, const Filter& filter, base::Time now);

  // The next ids; empty when there are no more.
  std::vector<std::string> next();

 private:
  struct Listed {
    std::vector<std::string> ids;  // that the filter lets through, newest first
    std::string lowest;            // of all, as S3 orders them
    bool whole = true;             // there are none in this window besides
  };
  std::vector<std::string> first();
  Listed list(const std::string& begin, const std::string& end, bool one_page) const;

  Bucket& bucket_;
  const Filter filter_;
  std::string oldest_;  // a day as YYYYMMDD, as are the others; empty: no bound
  std::string end_;     // ids from this day on were handed out or are not wanted; empty: no bound
  std::string lowest_;  // no id is below it
  std::chrono::sys_days begin_;
  std::chrono::days span_{1};
  bool begun_ = false, done_ = false;
};

}  // namespace store
