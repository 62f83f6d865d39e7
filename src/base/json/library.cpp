#include "base/json/library.hpp"

template class nlohmann::basic_json<>;
// What these members are made of, so that a program has them as they are compiled here: for speed (docs/adr/0026).
using Input = nlohmann::detail::iterator_input_adapter<const char*>;
using Builder = nlohmann::detail::json_sax_dom_parser<nlohmann::json>;
template class nlohmann::detail::lexer<nlohmann::json, Input>;
template class nlohmann::detail::json_sax_dom_parser<nlohmann::json>;
template bool nlohmann::detail::parser<nlohmann::json, Input>::sax_parse_internal<Builder>(Builder*);
template class nlohmann::detail::serializer<nlohmann::json>;
template class nlohmann::detail::output_string_adapter<char>;
