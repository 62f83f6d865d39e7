// What S3 says of blocked public access, of a bucket and of an account alike.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "model/data_bucket.hpp"

namespace collect {

// The code of S3's answer where nothing was ever set, which blocks nothing.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
inline constexpr std::string_view no_public_access_block = "NoSuchPublicAccessBlockConfiguration";

// Of an answer to GetPublicAccessBlock.
model::PublicAccessBlock public_access_block(const nlohmann::json& answer);

}  // namespace collect
