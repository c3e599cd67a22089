/* SPDX-License-Identifier: EUPL-1.2
 *
 * upload-fill FOLDER ENVELOPE CA BYTES COUNT: COUNT sealed parcels of BYTES random bytes, each queued in
 * FOLDER/outbox.db and beside it as ID.cms. Prints "ID SHA256 FILE" lines; tests/bench/upload and tests/bench/idle send
 * them.
 */
#include <openssl/rand.h>
#include <stdlib.h>

#include "sync/base/digest.h"
#include "sync/queue/outbox.h"
#include "sync/seal/seal.h"

static GBytes *
seal_random (ParvisSealer *sealer, gsize size)
{
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();
  guchar *data = g_malloc (size);
  g_autoptr (GBytes) scan = g_bytes_new_take (data, size);
  g_autoptr (GBytes) json = g_bytes_new_static ("{\"essai\":1}", 11);
  g_autoptr (GError) error = NULL;
  GBytes *envelope;

  g_assert_cmpint (RAND_bytes (data, (int) size), ==, 1);
  g_assert_true (parvis_parcel_add (parcel, "submission.json", json, &error));
  g_assert_true (parvis_parcel_add (parcel, "attachments/scan.bin", scan, &error));
  envelope = parvis_sealer_seal (sealer, parcel, &error);
  g_assert_no_error (error);
  return envelope;
}

static void
fill_one (ParvisOutbox *outbox, ParvisSealer *sealer, const char *folder, gsize size)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GBytes) envelope = seal_random (sealer, size);
  g_autofree char *sum = parvis_sha256 (envelope);
  g_autofree char *name = g_strconcat (id, ".cms", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_outbox_enqueue (outbox, id, envelope, &error));
  g_assert_true (parvis_outbox_tidy (outbox, &error)); /* as the kiosk does when nobody waits */
  g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (envelope, NULL), (gssize) g_bytes_get_size (envelope), &error));
  g_print ("%s %s %s\n", id, sum, path);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = argc == 6 ? g_build_filename (argv[1], "outbox.db", NULL) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = path != NULL ? parvis_outbox_open (path, &error) : NULL;
  g_autoptr (ParvisSealer) sealer = outbox != NULL ? parvis_sealer_new (argv[2], argv[3], &error) : NULL;

  if (sealer == NULL)
    {
      g_printerr ("upload-fill FOLDER ENVELOPE CA BYTES COUNT: %s\n", error != NULL ? error->message : "?");
      return EXIT_FAILURE;
    }
  for (int i = 0; i < atoi (argv[5]); i++)
    fill_one (outbox, sealer, argv[1], (gsize) g_ascii_strtoull (argv[4], NULL, 10));
  return EXIT_SUCCESS;
}
