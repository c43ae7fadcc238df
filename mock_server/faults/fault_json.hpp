// Faults as they stand in scenario files: {"type": "reset_peer", "after_bytes": 0}. Each type
// allows only its own members. Reading and writing are kept in step by a test that reads back
// what was written.
#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "json/reader.hpp"
#include "mock_server/faults/fault.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// read_fault reads the object at `pointer`; the error is one line with its place.
[[nodiscard]] Expected<Fault, std::string> read_fault(const json::Document& document,
                                                      const std::string& pointer);

// write_fault gives the object with every member that is not its default.
[[nodiscard]] nlohmann::ordered_json write_fault(const Fault& fault);

// The words of the file format.
template <class Value, std::size_t kCount>
using Words = std::array<std::pair<std::string_view, Value>, kCount>;

inline constexpr Words<BodyKind, 10> kBodyKinds = {{
    {"documented", BodyKind::documented},
    {"empty", BodyKind::empty},
    {"html", BodyKind::html},
    {"malformed_json", BodyKind::malformed_json},
    {"wrong_type", BodyKind::wrong_type},
    {"extra_fields", BodyKind::extra_fields},
    {"missing_fields", BodyKind::missing_fields},
    {"numbers_as_strings", BodyKind::numbers_as_strings},
    {"null_result", BodyKind::null_result},
    {"other_code", BodyKind::other_code},
}};
inline constexpr Words<RetryAfterForm, 2> kRetryAfterForms = {{
    {"seconds", RetryAfterForm::seconds},
    {"date", RetryAfterForm::date},
}};
inline constexpr Words<TruncateBody::Length, 2> kTruncatedLengths = {{
    {"full", TruncateBody::Length::full},
    {"honest", TruncateBody::Length::honest},
}};
inline constexpr Words<BadChunks::Kind, 5> kBadChunkKinds = {{
    {"not_hex", BadChunks::Kind::not_hex},
    {"negative", BadChunks::Kind::negative},
    {"overflow", BadChunks::Kind::overflow},
    {"too_large", BadChunks::Kind::too_large},
    {"no_end", BadChunks::Kind::no_end},
}};
inline constexpr Words<RepeatedHeader, 2> kRepeatedHeaders = {{
    {"Content-Type", RepeatedHeader::content_type},
    {"Content-Length", RepeatedHeader::content_length},
}};

}  // namespace everstrike::mock_server
