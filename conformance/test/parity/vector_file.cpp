#include "conformance/test/parity/vector_file.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

using Json = nlohmann::ordered_json;

// Thrown inside this file only, as the library's own errors are.
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// An object whose members have to be taken, every one of them.
class Members {
 public:
  Members(Json json, std::string where) : json_(std::move(json)), where_(std::move(where)) {
    if (!json_.is_object()) throw Refusal(where_ + ": expected an object");
  }
  [[nodiscard]] bool has(const std::string& name) const { return json_.contains(name); }
  Json take(const std::string& name) {
    const auto member = json_.find(name);
    if (member == json_.end()) throw Refusal(where_ + ": expected a member \"" + name + "\"");
    Json value = std::move(*member);
    json_.erase(member);
    return value;
  }
  Members take_members(const std::string& name) { return {take(name), where_ + "." + name}; }
  std::string take_text(const std::string& name) {
    const Json value = take(name);
    if (!value.is_string()) throw Refusal(where_ + "." + name + ": expected text");
    return value.get<std::string>();
  }
  std::string take_bytes(const std::string& name);
  void finish() const {
    if (!json_.empty()) throw Refusal(where_ + ": nobody reads \"" + json_.begin().key() + "\"");
  }
  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  Json json_;
  std::string where_;
};

std::string Members::take_bytes(const std::string& name) {
  const std::string hex = take_text(name);
  const std::string where = where_ + "." + name;
  if (hex.size() % 2 != 0) throw Refusal(where + ": expected two hex digits a byte");
  const auto bytes = signing::read_hex(hex);
  if (!bytes || signing::hex_of(*bytes) != hex) throw Refusal(where + ": expected lower-case hex");
  return *bytes;
}

signing::TypedPayload read_pairs(const Json& json, const std::string& where);

signing::TypedValue read_value(const Json& json, const std::string& where) {
  if (json.is_null()) return {nullptr};
  if (json.is_boolean()) return {json.get<bool>()};
  if (json.is_string()) return {json.get<std::string>()};
  Members tagged(json, where);
  signing::TypedValue value;
  if (tagged.has("number")) {
    const auto number = signing::typed_number(tagged.take_text("number"));
    if (!number) throw Refusal(where + ": expected the text of a number");
    value = *number;
  } else if (tagged.has("list")) {
    signing::TypedList list;
    for (const Json& item : tagged.take("list")) list.push_back(read_value(item, where + "[]"));
    value.is = std::move(list);
  } else {
    value.is = read_pairs(tagged.take("object"), where);
  }
  tagged.finish();
  return value;
}

signing::TypedPayload read_pairs(const Json& json, const std::string& where) {
  if (!json.is_array()) throw Refusal(where + ": expected a list of pairs");
  signing::TypedPayload pairs;
  for (const Json& pair : json) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string()) {
      throw Refusal(where + ": expected [name, value]");
    }
    const auto name = pair[0].get<std::string>();
    std::string place = where;
    place.append(".").append(name);
    pairs.emplace_back(name, read_value(pair[1], place));
  }
  return pairs;
}

Container read_container(const std::string& text, const std::string& where) {
  if (text == "object") return Container::javascript_object;
  if (text == "dict") return Container::python_dict;
  if (text == "pairs") return Container::python_pairs;
  throw Refusal(where + ".container: expected object, dict or pairs");
}

VectorInputs read_inputs(Members members) {
  VectorInputs inputs{.api_key = members.take_text("api_key"),
                      .secret = members.take_bytes("secret_hex"),
                      .container = {},
                      .payload = {},
                      .body = {}};
  if (members.has("body_hex")) {
    inputs.body = members.take_bytes("body_hex");
  } else {
    inputs.container = read_container(members.take_text("container"), members.where());
    inputs.payload = read_pairs(members.take("payload"), members.where() + ".payload");
  }
  members.finish();
  return inputs;
}

VectorStages read_stages(Members members) {
  VectorStages stages;
  stages.body = members.take_bytes("body_hex");
  stages.mac = members.take_bytes("mac_hex");
  stages.signature = members.take_text("signature");
  stages.sent_body = members.take_bytes("sent_body_hex");
  stages.sent_signature = members.take_text("sent_signature");
  if (members.has("request_head")) stages.request_head = members.take_text("request_head");
  if (members.has("sent_behind_hex")) stages.sent_behind = members.take_bytes("sent_behind_hex");
  members.finish();
  return stages;
}

bool read_result(const std::string& text, const std::string& where) {
  if (text != "valid" && text != "invalid") throw Refusal(where + ": expected valid or invalid");
  return text == "valid";
}

Vector read_vector(Members members, std::string_view file, std::size_t number) {
  if (members.take("case_id") != number) {
    throw Refusal(members.where() + ".case_id: expected " + std::to_string(number));
  }
  Vector vector;
  vector.name = std::string(file) + "_" + std::to_string(number);
  vector.comment = members.take_text("comment");
  for (const Json& flag : members.take("flags")) vector.flags.push_back(flag.get<std::string>());
  vector.inputs = read_inputs(members.take_members("inputs"));
  vector.stages = read_stages(members.take_members("stages"));
  vector.valid = read_result(members.take_text("result"), members.where() + ".result");
  if (!vector.valid) vector.mistake = members.take_text("mistake");
  members.finish();
  return vector;
}

// Each explained word is used, each used one explained.
void check_words(const Json& explained, const std::set<std::string>& used, const char* what) {
  std::set<std::string> known;
  for (const auto& [word, meaning] : explained.items()) known.insert(word);
  std::vector<std::string> lonely;
  std::ranges::set_symmetric_difference(known, used, std::back_inserter(lonely));
  if (!lonely.empty()) {
    throw Refusal(
        std::string(what) + " \"" + lonely[0] + "\" is " +
        (known.contains(lonely[0]) ? "explained and not used" : "used and not explained"));
  }
}

VectorFile read_file(Members members, std::string_view name) {
  if (members.take("schema") != "signing_vectors_v1") throw Refusal("expected signing_vectors_v1");
  if (members.take("algorithm") != "HMAC-SHA256") throw Refusal("expected HMAC-SHA256");
  (void)members.take_text("about");
  VectorFile file;
  Members source = members.take_members("source");
  file.source = source.take_text("name");
  file.versions = source.take("versions").get<std::map<std::string, std::string>>();
  source.finish();
  std::set<std::string> flags;
  std::set<std::string> mistakes;
  Json tests = members.take("tests");
  for (Json& test : tests.get_ref<Json::array_t&>()) {
    const std::size_t number = file.vectors.size() + 1;
    Vector vector = read_vector({std::move(test), "case " + std::to_string(number)}, name, number);
    flags.insert(vector.flags.begin(), vector.flags.end());
    if (!vector.valid) mistakes.insert(vector.mistake);
    file.vectors.push_back(std::move(vector));
  }
  if (file.vectors.empty()) throw Refusal("holds no vectors");
  if (members.take("number_of_tests") != file.vectors.size()) {
    throw Refusal("number_of_tests is not " + std::to_string(file.vectors.size()));
  }
  check_words(members.take("flags"), flags, "flag");
  check_words(members.take("mistakes"), mistakes, "mistake");
  members.finish();
  return file;
}

}  // namespace

Expected<VectorFile, std::string> parse_vector_file(std::string_view text, std::string_view name) {
  try {
    return read_file({Json::parse(text), "file"}, name);
  } catch (const Refusal& refusal) {
    return Unexpected<std::string>(std::string(name) + ": " + refusal.what());
  } catch (const Json::exception& error) {
    return Unexpected<std::string>(std::string(name) + ": " + error.what());
  }
}

Expected<VectorFile, std::string> load_vector_file(const std::filesystem::path& folder,
                                                   std::string_view name) {
  const auto path = folder / (std::string(name) + "_v1.json");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || !text) return Unexpected<std::string>(path.string() + ": can't be read");
  return parse_vector_file(text.view(), name);
}

}  // namespace everstrike::conformance
