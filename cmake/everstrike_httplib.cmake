# cpp-httplib: Debian ships a compiled library whose .pc file sets the feature macros that the
# library was built with. Other macros give classes of another size that still link, so the
# flags come from there and are never set by hand. Header-only copies of upstream are taken by
# -Dhttplib_DIR=… (upstream's CMake config) or -DEVERSTRIKE_HTTPLIB_INCLUDE_DIR=….
set(EVERSTRIKE_HTTPLIB_INCLUDE_DIR "" CACHE PATH "Folder of a header-only httplib.h to use instead of the package")
add_library(everstrike_httplib INTERFACE)
if(TARGET everstrike_static_httplib)
  target_link_libraries(everstrike_httplib INTERFACE everstrike_static_httplib)
elseif(EVERSTRIKE_HTTPLIB_INCLUDE_DIR)
  target_include_directories(everstrike_httplib SYSTEM INTERFACE ${EVERSTRIKE_HTTPLIB_INCLUDE_DIR})
  target_compile_definitions(everstrike_httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT)
  target_link_libraries(everstrike_httplib INTERFACE OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
else()
  pkg_check_modules(cpp-httplib IMPORTED_TARGET cpp-httplib)
  if(cpp-httplib_FOUND)
    target_link_libraries(everstrike_httplib INTERFACE
      PkgConfig::cpp-httplib OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
  else()
    find_package(httplib REQUIRED)
    target_link_libraries(everstrike_httplib INTERFACE httplib::httplib)
  endif()
endif()
