// The store in an S3 bucket: one object a document, JSON as it is, so that any tool can read it. S3 reads what was last
// written, and every write is whole or not at all. Threads and processes may share it: S3 itself decides who claims an
// id. What has expired is left out by its ttl, and deleted by the bucket's lifecycle.
#pragma once

#include <array>
#include <memory>

#include "aws/operations/s3.hpp"
#include "base/clock.hpp"
#include "store/open.hpp"
#include "store/remote.hpp"
#include "store/store.hpp"

namespace store {

// What a review asks: claim, put, get, load, lists, history and reports. Removing, creating and `info` take more.
inline constexpr std::array s3_review_operations = {&aws::s3::put_object, &aws::s3::get_object, &aws::s3::head_object,
                                                    &aws::s3::list_objects_v2, &aws::s3::get_bucket_encryption};

// To create means to make the bucket when there is none and to see to its lifecycle; else S3 is asked nothing yet.
// Throws base::Error(config) for a location that cannot be one.
std::unique_ptr<Store> open_s3(const Location& location, OpenMode mode, base::Clock& clock, const Remote& remote);

}  // namespace store
