#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "base/digest.hpp"
#include "components/component.hpp"
#include "fakes/source_directory.hpp"
#include "formats/html/findings.hpp"
#include "formats/html/html_reader_test.hpp"
#include "formats/sample_review_test.hpp"
#include "formats/writers.hpp"
#include "page/anchors.hpp"
#include "page/assets.hpp"
#include "page/link.hpp"
#include "page/render.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using page::Anchors;
using page::is_safe_link;
using page::render;
using page::View;

std::string html(const model::Review& review) {
  return rendered(writer("html"), review);
}

struct Case {
  const char* name;
  model::Review (*review)();
};

class EveryPage : public testing::TestWithParam<Case> {
 protected:
  const std::string page_ = html(GetParam().review());
  const std::vector<Element> elements_ = read_html(page_);  // throws for what the templates never write

  std::vector<const Element*> named(const std::string& name) const {
    std::vector<const Element*> found;
    for (const auto& element : elements_) {
      if (element.name == name) found.push_back(&element);
    }
    return found;
  }
};

TEST_P(EveryPage, HasUniqueIdsAndLinksThatLeadSomewhere) {
  std::set<std::string> ids;
  for (const auto& element : elements_) {
    const auto id = element.attributes.find("id");
    if (id == element.attributes.end()) continue;
    EXPECT_TRUE(ids.insert(id->second).second) << id->second;
  }
  std::size_t links = 0;
  for (const auto& element : elements_) {
    const auto href = element.attributes.find("href");
    if (href == element.attributes.end()) continue;
    ++links;
    if (href->second.starts_with("#")) {
      EXPECT_TRUE(ids.contains(href->second.substr(1))) << href->second;
    } else {
      EXPECT_TRUE(href->second.starts_with("https://")) << href->second;
      EXPECT_EQ(element.attributes.at("rel"), "noopener noreferrer");
    }
  }
  EXPECT_GT(links, components::table().size());
  for (const auto& element : elements_) {
    const auto label = element.attributes.find("aria-labelledby");
    if (label == element.attributes.end()) continue;
    std::istringstream names(label->second);
    for (std::string name; names >> name;) EXPECT_TRUE(ids.contains(name)) << name;
  }
}

TEST_P(EveryPage, HasLandmarksAndHeadingsInOrder) {
  for (const char* once : {"h1", "main", "nav", "header", "footer", "style"}) EXPECT_EQ(named(once).size(), 1U) << once;
  const auto regions = std::ranges::count_if(elements_, [](const Element& element) {
    const auto role = element.attributes.find("role");
    return (element.name == "section" && element.attributes.contains("aria-labelledby")) ||
           (role != element.attributes.end() && role->second == "region");
  });
  EXPECT_LE(regions, 12 - 4);  // with header, nav, main and footer at most 12 landmarks
  EXPECT_EQ(elements_.front().attributes.at("lang"), "en");
  int level = 0;
  for (const auto& element : elements_) {
    if (element.name.size() != 2 || element.name[0] != 'h' || !std::isdigit(element.name[1])) continue;
    EXPECT_LE(element.name[1] - '0', level + 1) << element.text;
    EXPECT_FALSE(element.text.empty());
    level = element.name[1] - '0';
  }
}

TEST_P(EveryPage, HasASectionThatSaysSomethingForEveryComponent) {
  std::set<std::string> sections;
  for (const Element* section : named("section")) {
    sections.insert(section->attributes.at("id"));
    std::string heading;
    for (const auto& element : elements_) {
      if (element.name == "h2" && &elements_[element.parent] == section) heading = element.text;
    }
    EXPECT_FALSE(heading.empty());
    const std::string text = section->text.substr(section->text.find(heading) + heading.size());
    EXPECT_NE(text.find_first_not_of(" \n"), std::string::npos) << heading;
  }
  for (const auto& component : components::table()) {
    EXPECT_TRUE(sections.contains("component-" + std::string(component.name))) << component.name;
  }
}

TEST_P(EveryPage, HasTablesAndPicturesThatCanBeHeard) {
  for (const Element* cell : named("th")) EXPECT_TRUE(cell->attributes.contains("scope"));
  for (const Element* table : named("table")) {
    const Element& around = elements_[table->parent];
    EXPECT_EQ(around.attributes.at("class"), "scroll");
    EXPECT_EQ(around.attributes.at("tabindex"), "0");
    EXPECT_FALSE(around.attributes.at("aria-label").empty());
  }
  EXPECT_EQ(named("table").size(), named("caption").size());
  for (const Element* picture : named("svg")) {
    const bool hidden = picture->attributes.contains("aria-hidden");
    EXPECT_NE(hidden, picture->attributes.contains("role"));
    EXPECT_NE(hidden, !picture->text.empty());
  }
}

TEST_P(EveryPage, AllowsItselfNothingButItsStyle) {
  const std::string& style = named("style").front()->text;
  const std::string policy = named("meta")[1]->attributes.at("content");
  EXPECT_EQ(policy, "default-src 'none'; style-src 'sha256-" + base::sha256_base64(style) +
                        "'; base-uri 'none'; form-action 'none'");
  EXPECT_EQ(style.find("url("), std::string::npos);
  EXPECT_EQ(style.find("@import"), std::string::npos);
  EXPECT_EQ(page_.find("<script"), std::string::npos);
}

TEST_P(EveryPage, IsTheSameEveryTime) {
  model::Review review = GetParam().review();
  EXPECT_EQ(html(review), page_);
  std::ranges::reverse(review.documents);
  std::ranges::reverse(review.unreadable);
  EXPECT_EQ(html(review), page_);
}

INSTANTIATE_TEST_SUITE_P(Pages, EveryPage,
                         testing::Values(Case{"sample", sample_review}, Case{"denied", denied_review},
                                         Case{"running", running_review}, Case{"reference", reference_review},
                                         Case{"broken", broken_review}, Case{"hostile", hostile_review}),
                         [](const auto& tested) { return std::string(tested.param.name); });

bool holds(const std::string& page, const std::string& text) {
  return page.find(text) != std::string::npos;
}

TEST(Html, StaysBelow300KilobytesForAMiddlingInstance) {
  EXPECT_LT(html(sample_review()).size(), 300'000U);
}

TEST(Html, OpensWithTheVerdict) {
  const std::string page = html(sample_review());
  EXPECT_TRUE(
      holds(page, "1 finding hurts callers now or soon will, 41 more can be planned and 1 could not be assessed."));
  EXPECT_TRUE(holds(page, "<h1><bdi>harbour</bdi></h1>"));
  EXPECT_TRUE(holds(page, "a recording of AWS’s answers of 16 Nov 2026 09:00 UTC"));
  EXPECT_TRUE(holds(page, "connect-ops-review 0.1.0"));
  EXPECT_TRUE(holds(page, "2 Nov – 16 Nov 2026 (14 days)"));
}

// Nothing is called fine because it could not be read.
TEST(Html, NeverCallsAnUnreadInstanceFine) {
  const std::string page = html(denied_review());
  EXPECT_TRUE(holds(page, "Nothing could be assessed: nobody knows whether something needs action."));
  EXPECT_FALSE(holds(page, "Nothing needs action"));
  EXPECT_TRUE(holds(page, "Nothing could be read. AWS denied the call."));
  EXPECT_TRUE(holds(page, "<code>connect:Listquota</code>"));
}

TEST(Html, SaysWhatBecameOfEveryComponent) {
  const std::string page = html(broken_review());
  EXPECT_TRUE(holds(page, "What is stored cannot be read: it is not JSON."));
  EXPECT_TRUE(holds(page, "The review was started without this part."));
  EXPECT_TRUE(holds(page, "The review says that this part failed; no result was stored."));
  EXPECT_TRUE(holds(page, "Nothing could be read. CloudTrail answered nothing in time."));
  EXPECT_TRUE(holds(page, "No document of this part was stored."));
  EXPECT_TRUE(holds(page, "weather &lt;b&gt;"));
  EXPECT_TRUE(holds(html(running_review()), "The review is still running."));
}

TEST(Html, SaysWhatReadingItCost) {
  const std::string cost = words::number(double(sample_review().documents.size()) * 0.05);
  EXPECT_TRUE(holds(html(sample_review()), fmt::format(" in all, {} USD at list prices", cost)));
  EXPECT_FALSE(holds(html(reference_review()), "USD"));
}

TEST(Html, ShowsFactsOfTheReference) {
  const std::string page = html(reference_review());
  EXPECT_TRUE(holds(page, "it stored facts and judged nothing."));
  EXPECT_TRUE(holds(page, "Users per instance"));
  EXPECT_TRUE(holds(page, "+12065550100"));
  EXPECT_TRUE(holds(page, "Takes 4 positional arguments but 5 were given."));
  EXPECT_TRUE(holds(page, "not known"));
}

// A share that is not known is not the share of no numbers.
TEST(Html, SaysWhyTheSharesOfNumbersAreNotKnown) {
  model::Review review = sample_review();
  auto& data = std::ranges::find(review.documents, "phone", &model::Document::component)->data;
  EXPECT_TRUE(holds(html(review), "of all numbers"));
  data["partial"] = true;
  EXPECT_TRUE(holds(html(review), "only a part of the numbers was read"));
  EXPECT_FALSE(holds(html(review), "no numbers"));
  data = {{"total_numbers", nullptr}};
  EXPECT_FALSE(holds(html(review), "no numbers"));
}

TEST(Html, ShowsHostileTextAsText) {
  const std::string page = html(hostile_review());
  EXPECT_FALSE(holds(page, "<script"));
  EXPECT_FALSE(holds(page, "<img"));
  EXPECT_FALSE(holds(page, "href=\"javascript:"));
  EXPECT_FALSE(holds(page, "href=\"data:"));
  EXPECT_TRUE(holds(page, "&quot;&gt;&lt;script&gt;alert(&apos;x&apos;)&lt;/script&gt;"));
  EXPECT_TRUE(holds(page, "{{style}} &amp;lt;"));  // neither filled nor unescaped
  EXPECT_TRUE(holds(page, "<code>javascript:alert(1)//https://</code>"));
}

TEST(Html, ShowsNamesOfEveryScript) {
  const std::string page = html(sample_review());
  EXPECT_TRUE(holds(html(broken_review()), "<bdi>Queue 020</bdi>"));
  model::Review review = sample_review();
  review.documents[1].findings[0].resource.name = "שירות לקוחות 🚢 \x01\xff";
  EXPECT_TRUE(holds(html(review), "<bdi>שירות לקוחות 🚢 \xEF\xBF\xBD</bdi>"));
  EXPECT_FALSE(holds(page, "{{"));
}

TEST(Html, PutsManyPassesOfOneCheckIntoOneRow) {
  const std::string page = html(sample_review());
  EXPECT_TRUE(holds(page, "40 flows"));
  const std::size_t all = 40 + 10 + 1 + components::table().size();  // passes, information, not applicable, one each
  EXPECT_TRUE(holds(page, fmt::format("<summary>{} findings</summary>", all)));
}

// sample_review() as a version that states problems stores it.
model::Review told_review() {
  model::Review review = sample_review();
  for (auto& document : review.documents) {
    for (auto& finding : document.findings) {
      if (!model::needs_action(finding)) continue;
      finding.headline = "Trouble with " + finding.resource.name;
      finding.action = "Mend " + finding.resource.name;
    }
  }
  return review;
}

std::string between(const std::string& page, const std::string& from, const std::string& to) {
  const std::size_t start = page.find(from);
  return page.substr(start, page.find(to, start) - start);
}

TEST(Html, NamesTheWorstFirstWithWhatToDo) {
  const std::string page = html(told_review());
  const std::string first = between(page, "<section id=\"summary\"", "</section>");
  EXPECT_LT(first.find("<h3>Act now</h3>"), first.find("<bdi>Trouble with Users</bdi>"));
  EXPECT_LT(first.find("<bdi>Trouble with Users</bdi>"), first.find("<span>Mend Users</span>"));
  EXPECT_LT(first.find("<span>Mend Users</span>"), first.find("<h3>Plan</h3>"));
  EXPECT_LT(first.find("<h3>Plan</h3>"), first.find("<bdi>Trouble with Queues</bdi>"));
  EXPECT_TRUE(holds(first, "<bdi>Trouble with Flow 0, and 39 more</bdi>"));  // many of a check are one line
  EXPECT_TRUE(holds(first, "<a href=\"#action\">All 42 findings that need action</a>"));
  EXPECT_FALSE(holds(first, "Title of"));
}

TEST(Html, MakesAHeadlineOfWhatOlderDocumentsHold) {
  const std::string first = between(html(sample_review()), "<section id=\"summary\"", "</section>");
  EXPECT_TRUE(holds(first, "<bdi>Users: Seen at Users</bdi>"));
  EXPECT_TRUE(holds(first, "<span>Raise it; an increase takes days to weeks</span>"));
}

TEST(Html, SaysOfManyResourcesOnceWhatTheyShare) {
  const std::string card = between(html(told_review()), "id=\"check-flow_logging\"", "</article>");
  const auto times = [&card](const std::string& text) {
    std::size_t found = 0;
    for (std::size_t at = card.find(text); at != std::string::npos; at = card.find(text, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(times("<tr id=\"finding-"), 40U);
  for (const char* once : {"Raise it; an increase", "request-service-quota-increase", "connect:Describe, once",
                           "80 % of the limit", "40 findings: 30 fail, 10 warnings</caption>"}) {
    EXPECT_EQ(times(once), 1U) << once;
  }
  EXPECT_EQ(times("<details>"), 4U);  // the other rows, the command, the evidence, AWS's pages
  EXPECT_TRUE(holds(card, "aria-label=\"Open Flow 39 in the Amazon Connect console\""));
}

TEST(Html, SaysWhoseRemedyEachOfSeveralIsAndHowTheWorstStands) {
  model::Review review = told_review();
  for (auto& document : review.documents) {
    for (auto& finding : document.findings) {
      if (finding.check_id != "flow_logging" || resource_name(finding.resource) != "Flow 39") continue;
      finding.remedy = "Log in the module.";
      finding.console_url = "";
    }
  }
  const std::string card = between(html(review), "id=\"check-flow_logging\"", "</article>");
  EXPECT_TRUE(holds(card, "<b>What to do about <bdi>Flow 39</bdi></b> Log in the module."));
  EXPECT_TRUE(holds(card, "<b>What to do about <bdi>Flow 0, "));
  EXPECT_TRUE(holds(between(card, "<summary class=\"head\">", "<h4"), "Fail"));
  EXPECT_TRUE(holds(card, ">–</td>"));
  EXPECT_FALSE(holds(between(html(told_review()), "id=\"check-flow_logging\"", "</article>"), "What to do about"));
}

TEST(Html, ShowsTheIdOfEveryFindingThatCanBeMuted) {
  const model::Review review = told_review();
  const std::string page = html(review);
  for (const auto& finding : model::all_findings(review)) {
    if (!model::needs_action(finding) && finding.status != model::Status::not_assessed) continue;
    EXPECT_TRUE(holds(page, fmt::format(">{}</code>", finding.id))) << finding.id;
    EXPECT_TRUE(holds(page, fmt::format("id=\"finding-{}\"", finding.id))) << finding.id;
  }
}

TEST(Html, TellsCommandsThatFixFromThoseThatRead) {
  model::Review review = told_review();
  for (auto& finding : review.documents[1].findings) {
    if (finding.resource.name == "Queues") finding.command = "aws connect describe-queue --queue-id q";
  }
  const std::string page = html(review);
  const std::string users = between(page, "<bdi>Trouble with Users</bdi></h4>", "</article>");
  EXPECT_TRUE(holds(users, "<summary>To fix</summary>"));
  EXPECT_FALSE(holds(users, "<summary>To look closer</summary>"));
  const std::string queues = between(page, "<bdi>Trouble with Queues</bdi></h4>", "</article>");
  EXPECT_TRUE(holds(queues, "<summary>To look closer</summary>"));
  EXPECT_FALSE(holds(queues, "<summary>To fix</summary>"));
}

TEST(Html, PutsWhatSomebodyMustGrantFirst) {
  model::Review review = sample_review();
  auto& findings = review.documents[0].findings;
  model::Finding idle = findings.front();
  idle.status = model::Status::not_assessed;
  idle.check_id = "a_first_by_name";
  idle.title = "Idle";
  idle.reason = "CloudWatch holds nothing for it.";
  idle.id = "idle";
  findings.push_back(idle);
  const std::string open = between(html(review), "<section id=\"not-assessed\"", "</section>");
  EXPECT_LT(open.find("<code>connect:Listcounts</code>"), open.find("<table"));
  EXPECT_LT(open.find("Title of counts"), open.find("Idle"));
}

TEST(Html, NamesAwsPagesByTheirTitles) {
  EXPECT_TRUE(holds(html(sample_review()), ">AWS: Use flow logs to track events in Amazon Connect flows</a>"));
}

TEST(Html, OffersAFilterForWhatThereIs) {
  const std::string nav = between(html(sample_review()), "<details class=\"filters\">", "</details>");
  EXPECT_TRUE(holds(nav, "id=\"show-fail\"> Fail <span class=\"count\">31</span>"));
  EXPECT_TRUE(holds(nav, "id=\"show-medium\"> Medium <span class=\"count\">40</span>"));
  EXPECT_FALSE(holds(nav, "id=\"show-low\""));  // nothing of low severity needs action
  EXPECT_FALSE(holds(html(running_review()), "id=\"show-"));
}

// Whatever a finding can be has a rule by which it goes.
TEST(StyleSheet, KnowsEveryClassOfTheFilters) {
  const std::string style(page::asset("style.css"));
  const auto knows = [&style](std::string_view name) {
    EXPECT_TRUE(holds(style, fmt::format(":not(:has(#show-{}:checked)) {{ --no-{}: ; }}", name, name))) << name;
    EXPECT_TRUE(holds(style, fmt::format(".is-{} {{ --no-", name))) << name;
  };
  for (const auto status : model::values_of(model::Status())) knows(model::name(status));
  for (const auto pillar : model::values_of(model::Pillar())) knows(model::name(pillar));
  for (const auto severity : model::values_of(model::Severity())) {
    knows(model::name(severity));
    for (const char* status : {"fail", "warn"}) {
      EXPECT_TRUE(holds(style, fmt::format(".has-{}-{} {{", status, model::name(severity))));
    }
  }
}

TEST(Templates, LeaveNothingUnescapedButTheStyleSheet) {
  std::size_t templates = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(fakes::source_directory) + "/src/page/assets")) {
    if (file.path().extension() != ".mustache") continue;
    ++templates;
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    std::string source = text.str();
    const bool is_whole =
        std::set<std::string>{"page.mustache", "map_page.mustache", "map_file.mustache", "maps_page.mustache"}.contains(
            file.path().filename());
    if (is_whole) source.replace(source.find("{{{style}}}"), 11, "");
    EXPECT_FALSE(holds(source, "{{{")) << file.path();
    EXPECT_FALSE(holds(source, "{{&")) << file.path();
    EXPECT_FALSE(holds(source, " style=")) << file.path();
  }
  EXPECT_GT(templates, 5U);
}

TEST(Render, EscapesEveryCharacterThatMeansSomething) {
  EXPECT_EQ(
      render("said.mustache", View().text("term", "<a & 'b' \"c\">").text("said_text", "{{x}}").text("said_code", "")),
      "<div><dt>&lt;a &amp; &apos;b&apos; &quot;c&quot;&gt;</dt><dd>{{x}}</dd></div>");
}

TEST(Anchors, AreUniqueAndPlain) {
  Anchors anchors;
  EXPECT_EQ(anchors.unique("check-users"), "check-users");
  EXPECT_EQ(anchors.unique("check-users"), "check-users.2");
  EXPECT_EQ(anchors.unique("\"><b>"), "b");
  EXPECT_EQ(anchors.unique("42"), "at-42");
  EXPECT_EQ(anchors.unique(""), "at-");
}

TEST(Link, IsHttpsToAPlainHostOrNothing) {
  EXPECT_TRUE(is_safe_link("https://docs.aws.amazon.com/connect/a.html#b"));
  EXPECT_TRUE(is_safe_link("https://eu-central-1.console.aws.amazon.com/x?y=$252Faws~(1)"));
  for (const char* url :
       {"", "http://aws.amazon.com/", "javascript:alert(1)", "https://", "https:///x", "https://user@aws.amazon.com/",
        "https://aws.amazon.com:8443/", "https://aws.amazon.com\\@evil.example/", "https://localhost/",
        "//aws.amazon.com", "https://a.b/\"onclick=", "https://a.b/ x", "https://a.b/<", "https://a.b/\xC3\xBC",
        "https://.a.b/", "https://a.b./", "HTTPS://a.b/"}) {
    EXPECT_FALSE(is_safe_link(url)) << url;
  }
}

}  // namespace
}  // namespace formats
