/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes that go to a file and whose SHA-256 is wanted, while somebody waits for both. A thread of its own sums them,
 * and in between has the disk begin with what was written to the file by then: neither waits for the other, and the
 * fsync(2) that makes the file durable finds most of it done. It makes nothing durable itself, and reads nothing of the
 * file. Where no thread is to be had, or the file system cannot begin ahead, it only takes longer.
 */
typedef struct _ParvisSumAhead ParvisSumAhead;

/* @path: the file that somebody else writes; no POSIX lock may be held on it (closing a file takes the process's
 * back). (transfer full) */
ParvisSumAhead *parvis_sum_ahead_begin (GBytes *bytes, const char *path);
/* When everything is written: waits for the sum, lower-case hexadecimal. Once. (transfer full) */
char *parvis_sum_ahead_end (ParvisSumAhead *self);
void parvis_sum_ahead_free (ParvisSumAhead *self); /* waits for the thread, too */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSumAhead, parvis_sum_ahead_free)

G_END_DECLS
