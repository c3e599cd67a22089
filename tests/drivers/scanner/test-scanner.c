/* SPDX-License-Identifier: EUPL-1.2
 *
 * The scanner driver against SANE's own `test` backend, which plays every kind of device and of trouble.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "drivers/scanner/scanner.h"

typedef struct
{
  GMainLoop *loop;
  ParvisScanPage *page;
  GError *error;
} Bench;

/* The test device set as @settings say (test.conf of sane-test(5)). */
static void
configure (const char *settings)
{
  g_autofree char *conf = g_build_filename (g_getenv ("SANE_CONFIG_DIR"), "test.conf", NULL);
  g_autofree char *text = g_strdup_printf ("number_of_devices 1\n%s\n", settings != NULL ? settings : "");

  g_assert_true (g_file_set_contents (conf, text, -1, NULL));
}

static void
set_up (Bench *bench, gconstpointer settings)
{
  bench->loop = g_main_loop_new (NULL, FALSE);
  configure (settings);
}

static void
tear_down (Bench *bench, gconstpointer settings)
{
  g_main_loop_unref (bench->loop);
  g_clear_pointer (&bench->page, parvis_scan_page_free);
  g_clear_error (&bench->error);
}

static void
on_scanned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;

  bench->page = parvis_scanner_scan_finish (PARVIS_SCANNER (source), result, &bench->error);
  g_main_loop_quit (bench->loop);
}

static void
scan (Bench *bench, const char *device, GCancellable *cancellable)
{
  g_autoptr (ParvisScanner) scanner = parvis_scanner_new (device);

  parvis_scanner_scan_async (scanner, cancellable, on_scanned, bench);
  g_main_loop_run (bench->loop);
}

static void
test_page (Bench *bench, gconstpointer settings)
{
  const guint8 *pixels;
  gsize size;

  scan (bench, "test:0", NULL);
  g_assert_no_error (bench->error);
  g_assert_cmpuint (bench->page->dpi, ==, 200);
  g_assert_cmpuint (bench->page->width, ==, 1574); /* the 200 mm that the device has, at 200 dpi */
  g_assert_cmpuint (bench->page->height, ==, 1574);
  g_assert_cmpuint (bench->page->stride, ==, bench->page->width * 3);
  pixels = g_bytes_get_data (bench->page->pixels, &size);
  g_assert_cmpuint (size, ==, (gsize) bench->page->stride * bench->page->height);
  g_assert_cmpuint (pixels[size / 2], ==, 0xff); /* "Solid white" */
}

static void
test_twice (Bench *bench, gconstpointer settings)
{
  scan (bench, "test:0", NULL);
  g_assert_no_error (bench->error);
  g_clear_pointer (&bench->page, parvis_scan_page_free);
  scan (bench, "test:0", NULL);
  g_assert_no_error (bench->error);
  g_assert_nonnull (bench->page);
}

static void
test_height_unknown (Bench *bench, gconstpointer settings)
{
  scan (bench, "test:0", NULL);
  g_assert_no_error (bench->error);
  g_assert_cmpuint (bench->page->height, >, 100);
  g_assert_cmpuint (g_bytes_get_size (bench->page->pixels), ==, (gsize) bench->page->stride * bench->page->height);
}

static void
expect (Bench *bench, ParvisScannerError code)
{
  scan (bench, "test:0", NULL);
  g_assert_error (bench->error, PARVIS_SCANNER_ERROR, (int) code);
  g_assert_null (bench->page);
  g_assert_cmpstr (parvis_scanner_error_to_text (bench->error), !=, "");
}

static void
test_no_page (Bench *bench, gconstpointer settings)
{
  expect (bench, PARVIS_SCANNER_ERROR_NO_PAGE);
}

static void
test_jammed (Bench *bench, gconstpointer settings)
{
  expect (bench, PARVIS_SCANNER_ERROR_JAMMED);
}

static void
test_cover_open (Bench *bench, gconstpointer settings)
{
  expect (bench, PARVIS_SCANNER_ERROR_COVER_OPEN);
}

static void
test_busy (Bench *bench, gconstpointer settings)
{
  expect (bench, PARVIS_SCANNER_ERROR_BUSY);
}

static void
test_pulled_out (Bench *bench, gconstpointer settings)
{
  expect (bench, PARVIS_SCANNER_ERROR_UNREACHABLE);
}

static void
test_not_there (Bench *bench, gconstpointer settings)
{
  scan (bench, "epson2:libusb:009:009", NULL);
  g_assert_error (bench->error, PARVIS_SCANNER_ERROR, PARVIS_SCANNER_ERROR_UNREACHABLE);
}

static void
test_comes_back (Bench *bench, gconstpointer settings)
{
  expect (bench, PARVIS_SCANNER_ERROR_NO_PAGE);
  g_clear_error (&bench->error);
  configure (NULL);
  scan (bench, "test:0", NULL);
  g_assert_no_error (bench->error);
}

static gboolean
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* The device needs minutes for a page; the person does not wait for it. */
static void
test_cancel (Bench *bench, gconstpointer settings)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_timeout_add (300, cancel, cancellable);
  scan (bench, "test:0", cancellable);
  g_assert_error (bench->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&bench->error);
  scan (bench, "test:0", cancellable); /* already cancelled: not begun */
  g_assert_error (bench->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, settings, function) g_test_add ("/scanner/" name, Bench, settings, set_up, function, tear_down)

/* A SANE of our own that knows the test backend only. It looks up its folder once, whatever the environment says later.
 */
static char *
make_sane_folder (void)
{
  char *folder = g_dir_make_tmp ("parvis-sane-XXXXXX", NULL);
  g_autofree char *dll = g_build_filename (folder, "dll.conf", NULL);

  g_assert_true (g_file_set_contents (dll, "test\n", -1, NULL));
  g_setenv ("SANE_CONFIG_DIR", folder, TRUE);
  return folder;
}

static void
remove_sane_folder (const char *folder)
{
  g_autofree char *dll = g_build_filename (folder, "dll.conf", NULL);
  g_autofree char *conf = g_build_filename (folder, "test.conf", NULL);

  g_remove (dll);
  g_remove (conf);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = make_sane_folder ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("page", "test-picture \"Solid white\"", test_page);
  ADD ("gray-page", "mode Gray\ntest-picture \"Solid white\"", test_page);
  ADD ("twice", NULL, test_twice);
  ADD ("short-reads", "read-limit true\nread-limit-size 4099\ntest-picture \"Solid white\"", test_page);
  ADD ("height-unknown", "hand-scanner true", test_height_unknown);
  ADD ("no-page", "read-status-code \"SANE_STATUS_NO_DOCS\"", test_no_page);
  ADD ("jammed", "read-status-code \"SANE_STATUS_JAMMED\"", test_jammed);
  ADD ("cover-open", "read-status-code \"SANE_STATUS_COVER_OPEN\"", test_cover_open);
  ADD ("busy", "read-status-code \"SANE_STATUS_DEVICE_BUSY\"", test_busy);
  ADD ("pulled-out", "read-status-code \"SANE_STATUS_IO_ERROR\"", test_pulled_out);
  ADD ("not-there", NULL, test_not_there);
  ADD ("comes-back", "read-status-code \"SANE_STATUS_NO_DOCS\"", test_comes_back);
  ADD ("cancel", "read-delay true\nread-delay-duration 200000", test_cancel);
  status = g_test_run ();
  remove_sane_folder (folder);
  return status;
}
