/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "child/child.h"
#include "sync/queue/outbox-private.h"
#include "sync/scratch.h"

/* What the tests of the outbox share: rows whose envelope follows from their id, and the test program run
 * again as another process that queues such rows. */

static inline GBytes *
envelope_of (const char *id)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 500; i++) /* 18 kB: several pages of the database */
    g_string_append (text, id);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static inline ParvisOutbox *
open_outbox (const char *path)
{
  g_autoptr (GError) error = NULL;
  ParvisOutbox *outbox = parvis_outbox_open (path, &error);

  g_assert_no_error (error);
  return outbox;
}

static inline char *
enqueue_one (ParvisOutbox *outbox)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GBytes) envelope = envelope_of (id);
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_outbox_enqueue (outbox, id, envelope, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

static inline ParvisOutboxEntry *
look_up (ParvisOutbox *outbox, const char *id)
{
  g_autoptr (GError) error = NULL;
  ParvisOutboxEntry *entry = parvis_outbox_lookup (outbox, id, &error);

  g_assert_no_error (error);
  return entry;
}

static inline void
assert_whole (ParvisOutbox *outbox, const char *id)
{
  g_autoptr (GBytes) expected = envelope_of (id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) envelope = parvis_outbox_envelope (outbox, id, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (envelope, expected));
}

/* The same program again, as another process -------------------------------------------------------- */

/* Says each id on standard output once enqueue has returned; @count 0: until killed. */
static inline int
child_enqueue (const char *path, int count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);

  for (int i = 0; outbox != NULL && (count == 0 || i < count); i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autoptr (GBytes) envelope = envelope_of (id);

      if (!parvis_outbox_enqueue (outbox, id, envelope, &error))
        break;
      g_print ("%s\n", id);
    }
  if (error == NULL)
    return EXIT_SUCCESS;
  g_print ("error %d\n", error->code);
  return EXIT_FAILURE;
}

static inline GSubprocess *
spawn_child (const char *path, const char *count)
{
  return child_start (G_SUBPROCESS_FLAGS_STDOUT_PIPE, "/proc/self/exe", "--child", path, count, NULL);
}
