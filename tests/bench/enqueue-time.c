/* SPDX-License-Identifier: EUPL-1.2
 *
 * enqueue-time FOLDER BYTES COUNT: BYTES queued COUNT times, in turn with the same bytes written to a file of their
 * own and synced. Prints "enqueue MICROSECONDS" and "write MICROSECONDS" lines; tests/bench/enqueue judges.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <unistd.h>

#include "sync/queue/outbox.h"

static GBytes *
random_bytes (gsize size)
{
  guchar *data = g_malloc (size);

  g_assert_cmpint (RAND_bytes (data, (int) size), ==, 1);
  return g_bytes_new_take (data, size);
}

/* As a program does that keeps each submission in a file: the file's entry is synced, too. */
static void
write_file (const char *folder, const char *id, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, id, NULL);
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int entry = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);
  g_assert_cmpint (fsync (fd), ==, 0);
  g_assert_cmpint (fsync (entry), ==, 0);
  close (fd);
  close (entry);
}

static void
measure (ParvisOutbox *outbox, const char *folder, gsize size)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GBytes) bytes = random_bytes (size);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 queued, written;

  g_assert_true (parvis_outbox_enqueue (outbox, id, bytes, &error));
  queued = g_get_monotonic_time ();
  g_assert_true (parvis_outbox_tidy (outbox, &error));
  written = g_get_monotonic_time ();
  g_print ("enqueue %" G_GINT64_FORMAT "\ntidy %" G_GINT64_FORMAT "\n", queued - start, written - queued);
  start = g_get_monotonic_time ();
  write_file (folder, id, bytes);
  g_print ("write %" G_GINT64_FORMAT "\n", g_get_monotonic_time () - start);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = argc == 4 ? g_build_filename (argv[1], "outbox.db", NULL) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = path != NULL ? parvis_outbox_open (path, &error) : NULL;

  if (outbox == NULL || !parvis_outbox_check_room (outbox, &error))
    {
      g_printerr ("enqueue-time FOLDER BYTES COUNT: %s\n", error != NULL ? error->message : "?");
      return EXIT_FAILURE;
    }
  for (int i = 0; i < atoi (argv[3]); i++)
    measure (outbox, argv[1], (gsize) g_ascii_strtoull (argv[2], NULL, 10));
  return EXIT_SUCCESS;
}
