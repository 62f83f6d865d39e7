// What an approved origin lets in: the sites that may embed the Contact Control Panel of agents who are signed in. Pure
// function.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateApprovedOrigin.html
#pragma once

#include <string_view>

namespace model {

enum class OriginKind {
  site,             // one, encrypted
  private_network,  // a host that every network can have one of
  any_subdomain,    // a wildcard
  unencrypted,      // http
  this_machine,     // whatever runs on the agent's own computer
  any_site,
  unreadable,  // not the address of a site
};

// Of several that fit, the one that lets in most.
OriginKind kind_of_origin(std::string_view origin);

}  // namespace model
