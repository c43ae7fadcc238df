# Writes a C++ source that holds a file as text:
#   cmake -DINPUT=page.html -DOUTPUT=page.cpp -DNAME=live_page -DNAMESPACE=a::b -P everstrike_embed.cmake
# As numbers, since a compiler need not take long string literals and a raw one could be ended by
# what the file says.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
string(REGEX REPLACE "(('\\\\x..',){32})" "\\1\n    " bytes "${bytes}")
file(WRITE ${OUTPUT} "#include <string_view>

namespace ${NAMESPACE} {
namespace {
constexpr char k_${NAME}_bytes[] = {
    ${bytes}'\\0'};
}  // namespace
extern const std::string_view ${NAME};
const std::string_view ${NAME}(k_${NAME}_bytes, sizeof k_${NAME}_bytes - 1);
}  // namespace ${NAMESPACE}
")
