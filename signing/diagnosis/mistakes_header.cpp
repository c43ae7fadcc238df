#include <array>

#include "signing/diagnosis/mistake_tables.hpp"

namespace everstrike::diagnosis {
namespace {

using Id = MistakeId;
constexpr auto kHeaders = RemedyId::send_both_headers;

constexpr std::array kRows = {
    Mistake{.id = Id::signature_missing,
            .slug = "signature_missing",
            .number = "HDR-1",
            .title = "there is no signature",
            .looks_like = "No x-signature header, or an empty one, and none elsewhere.",
            .fix = "Send the signature in the x-signature header.",
            .remedy = kHeaders,
            .seen_in = "adcp pr 2445"},
    Mistake{.id = Id::signature_header_misspelt,
            .slug = "signature_header_misspelt",
            .number = "HDR-2",
            .title = "the signature was sent in another header than x-signature",
            .looks_like = "signature, x_signature, x-sign, Authorization and the like.",
            .fix = "Call the header x-signature (upper or lower case doesn't matter).",
            .remedy = kHeaders,
            .seen_in = "adcp pr 2445"},
    Mistake{.id = Id::signature_in_query,
            .slug = "signature_in_query",
            .number = "HDR-3",
            .title = "the signature was sent in the query of the URL",
            .looks_like = "...?signature=... as at Binance.",
            .fix = "Send it in the x-signature header.",
            .remedy = kHeaders,
            .seen_in = "the habit of Binance"},
    Mistake{.id = Id::signature_in_body,
            .slug = "signature_in_body",
            .number = "HDR-4",
            .title = "the signature was sent as a field of the body",
            .looks_like = "...&signature=... or &sign=... in the body.",
            .fix = "Send it in the x-signature header, and keep it out of the body.",
            .remedy = kHeaders,
            .seen_in = "the habit of Binance and Bybit"},
    Mistake{.id = Id::signature_header_twice,
            .slug = "signature_header_twice",
            .number = "HDR-5",
            .title = "the x-signature header was sent twice",
            .looks_like = "Two header lines, or one with two values and a comma between them.",
            .fix = "Set the header, don't append to it; a retry starts from fresh headers.",
            .remedy = kHeaders,
            .seen_in = "node-binance-api#566"},
    Mistake{.id = Id::headers_exchanged,
            .slug = "headers_exchanged",
            .number = "HDR-6",
            .title = "the values of x-api-key and x-signature are exchanged",
            .looks_like = "x-signature holds the API key.",
            .fix = "Send the API key in x-api-key and the signature in x-signature.",
            .remedy = kHeaders,
            .seen_in = ""},
};

}  // namespace

std::span<const Mistake> header_mistakes() noexcept { return kRows; }

}  // namespace everstrike::diagnosis
