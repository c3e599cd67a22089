# SPDX-License-Identifier: EUPL-1.2
# One interface target with every warning we build with; linked by each of our own targets.
add_library(parvis-warnings INTERFACE)
target_compile_options(parvis-warnings INTERFACE
  -Wall
  -Wextra
  -Werror
  -Wshadow              # a shadowed variable hides a mistake in a nested scope
  -Wformat=2            # format strings are never data
  -Wmissing-prototypes  # what is not in a header is static
  -Wstrict-prototypes
  -Wconversion          # a size from outside is never cut short in silence
  -Wno-sign-conversion  # gsize/gint mixes are everywhere in GLib's own API; -Wconversion keeps the narrowing ones
  -Wundef
  -Wvla                 # no stack size from outside
  $<$<C_COMPILER_ID:Clang>:-Wno-unused-variable> # clang does not take a cleanup (g_autoptr) for a use; gcc does
  $<$<C_COMPILER_ID:Clang>:-Wno-string-concatenation> # our migrations and messages are such lists
  -Wno-unused-parameter # callbacks have signatures that are not ours
  -Wno-missing-field-initializers) # zero is GLib's own default in entry tables
