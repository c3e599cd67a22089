/* SPDX-License-Identifier: EUPL-1.2
 *
 * City passes: read from a card double, recorded, replayed, matched; and once through the real pcscd.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "cards/card-service.h"
#include "cards/ndef-card.h"
#include "drivers/card/exchange-link.h"
#include "drivers/card/pass.h"
#include "drivers/card/reader.h"
#include "drivers/card/tag.h"

#define URI "https://pass.ville.example/c/JEUNE-0042"

/* ---- a card double without a reader ---- */

static gboolean
double_transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
                 GError **error)
{
  *length = ndef_card_command (user_data, command, command_length, answer);
  return TRUE;
}

static const ParvisCardLinkKind double_kind = { double_transmit, NULL };

/* The URI, then a text that makes the message longer than one reading. */
static GByteArray *
make_message (void)
{
  GByteArray *message = g_byte_array_new ();
  const char *rest = &URI[strlen ("https://")];
  const guint8 uri[] = { 0x91, 0x01, (guint8) (strlen (rest) + 1), 'U', 0x04 };
  guint8 text[5 + 2 + 200] = { 0x51, 0x01, 3 + 200 - 1, 'T', 0x02, 'f', 'r' };

  memset (text + 7, 'x', 200);
  g_byte_array_append (message, uri, sizeof uri);
  g_byte_array_append (message, (const guint8 *) rest, (guint) strlen (rest));
  g_byte_array_append (message, text, sizeof text - 1);
  return message;
}

static void
init_card (NdefCard *card, NdefKind kind)
{
  g_autoptr (GByteArray) message = make_message ();

  ndef_card_init (card, kind, message->data, message->len);
}

static void
assert_pass (const ParvisTag *tag)
{
  const ParvisNdefRecord *first;

  g_assert_nonnull (tag);
  g_assert_cmpuint (g_bytes_get_size (tag->uid), ==, 7);
  g_assert_cmpuint (tag->records->len, ==, 2);
  first = tag->records->pdata[0];
  g_assert_cmpstr (first->text, ==, URI);
  g_assert_cmpuint (strlen (((ParvisNdefRecord *) tag->records->pdata[1])->text), ==, 199);
}

static void
test_types (void)
{
  const NdefKind kinds[] = { NDEF_TYPE_4, NDEF_TYPE_2 };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      NdefCard card;
      g_autoptr (ParvisCardLink) link = parvis_card_link_new (&double_kind, &card);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParvisTag) tag = (init_card (&card, kinds[i]), parvis_tag_read (link, &error));

      g_assert_no_error (error);
      assert_pass (tag);
      g_assert_cmpint (tag->type, ==, kinds[i] == NDEF_TYPE_4 ? PARVIS_TAG_TYPE_4 : PARVIS_TAG_TYPE_2);
    }
}

static void
test_plain (void)
{
  NdefCard card;
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&double_kind, &card);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisTag) tag = (init_card (&card, NDEF_NONE), parvis_tag_read (link, &error));

  g_assert_no_error (error);
  g_assert_cmpint (tag->type, ==, PARVIS_TAG_PLAIN);
  g_assert_cmpuint (tag->records->len, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (tag->uid), ==, 7);
}

/* A message that says that it is longer than the tag. */
static void
test_lying (void)
{
  NdefCard card;
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&double_kind, &card);
  g_autoptr (GError) error = NULL;

  init_card (&card, NDEF_TYPE_2);
  card.memory[8] = 0x20;
  g_assert_null (parvis_tag_read (link, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
  g_clear_error (&error);
  init_card (&card, NDEF_TYPE_4);
  card.memory[0] = 0xFF;
  g_assert_null (parvis_tag_read (link, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
}

/* ---- passes ---- */

static void
test_match (void)
{
  NdefCard card;
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&double_kind, &card);
  g_autoptr (ParvisTag) tag = (init_card (&card, NDEF_TYPE_4), parvis_tag_read (link, NULL));
  g_autofree char *digest = parvis_pass_uid_digest (tag->uid, "clé de la ville");
  const char *const digests[] = { "00", digest, NULL }, *const others[] = { "00", NULL };
  const ParvisPassRule rules[] = {
    { .id = "other", .uri_prefix = "https://pass.autre.example/" },
    { .id = "mime", .mime_type = "application/x-pass" },
    { .id = "wrong-key", .uid_digests = digests, .uid_key = "clé d’une autre" },
    { .id = "not-listed", .uid_digests = others, .uid_key = "clé de la ville" },
    { .id = "youth", .uri_prefix = "https://pass.ville.example/c/" },
    { .id = "listed", .uid_digests = digests, .uid_key = "clé de la ville" },
  };
  g_autofree char *number = NULL, *none = NULL, *listed = NULL;

  g_assert_cmpstr (parvis_pass_match (tag, rules, G_N_ELEMENTS (rules), &number)->id, ==, "youth");
  g_assert_cmpstr (number, ==, "JEUNE-0042");
  g_assert_null (parvis_pass_match (tag, rules, 4, &none));
  g_assert_null (none);
  g_assert_cmpstr (parvis_pass_match (tag, rules + 5, 1, &listed)->id, ==, "listed");
  g_assert_cmpstr (listed, ==, "");
}

/* The part of what it says that is the number; and the number of a card in a list. */
static void
test_match_part (void)
{
  NdefCard card;
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&double_kind, &card);
  g_autoptr (ParvisTag) tag = (init_card (&card, NDEF_TYPE_4), parvis_tag_read (link, NULL));
  g_autofree char *digest = parvis_pass_uid_digest (tag->uid, "clé de la ville");
  const char *const digests[] = { "00", digest, NULL }, *const numbers[] = { "A-1", "A-2", NULL };
  const struct
  {
    ParvisPassRule rule;
    const char *number; /* NULL: not this pass */
  } cases[] = {
    { { .uri_prefix = "https://pass.ville.example/c/", .number_skip = 6 }, "0042" },
    { { .uri_prefix = "https://pass.ville.example/c/", .number_length = 5 }, "JEUNE" },
    { { .uri_prefix = "https://pass.ville.example/c/", .number_skip = 6, .number_length = 4 }, "0042" },
    { { .uri_prefix = "https://pass.ville.example/c/", .number_skip = 6, .number_length = 5 }, NULL },
    { { .uri_prefix = "https://pass.ville.example/", .number_length = 1 }, "c" },
    { { .uri_prefix = "https://pass.ville.example/" }, NULL }, /* a "/" is of no number */
    { { .uri_prefix = "https://pass.ville.example/c/", .number_skip = G_MAXUINT, .number_length = G_MAXUINT }, NULL },
    { { .uid_digests = digests, .uid_numbers = numbers, .uid_key = "clé de la ville" }, "A-2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *number = NULL;
      const ParvisPassRule *rule = parvis_pass_match (tag, &cases[i].rule, 1, &number);

      g_assert_cmpstr (number, ==, cases[i].number);
      g_assert_true (rule == (cases[i].number != NULL ? &cases[i].rule : NULL));
    }
}

static void
test_match_bounds (void)
{
  const ParvisPassRule rule = { .id = "p", .uri_prefix = "https://a/", .mime_type = "text/x-pass" };
  const char *const uris[] = { "https://a/x y", "https://a/x?y", "https://a/é", "https://b/1", "https://a" };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GPtrArray) records = g_ptr_array_new ();
      ParvisNdefRecord record = { .kind = PARVIS_NDEF_URI, .type = (char *) "U", .text = (char *) uris[i] };
      ParvisTag tag = { .records = records };
      char *number;

      g_ptr_array_add (records, &record);
      g_assert_null (parvis_pass_match (&tag, &rule, 1, &number));
    }
}

/* ---- recorded and replayed ---- */

static void
test_replay (void)
{
  NdefCard card;
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&double_kind, &card);
  g_autoptr (ParvisExchange) exchange = parvis_exchange_new ("card", "Pass de la ville");
  g_autoptr (ParvisCardLink) recorder = parvis_card_link_record (link, exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisTag) tag = (init_card (&card, NDEF_TYPE_4), parvis_tag_read (recorder, &error));
  g_autofree char *folder = g_dir_make_tmp ("tag-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "exchange", NULL);
  g_autoptr (ParvisExchange) loaded = NULL;
  g_autoptr (ParvisCardLink) replay = NULL;
  g_autoptr (ParvisTag) again = NULL;

  g_assert_no_error (error);
  assert_pass (tag);
  g_assert_true (parvis_exchange_save (exchange, path, &error));
  loaded = parvis_exchange_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path) + g_rmdir (folder), ==, 0);
  replay = parvis_card_link_replay (loaded);
  again = parvis_tag_read (replay, &error);
  g_assert_no_error (error);
  assert_pass (again);
  g_assert_true (parvis_exchange_is_over (loaded));
  g_assert_null (parvis_tag_read (replay, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REMOVED);
}

/* A PIN is not written down, and any is taken when replayed; another command is not. */
static void
test_no_codes (void)
{
  NdefCard card;
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&double_kind, &card);
  g_autoptr (ParvisExchange) exchange = parvis_exchange_new ("card", "PIN");
  g_autoptr (ParvisCardLink) recorder = parvis_card_link_record (link, exchange);
  g_autoptr (ParvisCardLink) replay = parvis_card_link_replay (exchange);
  ParvisCardCommand verify = { .ins = 0x20, .p2 = 0x80, .data = (const guint8 *) "123456\xFF\xFF", .data_length = 8 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) asked = NULL, wrong = NULL, replayed = NULL;
  guint16 status = 0;

  init_card (&card, NDEF_NONE);
  asked = parvis_card_link_command (recorder, &verify, &status, &error);
  g_assert_no_error (error);
  g_assert_cmphex (status, ==, 0x6D00);
  wrong = parvis_card_link_send (replay, (const guint8 *) "\x00\x84\x00\x00\x08", 5, &status, &error);
  g_assert_null (wrong);
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
  g_clear_error (&error);
  verify.data = (const guint8 *) "654321\xFF\xFF";
  replayed = parvis_card_link_command (replay, &verify, &status, &error);
  g_assert_no_error (error);
  g_assert_cmphex (status, ==, 0x6D00);
}

/* ---- through pcscd ---- */

static gpointer
read_job (ParvisCardLink *link, gpointer data, GCancellable *cancellable, GError **error)
{
  return parvis_tag_read (link, error);
}

typedef struct
{
  GMainLoop *loop;
  gint64 inserted, seen, read;
  ParvisTag *tag;
} Presented;

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Presented *presented = user_data;
  g_autoptr (GError) error = NULL;

  presented->tag = parvis_card_reader_run_finish (PARVIS_CARD_READER (source), result, &error);
  presented->read = g_get_monotonic_time ();
  g_assert_no_error (error);
  g_main_loop_quit (presented->loop);
}

static void
on_state (ParvisCardReader *reader, GParamSpec *pspec, gpointer user_data)
{
  Presented *presented = user_data;
  ParvisCardReaderState state = parvis_card_reader_get_state (reader);

  if (state == PARVIS_CARD_READER_CARD)
    {
      presented->seen = g_get_monotonic_time ();
      parvis_card_reader_run_async (reader, read_job, NULL, NULL, (GDestroyNotify) parvis_tag_free, NULL, on_read,
                                    presented);
    }
  else if (state == PARVIS_CARD_READER_EMPTY)
    g_main_loop_quit (presented->loop);
}

static void
assert_presented (ParvisCardReader *reader, Presented *presented, guint16 port, NdefKind kind)
{
  NdefCard card;
  Vpcd *vpcd;

  init_card (&card, kind);
  presented->inserted = g_get_monotonic_time ();
  vpcd = vpcd_insert (port, &card.card, &card);
  g_main_loop_run (presented->loop);
  assert_pass (presented->tag);
  g_test_message ("card presented to event: %.0f ms, to its message read: %.1f ms more",
                  (double) (presented->seen - presented->inserted) / 1000,
                  (double) (presented->read - presented->seen) / 1000);
  g_clear_pointer (&presented->tag, parvis_tag_free);
  vpcd_remove (vpcd);
  g_main_loop_run (presented->loop);
}

static void
test_presented (gconstpointer service)
{
  g_autoptr (ParvisCardReader) reader = parvis_card_reader_new ("parvis*");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint16 port = ((const CardService *) service)->ports[0];
  Presented presented = { .loop = loop };

  g_signal_connect (reader, "notify::state", G_CALLBACK (on_state), &presented);
  g_main_loop_run (loop);
  for (guint i = 0; i < 3; i++)
    {
      assert_presented (reader, &presented, port, NDEF_TYPE_4);
      assert_presented (reader, &presented, port, NDEF_TYPE_2);
    }
  g_signal_handlers_disconnect_by_data (reader, &presented);
}

int
main (int argc, char **argv)
{
  CardService *service;
  int result;

  g_test_init (&argc, &argv, NULL);
  service = card_service_start (NULL);
  g_test_add_func ("/tag/types", test_types);
  g_test_add_func ("/tag/plain", test_plain);
  g_test_add_func ("/tag/lying", test_lying);
  g_test_add_func ("/pass/match", test_match);
  g_test_add_func ("/pass/match-bounds", test_match_bounds);
  g_test_add_func ("/pass/match-part", test_match_part);
  g_test_add_func ("/tag/replay", test_replay);
  g_test_add_func ("/tag/no-codes", test_no_codes);
  g_test_add_data_func ("/tag/presented", service, test_presented);
  result = g_test_run ();
  card_service_stop (service);
  return result;
}
