// One signing vector: the inputs of a signed call and every stage that the documented libraries
// went through, as plain data. Bytes are bytes here; the files hold them as hex.
// The format is fixtures/schemas/signing_vectors_v1.schema.json; fixtures/README.md tells it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "signing/typed_value.hpp"

namespace everstrike::conformance {

// What held the payload in the program that made the vector; it decides what becomes of repeated
// names, and of the order.
enum class Container { javascript_object, python_dict, python_pairs };

struct VectorInputs {
  std::string api_key;
  std::string secret;
  // Either a container and a payload, or a body as given.
  std::optional<Container> container;
  signing::TypedPayload payload;
  std::optional<std::string> body;
};

struct VectorStages {
  std::string body;  // the signed bytes
  std::string mac;
  std::string signature;
  std::optional<std::string> request_head;  // as UTF-8 of what was sent as Latin-1
  std::string sent_body;
  std::string sent_behind;  // stray bytes behind the request, mostly none
  std::string sent_signature;
};

struct Vector {
  std::string name;  // unique over all files: "sign_js_17"
  std::string comment;
  std::vector<std::string> flags;
  VectorInputs inputs;
  VectorStages stages;
  bool valid = false;   // whether sent_signature is to be accepted over sent_body
  std::string mistake;  // empty in valid vectors
};

struct VectorFile {
  std::string source;                           // "js" or "python"
  std::map<std::string, std::string> versions;  // of the libraries that made it
  std::vector<Vector> vectors;
};

}  // namespace everstrike::conformance
