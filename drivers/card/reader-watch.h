/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/reader.h"

G_BEGIN_DECLS

/* Looks after the reader in a thread of its own: see reader.h. Main thread only. */
typedef struct _ParvisReaderWatch ParvisReaderWatch;

/* In the main thread, at each change; @name of the reader, %NULL while there is none. STUCK is not told here. */
typedef void (*ParvisReaderWatchTell) (ParvisCardReaderState state, const char *name, gpointer user_data);

ParvisReaderWatch *parvis_reader_watch_new (const char *pattern, ParvisReaderWatchTell tell, gpointer user_data);
void parvis_reader_watch_look (ParvisReaderWatch *self);
/* Returns at once; nothing is told any more; the thread ends by itself. */
void parvis_reader_watch_free (ParvisReaderWatch *self);
/* How often its thread has come back from waiting, for tests: it must not grow while nothing happens. */
guint parvis_reader_watch_count (ParvisReaderWatch *self);

/* A name of @names (ends with an empty one, as SCardListReaders gives them; at most @length bytes), (transfer full), or
 * %NULL. */
char *parvis_reader_choose (const char *names, gsize length, const char *pattern);

G_END_DECLS
