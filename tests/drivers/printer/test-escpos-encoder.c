/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib/gstdio.h>
#include <string.h>

#include "drivers/printer/escpos/charset.h"
#include "drivers/printer/escpos/encoder.h"
#include "drivers/printer/escpos/raster.h"
#include "drivers/printer/escpos/wrap.h"
#include "escpos-reader.h"

static GByteArray *
encode (ParvisTicket *ticket, const ParvisEscposModel *model)
{
  g_autoptr (GPtrArray) pieces = parvis_escpos_encode (ticket, model);
  GByteArray *bytes = g_byte_array_new ();

  for (guint i = 0; i < pieces->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (pieces, i), &size);
      g_assert_cmpuint (size, <, 8000);
      g_byte_array_append (bytes, data, (guint) size);
    }
  return bytes;
}

static EscposReceipt *
print (ParvisTicket *ticket, const ParvisEscposModel *model)
{
  g_autoptr (GByteArray) bytes = encode (ticket, model);

  return escpos_read (bytes->data, bytes->len);
}

static const ParvisEscposModel *
epson (void)
{
  return parvis_escpos_model_find (0x04b8, 0x0202, "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;");
}

static const ParvisEscposModel *
custom (void)
{
  return parvis_escpos_model_find (0x0dd4, 0x015d, NULL);
}

static void
test_models (void)
{
  g_assert_cmpstr (epson ()->name, ==, "Epson TM-T20");
  g_assert_cmpstr (parvis_escpos_model_find (0x04b8, 0x0e1f, "MDL:TM-m30II;")->name, ==, "Epson TM-m30");
  g_assert_cmpstr (parvis_escpos_model_find (0x04b8, 0x0202, NULL)->name, ==, "Epson TM");
  g_assert_cmpstr (custom ()->name, ==, "Custom VKP80");
  g_assert_cmpstr (parvis_escpos_model_find (0x0dd4, 0x01a8, "MDL:TG2480-H;")->name, ==, "Custom TG2480");
  g_assert_cmpstr (parvis_escpos_model_find (0x0519, 0x0049, NULL)->name, ==, "Star ESC/POS");
  g_assert_cmpstr (parvis_escpos_model_find (0x0fe6, 0x811e, "MDL:TM-T20;")->name, ==, "ESC/POS");
  g_assert_cmpstr (parvis_escpos_model_find (0, 0, "TM-m30")->name, ==, "Epson TM-m30");
  g_assert_cmpstr (parvis_escpos_model_find (0, 0, "Epson TM")->name, ==, "Epson TM");
  g_assert_cmpstr (parvis_escpos_model_find (0, 0, "Star ESC/POS")->name, ==, "Star ESC/POS");
  g_assert_cmpstr (parvis_escpos_model_find (0, 0, NULL)->name, ==, "ESC/POS");
}

/* What is sent, byte for byte: a change here is a change for every printer out there. */
static void
test_golden (void)
{
  static const char golden[] = "\x1b@\x1bR\0\x1bt\x10"
                               "\x1b"
                               "a\1\x1b"
                               "E\1\x1d!\x11"
                               "Re\xe7u\n"
                               "\x1b"
                               "a\0\x1b"
                               "E\0\x1d!\0"
                               "C\x9cur : 12,50 \x80\n"
                               "\x1b"
                               "a\0\x1b"
                               "E\0\x1d!\0"
                               "\n"
                               "\x1b"
                               "a\1\x1b"
                               "E\0\x1d!\0"
                               "\x1d(k\4\0\x31\x41\x32\0"
                               "\x1d(k\3\0\x31\x43\x8"
                               "\x1d(k\3\0\x31\x45\x31"
                               "\x1d(k\7\0\x31\x50\x30"
                               "7F4K"
                               "\x1d(k\3\0\x31\x51\x30\n"
                               "\x1dVB";
  g_autoptr (ParvisTicket) ticket = parvis_ticket_new ();
  g_autoptr (GByteArray) bytes = NULL;

  parvis_ticket_add_text (ticket, "Reçu", PARVIS_TICKET_BOLD | PARVIS_TICKET_LARGE | PARVIS_TICKET_CENTRED);
  parvis_ticket_add_text (ticket, "Cœur\u00a0: 12,50\u202f€", PARVIS_TICKET_PLAIN);
  parvis_ticket_add_space (ticket);
  parvis_ticket_add_qr (ticket, "7F4K");
  bytes = encode (ticket, epson ());
  g_assert_cmpmem (bytes->data, bytes->len, golden, sizeof golden);
}

static void
test_pages (void)
{
  g_autoptr (ParvisTicket) ticket = parvis_ticket_new ();
  g_autoptr (EscposReceipt) at_epson = NULL, at_custom = NULL;

  parvis_ticket_add_text (ticket, "« L’œuvre d’À. Ÿ » — Noël, 3\u202f€… é\u0301 e\u0301 n\u00ba\u00a02 ź ✓",
                          PARVIS_TICKET_PLAIN);
  at_epson = print (ticket, epson ());
  at_custom = print (ticket, custom ());
  g_assert_cmpstr (at_epson->text->str, ==, "« L’œuvre d’À. Ÿ » — Noël, 3 €… é é nº 2 z x\n");
  g_assert_cmpstr (at_custom->text->str, ==, "« L'oeuvre d'À. Y » - Noël, 3 €... é é nº 2 z x\n");
  g_assert_cmpuint (at_custom->cuts, ==, 1);
  g_assert_cmpuint (at_custom->rows, ==, 0);
}

/* No text commands the printer. */
static void
test_commands_in_text (void)
{
  g_autoptr (ParvisTicket) ticket = parvis_ticket_new ();
  g_autoptr (EscposReceipt) receipt = NULL;

  parvis_ticket_add_text (ticket,
                          "a\x1b@b\x1dV0c\x10\x04\x01"
                          "d\x7f\xff",
                          PARVIS_TICKET_PLAIN);
  receipt = print (ticket, epson ());
  g_assert_cmpuint (receipt->resets, ==, 1);
  g_assert_cmpuint (receipt->cuts, ==, 1);
  g_assert_cmpuint (receipt->questions, ==, 0);
}

static void
test_drawn (void)
{
  g_autoptr (ParvisTicket) ticket = parvis_ticket_new ();
  g_autoptr (EscposReceipt) receipt = NULL;
  guint black = 0;

  parvis_ticket_add_text (ticket, "بلدية باريس", PARVIS_TICKET_PLAIN);
  receipt = print (ticket, epson ());
  g_assert_cmpstr (receipt->text->str, ==, "");
  g_assert_cmpuint (receipt->dots_wide, ==, 576);
  g_assert_cmpuint (receipt->rows, >, 24);
  for (guint i = 0; i < receipt->dots->len; i++)
    black += receipt->dots->data[i];
  g_assert_cmpuint (black, >, 500);
  g_assert_cmpuint (black, <, receipt->dots->len / 4);
}

static void
check_lines (const char *text, guint columns, const char *expected)
{
  g_auto (GStrv) lines = parvis_escpos_wrap (text, columns);
  g_autofree char *joined = g_strjoinv ("|", lines);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_wrap (void)
{
  check_lines ("", 10, "");
  check_lines ("un deux trois", 8, "un deux|trois");
  check_lines ("un deux trois", 7, "un deux|trois");
  check_lines ("un deux trois", 6, "un|deux|trois");
  check_lines ("prix\u00a0: 3\u00a0€ net", 8, "prix\u00a0:|3\u00a0€ net");
  check_lines ("anticonstitutionnellement", 10, "anticonsti|tutionnell|ement");
  check_lines ("Saint-Jean-de-Luz", 12, "Saint-Jean-|de-Luz");
  check_lines ("a\n\nb\n", 10, "a||b");
  check_lines ("un deux   \ntrois", 7, "un deux|trois");
  check_lines ("é é é é", 3, "é é|é é");
  check_lines ("abc", 0, "a|b|c");
}

/* The code is drawn where the printer does not know how: zbar reads what comes out. */
static void
test_drawn_qr (void)
{
  static const char text[] = "Mairie de Sainte-Œuvre\nDemande 7F4K 29QX\n01 23 45 67 89";
  g_autoptr (ParvisTicket) ticket = parvis_ticket_new ();
  g_autoptr (EscposReceipt) receipt = NULL;
  g_autofree char *folder = g_dir_make_tmp ("escpos-XXXXXX", NULL), *path = g_build_filename (folder, "code.pgm", NULL);
  g_autofree char *program = g_find_program_in_path ("zbarimg"), *head = NULL, *out = NULL;
  g_autoptr (GByteArray) picture = g_byte_array_new ();
  int status = -1;

  parvis_ticket_add_qr (ticket, text);
  receipt = print (ticket, custom ());
  g_assert_cmpuint (receipt->codes->len, ==, 0);
  head = g_strdup_printf ("P5\n%u %u\n255\n", receipt->dots_wide, receipt->rows);
  g_byte_array_append (picture, (const guint8 *) head, (guint) strlen (head));
  for (guint i = 0; i < receipt->dots->len; i++)
    g_byte_array_append (picture, receipt->dots->data[i] ? (const guint8 *) "\0" : (const guint8 *) "\xff", 1);
  g_assert_true (g_file_set_contents (path, (const char *) picture->data, picture->len, NULL));
  if (program == NULL)
    g_test_skip ("zbarimg is not installed: what was drawn is not read");
  else
    {
      const char *argv[] = { program, "--quiet", "--raw", path, NULL };
      g_assert_true (
          g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, &status, NULL));
      g_assert_cmpint (status, ==, 0);
      g_test_message ("%s", out);
      g_assert_true (g_str_has_prefix (out, text));
    }
  g_remove (path);
  g_rmdir (folder);
}

/* Dithered: as dark as it was; made smaller to fit; centred. */
static void
test_image (void)
{
  g_autoptr (ParvisTicket) ticket = parvis_ticket_new ();
  g_autoptr (EscposReceipt) receipt = NULL;
  g_autofree guint8 *greys = g_malloc (1152 * 100);
  guint black = 0;

  memset (greys, 191, 1152 * 100);
  parvis_ticket_add_image (ticket, g_bytes_new_static (greys, 1152 * 100), 1152, 100);
  receipt = print (ticket, epson ());
  g_assert_cmpuint (receipt->dots_wide, ==, 576);
  g_assert_cmpuint (receipt->rows, ==, 50);
  for (guint i = 0; i < receipt->dots->len; i++)
    black += receipt->dots->data[i];
  g_assert_cmpfloat_with_epsilon (black / (double) receipt->dots->len, 0.25, 0.01);
}

static void
test_bounds (void)
{
  g_autoptr (ParvisTicket) ticket = parvis_ticket_new ();
  g_autofree char *long_text = g_strnfill (PARVIS_TICKET_MAX_TEXT - 1, 'a'),
                  *longer = g_strconcat (long_text, "éa", NULL);
  gsize n;

  parvis_ticket_add_text (ticket, longer, PARVIS_TICKET_PLAIN);
  parvis_ticket_add_text (ticket, "\xff\xfe", PARVIS_TICKET_PLAIN);
  g_assert_cmpstr (parvis_ticket_parts (ticket, &n)[0].text, ==, long_text);
  g_assert_true (g_utf8_validate (parvis_ticket_parts (ticket, &n)[1].text, -1, NULL));
  g_assert_cmpuint (n, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/escpos/models", test_models);
  g_test_add_func ("/escpos/golden", test_golden);
  g_test_add_func ("/escpos/pages", test_pages);
  g_test_add_func ("/escpos/commands-in-text", test_commands_in_text);
  g_test_add_func ("/escpos/drawn", test_drawn);
  g_test_add_func ("/escpos/wrap", test_wrap);
  g_test_add_func ("/escpos/drawn-qr", test_drawn_qr);
  g_test_add_func ("/escpos/image", test_image);
  g_test_add_func ("/escpos/bounds", test_bounds);
  return g_test_run ();
}
