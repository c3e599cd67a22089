/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "app/desk/desk.h"
#include "sync/pki/pki.h"

G_BEGIN_DECLS

/* Counter: a real desk in a folder that is thrown away, with its own certificates, its own queue and the demonstration
 * content. */
typedef struct
{
  char *folder;
  char *config;
  ParvisDesk *desk;
  GMainLoop *loop;
} Counter;

/* As g_test_add() takes them. @devices: (type utf8) lines of the configuration's group [devices], "" for none. */
void counter_set_up (Counter *counter, gconstpointer devices);
void counter_tear_down (Counter *counter, gconstpointer devices);

/* Ends the desk, and all that its threads still do. */
void counter_close (Counter *counter);

char *counter_path (const Counter *counter, const char *name); /* of a file in the folder */
void counter_issue (const Counter *counter, ParvisPkiRole role, const char *file);
/* Runs a program with these words, up to %NULL; it must succeed. */
void counter_run (const char *first, ...) G_GNUC_NULL_TERMINATED;

/* An answer that comes later: give counter_on_answer() and a CounterAnswer to what is asked, then run the loop. */
typedef struct
{
  Counter *counter;
  GAsyncResult *result; /* owned by the asker */
} CounterAnswer;
void counter_on_answer (GObject *source, GAsyncResult *result, gpointer user_data);

/* Someone reports a broken lamp, in full. */
ParvisDraft *counter_new_report (Counter *counter);
/* Whether a démarche can be begun. */
gboolean counter_can_submit (Counter *counter, GError **error);
ParvisSlip *counter_submit (Counter *counter, ParvisDraft *draft, GError **error);
/* What parvis-syncd notes once the town hall has the first submission. */
void counter_deliver (Counter *counter);

/* SANE's test scanner, "test:0", for this process: before anything asks for a scanner. (transfer full): remove it at
 * the end. */
char *counter_sane_folder (void);

G_END_DECLS
