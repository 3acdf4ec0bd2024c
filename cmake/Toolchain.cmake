# Compiler, linker and flags, the same for every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
  # Paths relative to the checkout, so that a second clone finds what the first one built.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
                                  CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

# mold, then lld, then the system's linker; GCC 12 knows all three by name.
find_program(MOLD mold)
find_program(LLD ld.lld)
if(MOLD)
  add_link_options(-fuse-ld=mold)
elseif(LLD)
  add_link_options(-fuse-ld=lld)
endif()

option(BUURTBRUG_HARDENED "OpenSSF hardening flags" OFF)
set(BUURTBRUG_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")

if(BUURTBRUG_HARDENED)
  add_compile_options(-D_GLIBCXX_ASSERTIONS -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
                      -fstack-clash-protection -fstack-protector-strong -fcf-protection=full)
  add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -pie)
endif()
if(CMAKE_BUILD_TYPE STREQUAL Release AND CMAKE_SYSTEM_PROCESSOR STREQUAL x86_64)
  # Processors since 2009: counting bits, of which sets are made, is one instruction.
  add_compile_options(-march=x86-64-v2)
endif()
if(BUURTBRUG_SANITIZE)
  add_compile_options(-fsanitize=${BUURTBRUG_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${BUURTBRUG_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # Its instrumentation hides what an optional guards from this warning; the plain build judges it.
    set(BUURTBRUG_SANITIZE_WARNINGS -Wno-error=maybe-uninitialized)
  endif()
endif()
option(BUURTBRUG_FUZZ "Build the fuzz targets with libFuzzer; wants clang" OFF)
if(BUURTBRUG_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
# Drops the libraries that a program does not use: Abseil and gRPC come as more than a hundred.
add_link_options(-Wl,--as-needed)

# Every struct member has a default, so a member that an initializer leaves out is no mistake.
set(BUURTBRUG_WARNINGS -Wall -Wextra -Wconversion -Wno-missing-field-initializers -Werror
                       ${BUURTBRUG_SANITIZE_WARNINGS})
