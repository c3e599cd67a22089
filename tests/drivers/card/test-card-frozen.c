/* SPDX-License-Identifier: EUPL-1.2
 *
 * A pcscd that takes what is said to it and answers nothing: the screen goes on, the job ends in time, and all is well
 * when it answers again. So is the end of a reader meanwhile. And a pcscd whose socket's folder is not even there when
 * we begin.
 */
#include <glib/gstdio.h>
#include <unistd.h>

#include "cards/card-service.h"
#include "cards/ndef-card.h"
#include "drivers/card/reader.h"
#include "drivers/card/tag.h"

/* While pcscd is frozen; and else, however slow the machine. */
#define ANSWER_MS  500
#define PATIENT_MS 120000
#define LATE       60 /* seconds */

static CardService *service;
static char *folder; /* in which the way to the socket is made late */

typedef struct
{
  gboolean done;
  ParvisTag *tag;
  GError *error;
} Outcome;

static gpointer
read_job (ParvisCardLink *link, gpointer data, GCancellable *cancellable, GError **error)
{
  return parvis_tag_read (link, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->tag = parvis_card_reader_run_finish (PARVIS_CARD_READER (source), result, &outcome->error);
  outcome->done = TRUE;
}

static gboolean
on_late (gpointer what)
{
  g_error ("waited in vain for %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

static void
wait_for_state (ParvisCardReader *reader, ParvisCardReaderState state)
{
  guint late = g_timeout_add_seconds (LATE, on_late, (gpointer) "a state");

  while (parvis_card_reader_get_state (reader) != state)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

static void
run_job (ParvisCardReader *reader, Outcome *outcome)
{
  guint late = g_timeout_add_seconds (LATE, on_late, (gpointer) "a job");

  *outcome = (Outcome){ FALSE, NULL, NULL };
  parvis_card_reader_run_async (reader, read_job, NULL, NULL, (GDestroyNotify) parvis_tag_free, NULL, on_read, outcome);
  while (!outcome->done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

static void
test_frozen (void)
{
  static const guint8 message[] = { 0xD1, 0x01, 0x02, 'U', 0x04, 'a' };
  g_autoptr (ParvisCardReader) reader = parvis_card_reader_new (NULL);
  ParvisCardReader *other = parvis_card_reader_new (NULL);
  Outcome outcome;
  NdefCard card;
  g_autoptr (Vpcd) vpcd = NULL;

  ndef_card_init (&card, NDEF_TYPE_4, message, sizeof message);
  vpcd = vpcd_insert (service->ports[0], &card.card, &card);
  wait_for_state (reader, PARVIS_CARD_READER_CARD);
  wait_for_state (other, PARVIS_CARD_READER_CARD);
  card_service_tell (service, "freeze");
  parvis_card_reader_set_patience (reader, ANSWER_MS, 0);
  run_job (reader, &outcome);
  g_assert_error (outcome.error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE);
  g_clear_error (&outcome.error);
  g_object_unref (other); /* at once: who waits for pcscd here waits until ctest's limit */
  card_service_tell (service, "thaw");
  parvis_card_reader_set_patience (reader, PATIENT_MS, PATIENT_MS);
  run_job (reader, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.tag->records->len, ==, 1);
  parvis_tag_free (outcome.tag);
}

/* /run/pcscd comes with pcscd. Must be the first: libpcsclite keeps what it has found. */
static void
test_late (void)
{
  g_autofree char *late = g_build_filename (folder, "late", NULL);
  g_autofree char *link = g_build_filename (late, "pcscd", NULL);
  g_autofree char *socket = g_build_filename (link, "pcscd.comm", NULL);
  g_autofree char *real = g_path_get_dirname (service->socket);
  g_autoptr (ParvisCardReader) reader = (g_setenv ("PCSCLITE_CSOCK_NAME", socket, TRUE), parvis_card_reader_new (NULL));

  g_assert_cmpint (g_mkdir (late, 0700), ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    g_assert_cmpint (parvis_card_reader_get_state (reader), ==, PARVIS_CARD_READER_NO_SERVICE);
  g_assert_cmpint (symlink (real, link), ==, 0);
  wait_for_state (reader, PARVIS_CARD_READER_EMPTY);
}

static void
remove_folder (void)
{
  g_autofree char *late = g_build_filename (folder, "late", NULL);
  g_autofree char *link = g_build_filename (late, "pcscd", NULL);

  g_assert_cmpint (g_unlink (link) + g_rmdir (late) + g_rmdir (folder), ==, 0);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  service = card_service_start (NULL);
  folder = g_dir_make_tmp ("late-XXXXXX", NULL);
  g_test_add_func ("/card-reader/late", test_late);
  g_test_add_func ("/card-reader/frozen", test_frozen);
  result = g_test_run ();
  card_service_stop (service);
  remove_folder ();
  return result;
}
