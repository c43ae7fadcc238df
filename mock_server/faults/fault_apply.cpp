// What each fault does to an answer: one apply_one for each kind, which shapes the reply and fills
// the plan that the connection carries out.
#include <algorithm>
#include <array>
#include <string>

#include "mock_server/faults/answer_body.hpp"
#include "mock_server/faults/fault.hpp"
#include "mock_server/faults/http_date.hpp"
#include "mock_server/message/envelope.hpp"
#include "mock_server/wire/http/reply_bytes.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::mock_server {
namespace {

// The date is that of the Date header and so many seconds more, so that a client's own clock does
// not matter.
void ask_to_come_back(std::uint32_t after_s, const Moment& moment, Reply& reply) {
  const std::int64_t now_s = moment.unix_ms / 1000;
  reply.headers.emplace_back("Date", http_date(now_s));
  reply.headers.emplace_back("Retry-After", http_date(now_s + after_s));
}

void apply_one(const AnswerStatus& fault, const Moment& moment, ShapedReply& shaped) {
  shaped.reply = answer_of_kind(fault.body, fault.status, std::move(shaped.reply));
  if (!fault.retry_after_s) return;
  if (fault.retry_after_as == RetryAfterForm::date) {
    return ask_to_come_back(*fault.retry_after_s, moment, shaped.reply);
  }
  shaped.reply.headers.emplace_back("Retry-After", std::to_string(*fault.retry_after_s));
}

void apply_one(const DelayReply& fault, const Moment& moment, ShapedReply& shaped) {
  shaped.plan.delay += wait_of(fault.wait, moment.die);
}

// The connection ends without having said so, as a crashed server's would.
void end_early(ShapedReply& shaped) { shaped.plan.end = WireEnd::close; }

void declare_length(Reply& reply, std::size_t bytes) {
  reply.headers.emplace_back("Content-Length", std::to_string(bytes));
}

void apply_one(const TruncateBody& fault, const Moment&, ShapedReply& shaped) {
  Reply& reply = shaped.reply;
  const std::size_t whole = reply.body.size();
  reply.body.resize(std::min(fault.keep, whole));
  if (fault.content_length == TruncateBody::Length::honest || reply.body.size() == whole) return;
  declare_length(reply, whole);
  end_early(shaped);
}

void apply_one(const CutHeaders& fault, const Moment&, ShapedReply& shaped) {
  // The head may still grow by headers of ours, so the first blank line is never before this.
  const std::size_t head = render_reply(shaped.reply, {.head_only = true}).size();
  shaped.plan.cut_after = std::min(fault.keep, head - 2);
  shaped.plan.end = WireEnd::close;
}

void apply_one(const ResetPeer& fault, const Moment&, ShapedReply& shaped) {
  shaped.plan.cut_after = fault.after_bytes;
  shaped.plan.end = WireEnd::reset;
}

void apply_one(const CloseSilently&, const Moment&, ShapedReply& shaped) {
  shaped.plan.cut_after = 0;
  shaped.plan.end = WireEnd::close;
}

void apply_one(const Hang& fault, const Moment&, ShapedReply& shaped) {
  shaped.plan.cut_after = fault.after_bytes;
  shaped.plan.end = WireEnd::hang;
}

void apply_one(const Dribble& fault, const Moment&, ShapedReply& shaped) {
  shaped.plan.bytes_per_second = std::max<std::uint64_t>(1, fault.bytes_per_second);
}

void apply_one(const Garbage& fault, const Moment& moment, ShapedReply& shaped) {
  std::string bytes = fault.text.value_or("");
  if (!fault.text) {
    for (std::size_t i = 0; i < fault.bytes; ++i) {
      bytes += static_cast<char>(moment.die.roll(i) & 0xFF);
    }
    // One in 256 draws would begin like "HTTP".
    if (bytes.starts_with('H')) bytes.front() = 'h';
  }
  shaped.plan.raw_answer = std::move(bytes);
  end_early(shaped);
}

void apply_one(const Redirect& fault, const Moment&, ShapedReply& shaped) {
  shaped.reply = error_reply(fault.status, "Moved");
  shaped.reply.headers.emplace_back("Location", fault.location);
}

void apply_one(const Stub& fault, const Moment&, ShapedReply& shaped) {
  shaped.reply = {.status = fault.status,
                  .content_type = fault.content_type,
                  .body = fault.body,
                  .headers = fault.headers};
}

void apply_one(const DuplicateHeaders& fault, const Moment&, ShapedReply& shaped) {
  Reply& reply = shaped.reply;
  for (const RepeatedHeader header : fault.names) {
    for (int copy = 0; copy < 2; ++copy) {
      if (header == RepeatedHeader::content_type) {
        reply.headers.emplace_back("Content-Type", reply.content_type);
      } else {
        declare_length(reply, reply.body.size());
      }
    }
  }
}

std::size_t shifted(std::size_t bytes, std::int64_t difference) {
  return static_cast<std::size_t>(
      std::max<std::int64_t>(0, static_cast<std::int64_t>(bytes) + difference));
}

void apply_one(const WrongContentLength& fault, const Moment&, ShapedReply& shaped) {
  declare_length(shaped.reply, shifted(shaped.reply.body.size(), fault.difference));
  end_early(shaped);
}

void apply_one(const DoubleContentLength& fault, const Moment&, ShapedReply& shaped) {
  const std::size_t whole = shaped.reply.body.size();
  declare_length(shaped.reply, whole);
  declare_length(shaped.reply, shifted(whole, fault.difference));
  end_early(shaped);
}

void apply_one(const BadChunks& fault, const Moment&, ShapedReply& shaped) {
  using Kind = BadChunks::Kind;
  std::string& body = shaped.reply.body;
  std::string size;
  switch (fault.kind) {
    case Kind::not_hex:
      size = "zz";
      break;
    case Kind::negative:
      size = "-1";
      break;
    case Kind::overflow:
      size = "ffffffffffffffffff";
      break;
    case Kind::too_large:
      size = signing::hex_number(body.size() + 1000);
      break;
    case Kind::no_end:
      size = signing::hex_number(body.size());
      break;
  }
  body = size + "\r\n" + body;
  if (fault.kind != Kind::too_large) body += "\r\n";
  if (fault.kind != Kind::too_large && fault.kind != Kind::no_end) body += "0\r\n\r\n";
  shaped.reply.headers.emplace_back("Transfer-Encoding", "chunked");
  end_early(shaped);
}

}  // namespace

std::string_view fault_type(const Fault& fault) {
  // In the order of the variant.
  static constexpr std::array<std::string_view, std::variant_size_v<Fault>> kTypes = {
      "answer_status",
      "delay_reply",
      "truncate_body",
      "cut_headers",
      "reset_peer",
      "close_silently",
      "hang",
      "dribble",
      "garbage",
      "redirect",
      "stub",
      "duplicate_headers",
      "wrong_content_length",
      "double_content_length",
      "bad_chunks"};
  return kTypes[fault.index()];
}

void apply(const Fault& fault, const Moment& moment, ShapedReply& shaped) {
  std::visit([&](const auto& one) { apply_one(one, moment, shaped); }, fault);
}

}  // namespace everstrike::mock_server
