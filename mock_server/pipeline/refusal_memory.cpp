#include "mock_server/pipeline/refusal_memory.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "signing/prepared_key.hpp"
#include "signing/signer.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

// They say how a message travels and what is wanted back, and change from request to request.
bool is_looked_at(std::string_view name) {
  constexpr std::array<std::string_view, 10> kNever = {
      "user-agent", "accept",        "accept-encoding", "accept-language", "connection",
      "keep-alive", "cache-control", "pragma",          "traceparent",     "tracestate"};
  return std::none_of(kNever.begin(), kNever.end(), [&](std::string_view never) {
    return signing::equal_ignoring_case(name, never);
  });
}

// Texts one after the other, each behind its length, so that no two lists of them are alike.
class Joined {
 public:
  void add(std::string_view text) {
    add(static_cast<std::uint64_t>(text.size()));
    text_.append(text);
  }
  void add(std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
      text_ += static_cast<char>((number >> shift) & 0xffU);
    }
  }
  void reserve(std::size_t bytes) { text_.reserve(bytes); }
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

RefusalMemory::Key refusal_key(const DiagnosisQuestion& question, std::uint64_t accounts_version,
                               std::uint64_t bodies_version) {
  const RequestHead& head = question.request.head;
  const std::string_view body = question.request.body;
  const std::string_view following = question.request.following;
  Joined joined;
  joined.reserve(head.bytes.size() + body.size() + following.size() + 512);
  joined.add(accounts_version);
  joined.add(bodies_version);
  joined.add(static_cast<std::uint64_t>(question.credential != nullptr ? 1 : 0));
  joined.add(static_cast<std::uint64_t>(question.api_key.has_value() ? 1 : 0));
  joined.add(question.api_key ? std::string_view(*question.api_key) : std::string_view());
  joined.add(head.method());
  joined.add(head.target());
  for (const HeaderSpan& header : head.headers) {
    const std::string_view name = header.name.of(head.bytes);
    // Where an API key is looked for, it may be in any of them.
    if (question.api_key && !is_looked_at(name)) continue;
    joined.add(name);
    joined.add(header.value.of(head.bytes));
  }
  joined.add(body);
  joined.add(following);

  RefusalMemory::Key key{};
  static const signing::PreparedKey kNobody("");
  signing::mac_into(key, question.credential == nullptr ? kNobody : question.credential->prepared,
                    joined.text());
  return key;
}

KnownRefusal::KnownRefusal(const Reply& answered, const Entry& entry)
    : reply(answered),
      verdict(entry.verdict),
      detail(entry.detail),
      diagnosis(entry.diagnosis),
      also(entry.also),
      fix(entry.fix),
      proof(entry.proof),
      answer_body(entry.answer_body) {}

void KnownRefusal::tell(Entry& entry) const {
  entry.verdict = verdict;
  entry.detail = detail;
  entry.diagnosis = diagnosis;
  entry.also = also;
  entry.fix = fix;
  entry.proof = proof;
}

std::size_t KnownRefusal::bytes() const {
  std::size_t bytes = sizeof *this;
  for (const std::string* text :
       {&reply.body, &detail, &diagnosis, &fix, &proof, &answer_body, &reply.content_type}) {
    bytes += text->capacity();
  }
  for (const std::string& one : also) bytes += sizeof one + one.capacity();
  for (const auto& [name, value] : reply.headers) {
    bytes += sizeof name + sizeof value + name.capacity() + value.capacity();
  }
  return bytes;
}

std::shared_ptr<const KnownRefusal> RefusalMemory::find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->refusal;
}

void RefusalMemory::keep(const Key& key, KnownRefusal refusal) {
  const std::size_t bytes = refusal.bytes();
  const std::lock_guard lock(mutex_);
  if (bytes > limits_.bytes_max || limits_.answers_max == 0 || by_key_.contains(key)) return;
  kept_.push_front({key, std::make_shared<const KnownRefusal>(std::move(refusal)), bytes});
  by_key_[key] = kept_.begin();
  bytes_ += bytes;
  while (kept_.size() > limits_.answers_max || bytes_ > limits_.bytes_max) {
    bytes_ -= kept_.back().bytes;
    by_key_.erase(kept_.back().key);
    kept_.pop_back();
  }
}

std::size_t RefusalMemory::size() const {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

std::size_t RefusalMemory::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace everstrike::mock_server
