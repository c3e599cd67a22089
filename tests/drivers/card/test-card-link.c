/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "drivers/card/link.h"

/* A card that says what it is told to, and notes what it hears. */
typedef struct
{
  const char *const *answers; /* in hex; "!": fails */
  guint at;
  GString *heard; /* in hex, a line a command */
  gboolean freed;
} Script;

static gsize
unhex (const char *hex, guint8 *bytes)
{
  gsize length = 0;

  for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2)
    bytes[length++] = (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
  return length;
}

static gboolean
script_transmit (gpointer data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
                 GError **error)
{
  Script *script = data;
  const char *line = script->answers[script->at];

  for (gsize i = 0; i < command_length; i++)
    g_string_append_printf (script->heard, "%02x", command[i]);
  g_string_append_c (script->heard, '\n');
  g_assert_nonnull (line);
  if (script->answers[script->at + 1] != NULL) /* the last one is said for ever */
    script->at++;
  if (*line == '!')
    {
      g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REMOVED, "gone");
      return FALSE;
    }
  *length = unhex (line, answer);
  return TRUE;
}

static void
script_free (gpointer data)
{
  ((Script *) data)->freed = TRUE;
}

static const ParvisCardLinkKind script_kind = { script_transmit, script_free };

#define START(...)                                                                                                     \
  const char *const answers[] = { __VA_ARGS__, NULL };                                                                 \
  g_autoptr (GString) heard = g_string_new (NULL);                                                                     \
  Script script = { answers, 0, heard, FALSE };                                                                        \
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&script_kind, &script);                                      \
  g_autoptr (GError) error = NULL;                                                                                     \
  guint16 status = 0

static void
assert_bytes (GBytes *bytes, const char *hex)
{
  guint8 expected[1024];
  gsize length = unhex (hex, expected);

  g_assert_nonnull (bytes);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes), expected, (int) length);
}

static const guint8 read_binary[] = { 0x00, 0xB0, 0x00, 0x00, 0x00 };

static void
test_plain (void)
{
  START ("01029000");
  g_autoptr (GBytes) answer = parvis_card_link_send (link, read_binary, sizeof read_binary, &status, &error);

  g_assert_no_error (error);
  assert_bytes (answer, "0102");
  g_assert_cmphex (status, ==, 0x9000);
  g_assert_cmpstr (heard->str, ==, "00b0000000\n");
}

static void
test_parts (void)
{
  const guint8 data[] = { 0xAA, 0xBB };
  START ("9000", "9000", "9000", "6982");
  const ParvisCardCommand commands[] = {
    { 0x00, 0x84, 0x01, 0x02, NULL, 0, 8 },
    { 0x80, 0x20, 0x00, 0x80, data, 2, 0 },
    { 0x00, 0x87, 0x11, 0x9E, data, 2, 256 },
    { 0x00, 0x44, 0x00, 0x00, NULL, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (GBytes) answer = parvis_card_link_command (link, &commands[i], &status, &error);

      g_assert_no_error (error);
      assert_bytes (answer, "");
    }
  g_assert_cmphex (status, ==, 0x6982);
  g_assert_cmpstr (heard->str, ==, "0084010208\n8020008002aabb\n0087119e02aabb00\n00440000\n");
}

static void
test_more_to_fetch (void)
{
  START ("016102", "02036101", "049000");
  g_autoptr (GBytes) answer
      = parvis_card_link_send (link, (const guint8[]){ 0x02, 0xCB, 0x3F, 0xFF }, 4, &status, &error);

  g_assert_no_error (error);
  assert_bytes (answer, "01020304");
  g_assert_cmphex (status, ==, 0x9000);
  g_assert_cmpstr (heard->str, ==, "02cb3fff\n02c0000002\n02c0000001\n");
}

static void
test_wrong_length (void)
{
  START ("6c03", "0102039000", "6c02", "01029000", "6102", "6c01", "079000");
  const ParvisCardCommand with_data = { 0, 0xCB, 0, 0, (const guint8[]){ 0x5C }, 1, 256 };
  g_autoptr (GBytes) answer = parvis_card_link_send (link, read_binary, sizeof read_binary, &status, &error);
  g_autoptr (GBytes) second = parvis_card_link_command (link, &with_data, &status, &error);
  g_autoptr (GBytes) third = parvis_card_link_command (link, &with_data, &status, &error);

  g_assert_no_error (error);
  assert_bytes (answer, "010203");
  assert_bytes (second, "0102");
  assert_bytes (third, "07");
  g_assert_cmpstr (heard->str, ==,
                   "00b0000000\n00b0000003\n00cb0000015c00\n00cb0000015c02\n00cb0000015c00\n00c0000002\n00c0000001\n");
}

/* 6Cxx for ever is a status like another, and an extended command is left alone. */
static void
test_wrong_length_for_ever (void)
{
  START ("6c03");
  const guint8 extended[] = { 0, 0xB0, 0, 0, 0, 1, 0 };
  g_autoptr (GBytes) answer = parvis_card_link_send (link, read_binary, sizeof read_binary, &status, &error);
  g_autoptr (GBytes) second = parvis_card_link_send (link, extended, sizeof extended, &status, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_assert_nonnull (second);
  g_assert_cmphex (status, ==, 0x6c03);
  g_assert_cmpstr (heard->str, ==, "00b0000000\n00b0000003\n00b00000000100\n");
}

static void
test_chained (void)
{
  guint8 data[600];
  START ("9000", "9000", "aa9000");
  const ParvisCardCommand command = { 0, 0x87, 0x11, 0x9A, data, sizeof data, 256 };
  g_autoptr (GBytes) answer = NULL;
  g_auto (GStrv) lines = NULL;

  memset (data, 0x11, sizeof data);
  answer = parvis_card_link_command (link, &command, &status, &error);
  g_assert_no_error (error);
  assert_bytes (answer, "aa");
  lines = g_strsplit (heard->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "1087119aff1111"));
  g_assert_cmpuint (strlen (lines[0]), ==, 2 * (5 + 255));
  g_assert_cmpuint (strlen (lines[1]), ==, 2 * (5 + 255));
  g_assert_true (g_str_has_prefix (lines[2], "0087119a5a1111"));
  g_assert_cmpuint (strlen (lines[2]), ==, 2 * (5 + 90 + 1));
}

static void
test_chain_broken_off (void)
{
  guint8 data[600] = { 0 };
  START ("6883");
  const ParvisCardCommand command = { 0, 0x87, 0x11, 0x9A, data, sizeof data, 256 };
  g_autoptr (GBytes) answer = parvis_card_link_command (link, &command, &status, &error);
  g_autoptr (GBytes) refused = NULL;

  g_assert_no_error (error);
  assert_bytes (answer, "");
  g_assert_cmphex (status, ==, 0x6883);
  refused = parvis_card_link_command_ok (link, &command, &error);
  g_assert_null (refused);
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED);
}

static void
expect_failure (const char *const *answers, ParvisCardError code)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  Script script = { answers, 0, heard, FALSE };
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&script_kind, &script);
  g_autoptr (GError) error = NULL;
  guint16 status = 0;
  g_autoptr (GBytes) answer = parvis_card_link_send (link, read_binary, sizeof read_binary, &status, &error);

  g_assert_null (answer);
  g_assert_error (error, PARVIS_CARD_ERROR, (gint) code);
}

static void
test_bad_answers (void)
{
  g_autofree char *whole = g_strnfill (2 * 256, 'e');
  g_autofree char *endless = g_strconcat (whole, "6100", NULL);
  g_autofree char *large = g_strconcat (whole, "ee9000", NULL);

  expect_failure ((const char *const[]){ "", NULL }, PARVIS_CARD_ERROR_MUTE);
  expect_failure ((const char *const[]){ "90", NULL }, PARVIS_CARD_ERROR_MUTE);
  expect_failure ((const char *const[]){ large, NULL }, PARVIS_CARD_ERROR_PROTOCOL); /* to a short command */
  expect_failure ((const char *const[]){ "!", NULL }, PARVIS_CARD_ERROR_REMOVED);
  expect_failure ((const char *const[]){ "6101", "!", NULL }, PARVIS_CARD_ERROR_REMOVED);
  expect_failure ((const char *const[]){ "6101", NULL }, PARVIS_CARD_ERROR_PROTOCOL);   /* never a byte */
  expect_failure ((const char *const[]){ "016101", NULL }, PARVIS_CARD_ERROR_PROTOCOL); /* a byte at a time, for ever */
  expect_failure ((const char *const[]){ endless, NULL }, PARVIS_CARD_ERROR_PROTOCOL);
}

static void
test_largest (void)
{
  g_autofree char *whole = g_strnfill (2 * 256, 'e');
  g_autofree char *more = g_strconcat (whole, "6100", NULL);
  g_autofree char *end = g_strconcat (whole, "9000", NULL);
  const char *answers[257];
  g_autoptr (GString) heard = g_string_new (NULL);
  Script script = { answers, 0, heard, FALSE };
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&script_kind, &script);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;
  guint16 status = 0;

  for (guint i = 0; i < 255; i++)
    answers[i] = more;
  answers[255] = end;
  answers[256] = NULL;
  answer = parvis_card_link_send (link, read_binary, sizeof read_binary, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (answer), ==, PARVIS_CARD_ANSWER_MAX - 2);
  g_assert_cmphex (status, ==, 0x9000);
}

static void
test_select (void)
{
  const guint8 aid[] = { 0xA0, 0x00, 0x00, 0x03, 0x08 };
  START ("6f009000", "6a82", "6d00");
  g_autoptr (GBytes) fci = parvis_card_link_select (link, aid, sizeof aid, &error);

  g_assert_no_error (error);
  assert_bytes (fci, "6f00");
  g_assert_cmpstr (heard->str, ==, "00a4040005a00000030800\n");
  g_assert_null (parvis_card_link_select (link, aid, sizeof aid, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (parvis_card_link_select (link, aid, sizeof aid, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED);
  g_assert_cmphex (status, ==, 0);
}

static void
test_bounds (void)
{
  g_autofree guint8 *data = g_malloc0 (PARVIS_CARD_COMMAND_MAX + 1);
  START ("9000");
  const ParvisCardCommand command = { .data = data, .data_length = PARVIS_CARD_COMMAND_MAX + 1 };

  g_assert_null (parvis_card_link_send (link, data, 3, &status, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (parvis_card_link_send (link, data, PARVIS_CARD_COMMAND_MAX + 1, &status, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (parvis_card_link_command (link, &command, &status, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
  g_assert_cmpstr (heard->str, ==, "");
  g_clear_pointer (&link, parvis_card_link_free);
  g_assert_true (script.freed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card-link/plain", test_plain);
  g_test_add_func ("/card-link/parts", test_parts);
  g_test_add_func ("/card-link/more-to-fetch", test_more_to_fetch);
  g_test_add_func ("/card-link/wrong-length", test_wrong_length);
  g_test_add_func ("/card-link/wrong-length-for-ever", test_wrong_length_for_ever);
  g_test_add_func ("/card-link/chained", test_chained);
  g_test_add_func ("/card-link/chain-broken-off", test_chain_broken_off);
  g_test_add_func ("/card-link/bad-answers", test_bad_answers);
  g_test_add_func ("/card-link/largest", test_largest);
  g_test_add_func ("/card-link/select", test_select);
  g_test_add_func ("/card-link/bounds", test_bounds);
  return g_test_run ();
}
