# SPDX-License-Identifier: EUPL-1.2
# Hardened flags, sanitizers and the fuzzing switch.
option(PARVIS_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(PARVIS_RACES "Build with ThreadSanitizer" OFF)
option(PARVIS_COVERAGE "Build with gcov counters" OFF)
option(PARVIS_FUZZ "Build the fuzzers against libFuzzer (clang)" OFF)

add_library(parvis-hardening INTERFACE)
target_compile_options(parvis-hardening INTERFACE
  -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fno-strict-aliasing
  $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
target_link_options(parvis-hardening INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported(LANGUAGES C)

if(PARVIS_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(PARVIS_RACES)
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
endif()
if(PARVIS_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
if(PARVIS_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
