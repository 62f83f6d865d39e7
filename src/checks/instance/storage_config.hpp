// Pieces for the checks of an instance's data storage settings. Pure functions.
#pragma once

#include <string>

#include "checks/check.hpp"

namespace checks {

inline constexpr std::string_view video_stream = "KINESIS_VIDEO_STREAM";

// AWS's kinds of storage; one that is none of them is of a newer API.
bool is_known_storage(std::string_view storage_type);

// One storage configuration as a resource, with what shows it: the rest of the judgement is the check's.
Judgement about(const Scene& scene, const model::StorageResource& stored, const model::StorageConfig& config);

// "Call recordings in the S3 bucket harbour-recordings". Of S3 and video streams.
std::string where(const model::StorageResource& stored, const model::StorageConfig& config);

}  // namespace checks
