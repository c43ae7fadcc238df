#include "mock_server/message/shared_text.hpp"

#include <mutex>
#include <unordered_map>

namespace everstrike::mock_server {
namespace {

class TextPool {
 public:
  std::shared_ptr<const std::string> of(std::string_view text) {
    const std::lock_guard lock(mutex_);
    if (const auto found = texts_.find(text); found != texts_.end()) {
      if (auto present = found->second.lock()) return present;
      texts_.erase(found);  // its last owner is just leaving it, see forget()
    }
    std::shared_ptr<const std::string> made(new std::string(text),
                                            [this](const std::string* one) { forget(one); });
    texts_.emplace(*made, made);
    return made;
  }

 private:
  void forget(const std::string* text) {
    {
      const std::lock_guard lock(mutex_);
      // Meanwhile somebody may have asked for the same text and have got a new one.
      const auto found = texts_.find(*text);
      if (found != texts_.end() && found->first.data() == text->data()) texts_.erase(found);
    }
    delete text;
  }

  std::mutex mutex_;
  std::unordered_map<std::string_view, std::weak_ptr<const std::string>> texts_;
};

// Never destroyed: other statics may hold texts until the very end.
TextPool& pool() {
  static TextPool& one = *new TextPool;
  return one;
}

}  // namespace

SharedText::SharedText(std::string_view text) : text_(pool().of(text)) {}

}  // namespace everstrike::mock_server
