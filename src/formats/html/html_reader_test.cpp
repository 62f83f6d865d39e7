#include "formats/html/html_reader_test.hpp"

#include <set>
#include <stdexcept>

namespace formats {
namespace {

const std::set<std::string> tags = {
    "html",    "head",    "meta",  "title",    "style",  "body",  "a",     "header",  "p",       "h1",     "h2",
    "h3",      "h4",      "bdi",   "span",     "div",    "nav",   "ul",    "ol",      "li",      "main",   "section",
    "article", "dl",      "dt",    "dd",       "code",   "small", "svg",   "rect",    "path",    "text",   "desc",
    "table",   "caption", "thead", "tbody",    "tr",     "th",    "td",    "details", "summary", "figure", "figcaption",
    "footer",  "b",       "form",  "fieldset", "legend", "label", "input", "button"};
const std::set<std::string> attributes = {"lang",
                                          "charset",
                                          "http-equiv",
                                          "content",
                                          "name",
                                          "class",
                                          "href",
                                          "rel",
                                          "id",
                                          "tabindex",
                                          "role",
                                          "aria-label",
                                          "aria-labelledby",
                                          "scope",
                                          "aria-hidden",
                                          "viewBox",
                                          "width",
                                          "height",
                                          "x",
                                          "y",
                                          "rx",
                                          "d",
                                          "dy",
                                          "text-anchor",
                                          "focusable",
                                          "type",
                                          "open",
                                          "method",
                                          "stroke-width"};
const std::set<std::string> empty_tags = {"meta", "rect", "path", "input"};

class Reader {
 public:
  explicit Reader(std::string_view html) : rest_(html) {}

  std::vector<Element> read() {
    skip("<!DOCTYPE html>");
    while (!rest_.empty()) {
      const std::size_t at = rest_.find_first_of("<>");
      add_text(rest_.substr(0, at));
      if (at == std::string_view::npos) break;
      if (rest_[at] == '>') fail("stray >");
      rest_.remove_prefix(at);
      rest_.starts_with("</") ? close() : open();
    }
    if (!stack_.empty()) fail(elements_[stack_.back()].name + " is not closed");
    return std::move(elements_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(what + " before: " + std::string(rest_.substr(0, 120)));
  }

  void skip(std::string_view text) {
    if (!rest_.starts_with(text)) fail("expected " + std::string(text));
    rest_.remove_prefix(text.size());
  }

  std::string word() {
    std::size_t size = 0;
    while (size < rest_.size() && (std::isalnum(static_cast<unsigned char>(rest_[size])) != 0 || rest_[size] == '-'))
      ++size;
    const std::string word(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return word;
  }

  void add_text(std::string_view text) {
    for (const std::size_t index : stack_) elements_[index].text += text;
  }

  void open() {
    skip("<");
    Element element;
    element.name = word();
    if (!tags.contains(element.name)) fail("unknown tag " + element.name);
    while (rest_.starts_with(" ")) read_attribute(element);
    const bool closed = rest_.starts_with("/>");
    skip(closed ? "/>" : ">");
    element.depth = stack_.size();
    element.parent = stack_.empty() ? 0 : stack_.back();
    elements_.push_back(element);
    if (closed || empty_tags.contains(element.name)) return;
    stack_.push_back(elements_.size() - 1);
    if (element.name == "style") skip_style();
  }

  void read_attribute(Element& element) {
    skip(" ");
    const std::string name = word();
    if (!attributes.contains(name)) fail("unknown attribute " + name);
    skip("=\"");
    const std::size_t end = rest_.find('"');
    const std::string value(rest_.substr(0, end));
    if (value.find_first_of("<>") != std::string::npos) fail("< or > in an attribute");
    if (!element.attributes.emplace(name, value).second) fail("attribute twice: " + name);
    rest_.remove_prefix(end + 1);
  }

  void skip_style() {
    const std::size_t end = rest_.find("</style>");
    add_text(rest_.substr(0, end));
    rest_.remove_prefix(end);
  }

  void close() {
    skip("</");
    const std::string name = word();
    skip(">");
    if (stack_.empty() || elements_[stack_.back()].name != name) fail("</" + name + "> closes nothing");
    stack_.pop_back();
  }

  std::string_view rest_;
  std::vector<Element> elements_;
  std::vector<std::size_t> stack_;
};

}  // namespace

std::vector<Element> read_html(std::string_view html) {
  return Reader(html).read();
}

}  // namespace formats
