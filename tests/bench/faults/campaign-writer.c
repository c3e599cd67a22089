/* SPDX-License-Identifier: EUPL-1.2
 *
 * The kiosk's side of the fault campaign, without a screen: what a session does with a submission, told line by line.
 *
 *   campaign-writer OUTBOX ENVELOPE CA    reads "SIZE\n" orders; for each seals a parcel of about SIZE bytes and queues
 * it: "try ID SUM", then "kept ID" once enqueue has returned TRUE, or "not ID why". "SIZE room\n": asks first whether
 * there is room, as before the first question of a démarche; "broke ID why" when there was, and then was not
 *   campaign-writer --open KEY            reads "PATH\n" orders: "SUM" of the parcel in that envelope, or "bad why"
 *
 * SUM is the SHA-256 of the parcel's members: name, NUL, bytes, one after the other.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sync/queue/outbox.h"
#include "sync/seal/seal.h"

#define SMALL 3000 /* bytes: what is larger has an attachment */

static char *
sum_parcel (const ParvisParcel *parcel)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < parvis_parcel_size (parcel); i++)
    {
      const char *name = parvis_parcel_name (parcel, i);
      gsize size;
      const guchar *data = g_bytes_get_data (parvis_parcel_bytes (parcel, i), &size);

      g_checksum_update (sum, (const guchar *) name, (gssize) strlen (name) + 1);
      g_checksum_update (sum, data, (gssize) size);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static GBytes *
random_bytes (gsize size)
{
  guint32 *words = g_new (guint32, size / sizeof (guint32) + 1);

  for (gsize i = 0; i <= size / sizeof (guint32); i++)
    words[i] = g_random_int ();
  return g_bytes_new_take (words, size);
}

static GBytes *
make_json (const char *id, gsize size)
{
  g_autofree char *text = g_malloc (size + 1);
  g_autofree char *json = NULL;

  for (gsize i = 0; i < size; i++)
    text[i] = (char) ('a' + g_random_int_range (0, 26));
  text[size] = '\0';
  json = g_strdup_printf ("{\"id\":\"%s\",\"answers\":{\"recit\":\"%s\"}}", id, text);
  return g_bytes_new (json, strlen (json));
}

static ParvisParcel *
make_parcel (const char *id, gsize size, GError **error)
{
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();
  g_autoptr (GBytes) json = make_json (id, MIN (size, SMALL));
  g_autoptr (GBytes) scan = size > SMALL ? random_bytes (size - SMALL) : NULL;

  if (!parvis_parcel_add (parcel, "submission.json", json, error))
    return NULL;
  if (scan != NULL && !parvis_parcel_add (parcel, "attachments/scan.jpg", scan, error))
    return NULL;
  return g_steal_pointer (&parcel);
}

/* What a session does, in its order: is there a certificate to seal to, is there room, then seal, then one
 * transaction. @outbox: opened by the first, and kept open as the kiosk keeps it. */
static gboolean
begin (char **files, ParvisOutbox **outbox, gboolean room, ParvisSealer **sealer, GError **error)
{
  *sealer = parvis_sealer_new (files[1], files[2], error);
  if (*sealer != NULL && *outbox == NULL)
    *outbox = parvis_outbox_open (files[0], error);
  return *sealer != NULL && *outbox != NULL && (!room || parvis_outbox_check_room (*outbox, error));
}

static gboolean
submit (ParvisOutbox *outbox, ParvisSealer *sealer, const char *id, gsize size, GError **error)
{
  g_autoptr (ParvisParcel) parcel = make_parcel (id, size, error);
  g_autoptr (GBytes) envelope = parcel != NULL ? parvis_sealer_seal (sealer, parcel, error) : NULL;
  g_autofree char *sum = NULL;

  if (envelope == NULL)
    return FALSE;
  sum = sum_parcel (parcel);
  g_print ("try %s %s\n", id, sum);
  return parvis_outbox_enqueue (outbox, id, envelope, error);
}

static void
write_one (const char *order, char **files, ParvisOutbox **outbox)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (ParvisSealer) sealer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean room = g_str_has_suffix (order, " room");

  if (!begin (files, outbox, room, &sealer, &error))
    g_print ("not %s %s\n", id, error->message);
  else if (submit (*outbox, sealer, id, (gsize) g_ascii_strtoull (order, NULL, 10), &error))
    g_print ("kept %s\n", id);
  else
    g_print ("%s %s %s\n",
             room && g_error_matches (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FULL) ? "broke" : "not", id,
             error->message);
}

static void
open_one (const char *path, char **files)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) envelope = g_file_load_bytes (file, NULL, NULL, &error);
  g_autoptr (ParvisParcel) parcel = envelope != NULL ? parvis_seal_open (envelope, files[0], &error) : NULL;
  g_autofree char *sum = parcel != NULL ? sum_parcel (parcel) : NULL;

  if (sum != NULL)
    g_print ("%s\n", sum);
  else
    g_print ("bad %s\n", error->message);
}

int
main (int argc, char **argv)
{
  gboolean opens = argc == 3 && strcmp (argv[1], "--open") == 0;
  g_autoptr (ParvisOutbox) outbox = NULL;
  char line[4096];

  if (argc != 4 && !opens)
    {
      g_printerr ("usage: campaign-writer OUTBOX ENVELOPE CA | campaign-writer --open KEY\n");
      return 2;
    }
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_strchomp (line);
      if (opens)
        open_one (line, argv + 2);
      else
        write_one (line, argv + 1, &outbox);
      fflush (stdout);
    }
  return 0;
}
