/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#define _GNU_SOURCE /* memfd_create */
#include <gio/gio.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* (transfer full): a path at which @text can be read as long as this process lives; nothing is left on the
 * disk. */
static inline char *
fuzz_file (const char *text)
{
  int fd = memfd_create ("fuzz", 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, text, strlen (text)), ==, (gssize) strlen (text));
  return g_strdup_printf ("/proc/self/fd/%d", fd);
}
