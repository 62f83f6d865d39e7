// The single places that credentials can come from; chain.cpp puts them in order. What a context names must outlive
// the source. One thread at a time.
#pragma once

#include <memory>

#include "aws/credentials/credentials.hpp"

namespace aws {

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN (of old AWS_SECURITY_TOKEN).
std::unique_ptr<CredentialsSource> environment_source(const CredentialsContext& context);

// AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN: a pod's role, a build's identity.
std::unique_ptr<CredentialsSource> web_identity_source(const CredentialsContext& context);

// The profile of context.profile, else of AWS_DEFAULT_PROFILE or AWS_PROFILE, else default.
std::unique_ptr<CredentialsSource> profile_source(const CredentialsContext& context);

// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI: a task's role, a pod's identity.
std::unique_ptr<CredentialsSource> container_source(const CredentialsContext& context);

// The role of the EC2 instance, by version 2 of its metadata service.
std::unique_ptr<CredentialsSource> instance_metadata_source(const CredentialsContext& context);

// context.role_arn, assumed with what `base` gives.
std::unique_ptr<CredentialsSource> assumed_role_source(const CredentialsContext& context,
                                                       std::unique_ptr<CredentialsSource> base);

}  // namespace aws
