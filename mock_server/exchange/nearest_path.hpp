// What a client may have meant by a path that doesn't exist: another letter case, slashes too many
// or too few, something in front (/v1/auth/cancel) or missing there (/cancel), or two letters off.
// A remark for people; nothing is ever answered as if the other path had been asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::mock_server {

// path_hint gives a clause such as `"//auth/cancel"; the nearest is POST /auth/cancel`. The part
// about the nearest is missing where nothing is near.
[[nodiscard]] std::string path_hint(std::string_view method, std::string_view path);
// Among other names than the endpoints', "METHOD /path" each.
[[nodiscard]] std::string path_hint(std::string_view method, std::string_view path,
                                    const std::vector<std::string_view>& names);

// nearest_endpoint gives the name of the endpoint that is nearest, however far that is.
[[nodiscard]] std::string_view nearest_endpoint(std::string_view method, std::string_view path);

}  // namespace everstrike::mock_server
