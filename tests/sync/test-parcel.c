/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/parcel.h"

#include <string.h>

#include "child/child.h"
#include "sync/scratch.h"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static ParvisParcel *
sample (void)
{
  ParvisParcel *parcel = parvis_parcel_new ();
  g_autoptr (GBytes) json = bytes_of ("{\"a\": \"été\"}");
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autofree char *big = g_strnfill (100001, 'x');
  g_autoptr (GBytes) scan = bytes_of (big);

  g_assert_true (parvis_parcel_add (parcel, "submission.json", json, NULL));
  g_assert_true (parvis_parcel_add (parcel, "attachments/scan-1.jpg", scan, NULL));
  g_assert_true (parvis_parcel_add (parcel, "attachments/vide", empty, NULL));
  return parcel;
}

static gboolean
gather (gconstpointer data, gsize size, gpointer user_data, GError **error)
{
  g_byte_array_append (user_data, data, (guint) size);
  return TRUE;
}

static GBytes *
archive_of (const ParvisParcel *parcel)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_parcel_write (parcel, gather, array, &error));
  g_assert_no_error (error);
  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

static void
test_round_trip (void)
{
  g_autoptr (ParvisParcel) parcel = sample ();
  g_autoptr (GBytes) archive = archive_of (parcel);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisParcel) again = parvis_parcel_read (archive, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (parvis_parcel_size (again), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (parvis_parcel_name (again, i), ==, parvis_parcel_name (parcel, i));
      g_assert_true (g_bytes_equal (parvis_parcel_bytes (again, i), parvis_parcel_bytes (parcel, i)));
    }
  g_assert_null (parvis_parcel_lookup (again, "scan-1.jpg"));
}

/* What others make with tar is read too, and tar reads ours. */
static void
test_tar (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autoptr (ParvisParcel) parcel = sample ();
  g_autoptr (GBytes) archive = archive_of (parcel);
  g_autofree char *path = scratch_path (scratch, "a.tar");
  g_autofree char *command = g_strdup_printf (
      "cd '%s' && tar xf a.tar && tar --format=pax -cf b.tar submission.json attachments/scan-1.jpg", scratch->folder);
  const char *argv[] = { "sh", "-c", command, NULL };
  g_autofree char *other = scratch_path (scratch, "b.tar");
  g_autofree char *text = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (ParvisParcel) read = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  int status;

  g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (archive, NULL), (gssize) g_bytes_get_size (archive), &error));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, child_end_with,
                               GINT_TO_POINTER (getpid ()), NULL, NULL, &status, &error));
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_true (g_file_get_contents (other, &text, &length, &error));
  again = g_bytes_new (text, length);
  read = parvis_parcel_read (again, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (parvis_parcel_lookup (read, "attachments/scan-1.jpg"),
                                parvis_parcel_lookup (parcel, "attachments/scan-1.jpg")));
}

static void
test_names (void)
{
  static const char *const bad[]
      = { "",     ".",   "..", "/etc/passwd",    "a/b", "attachments/", "attachments/..", "attachments/a/b",
          "../a", "a b", "é",  "attachments//a", "a\n" };
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();
  g_autoptr (GBytes) bytes = bytes_of ("x");
  g_autofree char *long_name = g_strnfill (101, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (parvis_parcel_add (parcel, bad[i], bytes, &error));
      g_assert_error (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_INVALID);
    }
  g_assert_false (parvis_parcel_add (parcel, long_name, bytes, NULL));
  g_assert_true (parvis_parcel_add (parcel, long_name + 1, bytes, NULL));
  g_assert_false (parvis_parcel_add (parcel, long_name + 1, bytes, NULL));
  g_assert_cmpuint (parvis_parcel_size (parcel), ==, 1);
}

static void
test_bounds (void)
{
  g_autoptr (ParvisParcel) many = parvis_parcel_new ();
  g_autoptr (ParvisParcel) large = parvis_parcel_new ();
  g_autoptr (GBytes) one = bytes_of ("x");
  g_autoptr (GBytes) most = g_bytes_new_take (g_malloc0 (PARVIS_PARCEL_MAX_BYTES), PARVIS_PARCEL_MAX_BYTES);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < PARVIS_PARCEL_MAX_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("attachments/%d", i);

      g_assert_true (parvis_parcel_add (many, name, one, NULL));
    }
  g_assert_false (parvis_parcel_add (many, "more", one, &error));
  g_assert_error (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_true (parvis_parcel_add (large, "most", most, NULL));
  g_assert_false (parvis_parcel_add (large, "more", one, &error));
  g_assert_error (error, PARVIS_PARCEL_ERROR, PARVIS_PARCEL_ERROR_TOO_LARGE);
}

static gboolean
refuse_after (gconstpointer data, gsize size, gpointer user_data, GError **error)
{
  gsize *left = user_data;

  if (size <= *left)
    {
      *left -= size;
      return TRUE;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

/* The sink's error comes out as it is, wherever it strikes. */
static void
test_sink_refuses (void)
{
  g_autoptr (ParvisParcel) parcel = sample ();
  g_autoptr (GBytes) archive = archive_of (parcel);

  for (gsize limit = 0; limit < g_bytes_get_size (archive); limit += 499)
    {
      g_autoptr (GError) error = NULL;
      gsize left = limit;

      g_assert_false (parvis_parcel_write (parcel, refuse_after, &left, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
    }
}

/* Archives made by tar that are not ours to take. */
static void
test_strange_archives (void)
{
  static const char *const makers[] = {
    "ln -s /etc/passwd link && tar cf out.tar link",
    "echo a > a && ln a b && tar cf out.tar a b",
    "mkdir d && tar cf out.tar d",
    "mkfifo f && tar cf out.tar f",
    "echo a > a && tar cf out.tar --transform 's,a,../a,' -P a",
    "echo a > a && tar cf out.tar a && tar rf out.tar a",
    "truncate -s 100M a && tar cSf out.tar a",
    "echo a > a && tar czf out.tar a",
    "echo a > a && tar cf all.tar a && head -c 513 all.tar > out.tar",
    "head -c 5000 /dev/zero | tr '\\0' 'z' > out.tar",
    ": > out.tar",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (Scratch) scratch = scratch_new ();
      const char *argv[] = { "sh", "-c", makers[i], NULL };
      g_autofree char *path = scratch_path (scratch, "out.tar");
      g_autofree char *text = NULL;
      g_autoptr (GBytes) archive = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_assert_true (g_spawn_sync (scratch->folder, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, child_end_with,
                                   GINT_TO_POINTER (getpid ()), NULL, NULL, NULL, NULL));
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      archive = g_bytes_new (text, length);
      if (parvis_parcel_read (archive, &error) != NULL)
        g_error ("taken: %s", makers[i]);
      g_assert_true (error->domain == PARVIS_PARCEL_ERROR);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parcel/round-trip", test_round_trip);
  g_test_add_func ("/parcel/tar", test_tar);
  g_test_add_func ("/parcel/names", test_names);
  g_test_add_func ("/parcel/bounds", test_bounds);
  g_test_add_func ("/parcel/sink-refuses", test_sink_refuses);
  g_test_add_func ("/parcel/strange-archives", test_strange_archives);
  return g_test_run ();
}
