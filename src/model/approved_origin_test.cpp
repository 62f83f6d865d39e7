#include "model/approved_origin.hpp"

#include <gtest/gtest.h>
#include <string>

namespace model {
namespace {

TEST(ApprovedOrigin, LetsInOneSite) {
  for (const char* origin : {"https://crm.example.com", "https://CRM.Example.com/", "https://crm.example.com:8443/path",
                             "https://198.51.100.7", "https://[2001:db8::1]:443", "https://172.32.0.1",
                             "https://localhost.example.com", "https://internal.example.com"}) {
    EXPECT_EQ(kind_of_origin(origin), OriginKind::site) << origin;
  }
}

TEST(ApprovedOrigin, LetsInAnySite) {
  for (const char* origin : {"*", "https://*", "http://*", "https://*:443/"}) {
    EXPECT_EQ(kind_of_origin(origin), OriginKind::any_site) << origin;
  }
}

TEST(ApprovedOrigin, LetsInEverySubdomain) {
  for (const char* origin : {"https://*.example.com", "https://crm-*.example.com", "https://*.com"}) {
    EXPECT_EQ(kind_of_origin(origin), OriginKind::any_subdomain) << origin;
  }
}

TEST(ApprovedOrigin, LetsInWhateverRunsOnTheAgentsComputer) {
  for (const char* origin : {"http://localhost", "https://localhost:3000", "https://app.localhost", "https://127.0.0.1",
                             "http://127.8.9.1:80", "https://[::1]", "https://LOCALHOST"}) {
    EXPECT_EQ(kind_of_origin(origin), OriginKind::this_machine) << origin;
  }
}

TEST(ApprovedOrigin, LetsInHostsOfAnyNetwork) {
  for (const char* origin : {"https://10.1.2.3", "https://172.16.0.1", "https://172.31.255.1", "https://192.168.1.1",
                             "https://169.254.1.1", "https://[fd00::1]", "https://[fe80::1]", "https://crm",
                             "https://crm.corp.internal", "https://crm.local", "https://crm.home.arpa"}) {
    EXPECT_EQ(kind_of_origin(origin), OriginKind::private_network) << origin;
  }
}

TEST(ApprovedOrigin, LetsInWhoeverIsOnTheWay) {
  for (const char* origin : {"http://crm.example.com", "http://*.example.com", "http://10.1.2.3"}) {
    EXPECT_EQ(kind_of_origin(origin), OriginKind::unencrypted) << origin;
  }
}

TEST(ApprovedOrigin, MayBeNoAddressOfASite) {
  for (const char* origin : {"", "crm.example.com", "ftp://crm.example.com", "https://", "https:///path",
                             "https://crm.example.com@evil", "https://<b>", "https://[::1", "https://[", "://x"}) {
    EXPECT_EQ(kind_of_origin(origin), OriginKind::unreadable) << origin;
  }
  EXPECT_EQ(kind_of_origin("https://" + std::string(100'000, '<')), OriginKind::unreadable);
}

}  // namespace
}  // namespace model
