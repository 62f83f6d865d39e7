// Where the data storage settings of an instance write to. Pure functions.
#pragma once

#include <set>
#include <string>

#include "model/instance.hpp"

namespace model {

inline bool is_of_bucket(const StorageConfig& config) {
  return config.storage_type == "S3" && !config.destination.empty();
}

// Of a Kinesis data stream or a Firehose stream; those of Kinesis Video Streams have no name that could be asked for.
inline bool is_of_stream(const StorageConfig& config) {
  return (config.storage_type == "KINESIS_STREAM" || config.storage_type == "KINESIS_FIREHOSE") &&
         !config.destination.empty();
}

// Names of buckets or ARNs of streams, each once.
inline std::set<std::string> destinations(const StorageResources& storage, bool (*is_wanted)(const StorageConfig&)) {
  std::set<std::string> found;
  for (const auto& resource : storage) {
    for (const auto& config : resource.configs) {
      if (is_wanted(config)) found.insert(config.destination);
    }
  }
  return found;
}

}  // namespace model
