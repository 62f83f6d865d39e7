// Pieces for the checks of the buckets and streams that keep an instance's data: which there are, and what is kept in
// each. Pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/check.hpp"

namespace checks {

// A bucket or stream that the instance's settings name, once, however many of them do.
struct Kept {
  std::string place;  // name of a bucket, ARN of a stream
  std::vector<const model::StorageConfig*> configs;
  std::vector<const model::StorageConfig*> recordings;  // those of calls and screens among them
  std::vector<std::string> types;                       // of the configurations: CALL_RECORDINGS, …
  // Why more kinds of data, or recordings, may be kept there than is known; nothing: all are known.
  const Gap *unread = nullptr, *unread_recordings = nullptr;
};

// By place. They point into the settings.
std::vector<Kept> kept_in_buckets(const model::StorageResources& storage);
std::vector<Kept> kept_in_streams(const model::StorageResources& storage);

// "Keeps call recordings, chat transcripts."
std::string what_is_kept(const Kept& kept);

// One bucket as a resource, with what is kept in it as what was observed: the rest of the judgement is the check's.
Judgement about_bucket(const Scene& scene, const Kept& kept, std::string_view evidence);
Judgement about_stream(const Scene& scene, const Kept& kept);

// Judges each bucket that is there and of which the setting is known; says why of the others.
using JudgeBucket = std::function<void(const Scene&, const Kept&, const model::DataBucket&, Judgement&)>;
struct OfBuckets {
  std::string_view setting;   // that has to be known
  std::string_view evidence;  // operations
  JudgeBucket judge;
  void (*judge_absent)(const Kept&, Judgement&) = nullptr;  // a bucket that is gone; nothing: it does not apply
  bool is_of_recordings = false;                            // does not apply to a bucket without them
};
Judgements judge_buckets(const Scene& scene, const model::StorageResources& storage, const model::DataBuckets& buckets,
                         const OfBuckets& check);

}  // namespace checks
