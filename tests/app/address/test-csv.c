/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/address/csv.h"

#include <glib/gstdio.h>
#include <string.h>

/* "line:field|field" of each row, one after the other. */
static gboolean
note (const ParvisCsvRow *row, gpointer data, GError **error)
{
  GString *seen = data;

  g_string_append_printf (seen, "%" G_GUINT64_FORMAT ":", row->line);
  for (guint i = 0; i < row->n_fields; i++)
    g_string_append_printf (seen, "%s%s", i > 0 ? "|" : "", row->fields[i]);
  g_string_append (seen, row->whole ? " " : "! ");
  return TRUE;
}

static char *
read_all (const char *text, gsize length, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) length, NULL);
  g_autoptr (GString) seen = g_string_new (NULL);

  return parvis_csv_read (stream, "essai.csv", note, seen, error) ? g_string_free (g_steal_pointer (&seen), FALSE)
                                                                  : NULL;
}

static void
test_rows (void)
{
  static const char *const cases[][2] = {
    { "a;b\n1;2\n", "1:a|b 2:1|2 " },
    { "a;b\r\n1;2\r\n", "1:a|b 2:1|2 " },
    { "a,b\n1,\"x, y\"\n", "1:a|b 2:1|x, y " },
    { "a\tb\n1\t2", "1:a|b 2:1|2 " }, /* no end of line at the end */
    { "\xef\xbb\xbf"
      "a;b\n",
      "1:a|b " },                                          /* a byte order mark */
    { "a;b\n\n\n1;2\n", "1:a|b 4:1|2 " },                  /* empty lines count as lines */
    { "a;b\n\"x\ny\";2\n3;4\n", "1:a|b 2:x\ny|2 4:3|4 " }, /* so do ends of line within quotation marks */
    { "a;b\n\"dit \"\"le Bas\"\"\";2\n", "1:a|b 2:dit \"le Bas\"|2 " },
    { "a;b\n;\n", "1:a|b 2:| " },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *seen = read_all (cases[i][0], strlen (cases[i][0]), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (seen, ==, cases[i][1]);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) wide = g_string_new ("a\n");
  g_autoptr (GString) endless = g_string_new ("a;b\n1;\"");
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = NULL, *none = NULL, *nul = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append (wide, "x;");
  seen = read_all (wide->str, wide->len, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (seen, "! "));
  nul = read_all ("a;b\nx\0y;2\n", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nul, ==, "1:a|b 2:2! ");
  for (int i = 0; i < 200000; i++)
    g_string_append (endless, "1;2\n");
  none = read_all (endless->str, endless->len, &error);
  g_assert_error (error, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_INVALID);
  g_assert_null (none);
  g_assert_nonnull (strstr (error->message, "ligne 2"));
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv.gz", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GOutputStream) raw = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, 0, NULL, NULL));
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (raw, gzip);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) missing = NULL;

  g_assert_true (g_output_stream_write_all (stream, "a;b\n1;2\n", 8, NULL, NULL, NULL)
                 && g_output_stream_close (stream, NULL, NULL));
  gboolean ok = parvis_csv_read_file (path, note, seen, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_cmpstr (seen->str, ==, "1:a|b 2:1|2 ");
  g_assert_true (g_file_set_contents (path, "\x1f\x8bnot gzip", -1, NULL));
  g_assert_false (parvis_csv_read_file (path, note, seen, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_false (parvis_csv_read_file (path, note, seen, &missing));
  g_assert_error (missing, PARVIS_CSV_ERROR, PARVIS_CSV_ERROR_UNREADABLE);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/rows", test_rows);
  g_test_add_func ("/csv/bounds", test_bounds);
  g_test_add_func ("/csv/files", test_files);
  return g_test_run ();
}
