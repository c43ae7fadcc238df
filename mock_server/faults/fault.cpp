#include "mock_server/faults/fault.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <type_traits>

namespace everstrike::mock_server {
namespace {

// Something for each alternative of the variant, in its order.
template <class Variant>
struct Alternatives;

template <class... Kinds>
struct Alternatives<std::variant<Kinds...>> {
  static constexpr std::array<FaultRow, sizeof...(Kinds)> kRows = {Kinds::kRow...};
  // made gives the fault of this type with its defaults.
  static std::optional<Fault> made(std::string_view type) {
    std::optional<Fault> fault;
    ((Kinds::kRow.type == type ? void(fault = Kinds()) : void()), ...);
    return fault;
  }
};

}  // namespace

std::span<const FaultRow> fault_rows() { return Alternatives<Fault>::kRows; }

std::string_view fault_type(const Fault& fault) { return fault_rows()[fault.index()].type; }

void apply(const Fault& fault, const Moment& moment, Answer& shaped) {
  std::visit([&](const auto& one) { one.apply(moment, shaped); }, fault);
}

std::optional<MessageFate> fate_of(const Fault& fault) {
  return std::visit(
      [](const auto& one) -> std::optional<MessageFate> {
        if constexpr (requires { one.fate(); }) {
          return one.fate();
        } else {
          return std::nullopt;
        }
      },
      fault);
}

Expected<Fault, std::string> read_fault(const json::Document& document,
                                        const std::string& pointer) {
  FaultReader reader(document, pointer);
  std::optional<Fault> fault;
  // Without it nobody knows which members there may be.
  if (!reader.has("type")) {
    reader.fail_with(document.error_at(pointer, "the member \"type\" is missing"));
  }
  if (const auto type = reader.text("type")) {
    fault = Alternatives<Fault>::made(*type);
    if (fault) {
      std::visit([&](auto& one) { one.read(reader); }, *fault);
    } else {
      std::string expected;
      for (const FaultRow& row : fault_rows()) {
        expected.append(expected.empty() ? "" : ", ").append(row.type);
      }
      reader.fail("type", "expected one of: " + expected);
    }
  }
  if (auto error = reader.finish()) return Unexpected<std::string>(std::move(*error));
  return std::move(*fault);
}

nlohmann::ordered_json write_fault(const Fault& fault) {
  nlohmann::ordered_json json;
  json["type"] = fault_type(fault);
  std::visit([&](const auto& one) { one.write(json); }, fault);
  return json;
}

}  // namespace everstrike::mock_server
