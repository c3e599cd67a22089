/* SPDX-License-Identifier: EUPL-1.2
 *
 * A recorded exchange: written, read again, and standing for the device.
 */
#include "drivers/exchange/exchange.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static ParvisExchange *
parse (const char *text, GError **error)
{
  return parvis_exchange_parse (text, strlen (text), error);
}

static void
assert_answers (ParvisExchange *exchange, const char *expected, int length)
{
  GBytes *answer = parvis_exchange_answer (exchange);

  g_assert_nonnull (answer);
  g_assert_cmpmem (g_bytes_get_data (answer, NULL), (int) g_bytes_get_size (answer), expected, length);
}

#define ASSERT_SAID(exchange, bytes)                                                                                   \
  g_assert_true (parvis_exchange_expect (exchange, (const guint8 *) (bytes), sizeof (bytes) - 1, NULL))

static void
test_replays (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisExchange) exchange = parse ("parvis-exchange 1 card ACS ACR1252 1S\r\n# un badge\n\n"
                                               "> ff CA 00 0000\n< 04a1b2 c3 9000\n> 00b0\n<\n",
                                               &error);

  g_assert_no_error (error);
  g_assert_cmpstr (parvis_exchange_kind (exchange), ==, "card");
  g_assert_cmpstr (parvis_exchange_name (exchange), ==, "ACS ACR1252 1S");
  g_assert_null (parvis_exchange_answer (exchange)); /* the kiosk speaks first here */
  ASSERT_SAID (exchange, "\xff\xca\0\0\0");
  assert_answers (exchange, "\x04\xa1\xb2\xc3\x90\0", 6);
  ASSERT_SAID (exchange, "\0\xb0");
  g_assert_false (parvis_exchange_is_over (exchange));
  assert_answers (exchange, "", 0); /* a card that is pulled out */
  g_assert_true (parvis_exchange_is_over (exchange));
  g_assert_null (parvis_exchange_answer (exchange));
}

static void
assert_not_expected (ParvisExchange *exchange, const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (parvis_exchange_expect (exchange, (const guint8 *) data, length, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_other_words (void)
{
  g_autoptr (ParvisExchange) exchange = parse ("parvis-exchange 1 escpos TM-T20III\n> 100404\n< 12\n", NULL);

  assert_not_expected (exchange, "\x10\x04", 2);
  assert_not_expected (exchange, "\x10\x04\x01", 3);
  assert_not_expected (exchange, NULL, 0);
  ASSERT_SAID (exchange, "\x10\x04\x04"); /* what was wrong did not move it on */
  assert_not_expected (exchange, "\x10\x04\x04", 3);
  assert_answers (exchange, "\x12", 1);
  assert_not_expected (exchange, "\x10\x04\x04", 3);
}

static void
test_records_and_saves (void)
{
  g_autofree char *folder = g_dir_make_tmp ("parvis-exchange-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "card.txt", NULL), *text = NULL;
  g_autoptr (ParvisExchange) exchange = parvis_exchange_new ("card", "Lecteur\nde la borne");
  g_autoptr (ParvisExchange) again = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf about;

  parvis_exchange_add_words (exchange, "carte de ville\nn° 1");
  parvis_exchange_add_sent (exchange, (const guint8 *) "\xff\xca\0\0\0", 5);
  parvis_exchange_add_received (exchange, NULL, 0);
  g_assert_true (parvis_exchange_save (exchange, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "parvis-exchange 1 card Lecteur de la borne\n# carte de ville n° 1\n> ffca000000\n<\n");
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  again = parvis_exchange_load (path, &error);
  g_assert_no_error (error);
  ASSERT_SAID (again, "\xff\xca\0\0\0");
  assert_answers (again, "", 0);
  g_assert_true (parvis_exchange_is_over (again));
  g_remove (path);
  g_rmdir (folder);
}

static void
test_too_long_a_recording (void)
{
  g_autofree char *folder = g_dir_make_tmp ("parvis-exchange-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "long.txt", NULL);
  g_autofree guint8 *page = g_malloc0 (64 * 1024);
  g_autoptr (ParvisExchange) exchange = parvis_exchange_new ("escpos", ""), again = NULL;
  g_autoptr (GError) error = NULL;
  guint pages = 0;

  for (int i = 0; i < 40; i++)
    parvis_exchange_add_sent (exchange, page, 64 * 1024);
  parvis_exchange_add_received (exchange, page, 1); /* would fit, and would mislead */
  g_assert_true (parvis_exchange_is_cut (exchange));
  g_assert_true (parvis_exchange_save (exchange, path, &error));
  again = parvis_exchange_load (path, &error);
  g_assert_no_error (error);
  while (parvis_exchange_expect (again, page, 64 * 1024, NULL))
    pages++;
  g_assert_cmpuint (pages, ==, 31);
  g_assert_true (parvis_exchange_is_over (again));
  g_remove (path);
  g_rmdir (folder);
}

static void
test_name_is_cut (void)
{
  g_autofree char *longest = g_strnfill (PARVIS_EXCHANGE_MAX_NAME - 1, 'a');
  g_autofree char *name = g_strconcat (longest, "é", NULL);
  g_autoptr (ParvisExchange) exchange = parvis_exchange_new ("usb", name);

  g_assert_cmpstr (parvis_exchange_name (exchange), ==, longest);
}

static const struct
{
  const char *text, *says;
} broken[] = {
  { "", "ligne 1 : ce n’est pas un échange enregistré" },
  { "parvis-exchange 2 card A\n", "ligne 1 : ce n’est pas un échange enregistré" },
  { "parvis-exchange 1 car\xff\n", "ligne 1 : ce n’est pas un échange enregistré" },
  { "parvis-exchange 1 fax A\n", "ligne 1 : après « parvis-exchange 1 »" },
  { "parvis-exchange 1 card\n", "ligne 1 : la première ligne finit" },
  { "parvis-exchange 1 card \n", "ligne 1 : la première ligne finit" },
  { "parvis-exchange 1 card A\n> 00\n? 00\n", "ligne 3 : une ligne commence par" },
  { "parvis-exchange 1 card A\n> 0\n", "ligne 2 : après « > »" },
  { "parvis-exchange 1 card A\n> 0 0\n", "ligne 2 : après « > »" },
  { "parvis-exchange 1 card A\n\n\n< 0g\n", "ligne 4 : après « > »" },
  { "parvis-exchange 1 card A\n# \xff\n", "ligne 2 : ce commentaire" },
};

static void
test_broken (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (broken[i].text, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      if (!g_str_has_prefix (error->message, broken[i].says))
        g_error ("« %s » says: %s", broken[i].text, error->message);
    }
}

static void
assert_not_loaded (const char *path, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_exchange_load (path, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("parvis-exchange-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autofree char *huge = g_strnfill (PARVIS_EXCHANGE_MAX + 1, '\n');

  assert_not_loaded (path, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true (g_file_set_contents (path, huge, -1, NULL));
  assert_not_loaded (path, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_true (g_file_set_contents (path, "parvis-exchange 1 card A\n!\n", -1, NULL));
  assert_not_loaded (path, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_remove (path);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0); /* nobody will ever write into it */
  assert_not_loaded (path, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/replays", test_replays);
  g_test_add_func ("/exchange/other-words", test_other_words);
  g_test_add_func ("/exchange/records-and-saves", test_records_and_saves);
  g_test_add_func ("/exchange/too-long-a-recording", test_too_long_a_recording);
  g_test_add_func ("/exchange/name-is-cut", test_name_is_cut);
  g_test_add_func ("/exchange/broken", test_broken);
  g_test_add_func ("/exchange/files", test_files);
  return g_test_run ();
}
