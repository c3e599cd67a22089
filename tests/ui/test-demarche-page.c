/* SPDX-License-Identifier: EUPL-1.2 */
/* A démarche from its first page to its receipt, on a real desk: its queue, its scanner, a real printer. */
#include <gtk/gtk.h>

#include "app/desk/counter.h"
#include "drivers/printer/print-service.h"
#include "sync/queue/outbox.h"
#include "sync/seal/seal.h"
#include "ui/fields/signature-pad.h"
#include "ui/navigator/navigator.h"
#include "ui/pages/demarche/demarche-page.h"
#include "ui/pages/demarche/receipt-view.h"
#include "ui/screen-fixture.h"
#include "ui/speech/spoken.h"
#include "ui/ui-fixture.h"

#define START  "J’ai compris, commencer"
#define SUBMIT "Envoyer ma demande"

static PrintService *printer;

typedef struct
{
  Counter counter;
  GtkWidget *window;
  ParvisNavigator *navigator;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer devices)
{
  counter_set_up (&fixture->counter, devices);
}

static void
tear_down (Fixture *fixture, gconstpointer devices)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  screen_fixture_settle ();
  counter_tear_down (&fixture->counter, devices);
}

static void
open_demarche (Fixture *fixture, const char *fields)
{
  g_autoptr (ParvisDraft) draft = ui_fixture_draft (fields);

  fixture->navigator = parvis_navigator_new (fixture->counter.desk);
  fixture->window = screen_fixture_open (GTK_WIDGET (fixture->navigator), 1080, 1400);
  parvis_navigator_push (
      fixture->navigator,
      parvis_demarche_page_new (fixture->counter.desk, parvis_draft_new (parvis_draft_demarche (draft)), "fr"));
}

static ParvisParcel *
open_submission (Counter *counter)
{
  g_autofree char *path = counter_path (counter, "outbox.db"), *key = counter_path (counter, "envelope.key");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);
  g_autoptr (GPtrArray) rows = parvis_outbox_list (outbox, &error);
  g_autoptr (GBytes) envelope = NULL;
  ParvisParcel *parcel;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  envelope = parvis_outbox_envelope (outbox, ((const ParvisOutboxEntry *) g_ptr_array_index (rows, 0))->id, &error);
  parcel = parvis_seal_open (envelope, key, &error);
  g_assert_no_error (error);
  return parcel;
}

/* What the scanner read is shown, kept, and lies sealed in the queue. */
static void
test_paper (Fixture *fixture, gconstpointer devices)
{
  g_autoptr (ParvisParcel) parcel = NULL;
  GtkWidget *window;
  GBytes *page;

  open_demarche (fixture, "[{\"id\":\"justificatif\",\"type\":\"file\",\"label\":\"Justificatif\",\"required\":true}]");
  window = fixture->window;
  screen_fixture_press (window, START);
  screen_fixture_press (window, "Continuer");
  g_assert_nonnull (screen_fixture_says (window, "Numériser une page")); /* nothing was scanned: still there */
  screen_fixture_press (window, "Numériser une page");
  screen_fixture_press (window, "Garder cette page");
  screen_fixture_wait (window, "Page 1");
  screen_fixture_press (window, "Continuer");
  screen_fixture_press (window, SUBMIT);
  screen_fixture_wait (window, "C’est enregistré.");
  parcel = open_submission (&fixture->counter);
  page = parvis_parcel_lookup (parcel, "attachments/01-justificatif-1.jpg");
  g_assert_nonnull (page);
  g_assert_cmpuint (g_bytes_get_size (page), >, 1000);
}

static void
test_would_lose (Fixture *fixture, gconstpointer devices)
{
  open_demarche (fixture, "[{\"id\":\"on\",\"type\":\"yesno\",\"label\":\"Oui ou non\"}]");
  g_assert_null (parvis_navigator_would_lose (fixture->navigator));
  screen_fixture_press (fixture->window, START);
  g_assert_nonnull (parvis_navigator_would_lose (fixture->navigator));
  screen_fixture_press (fixture->window, "Continuer");
  g_assert_nonnull (parvis_navigator_would_lose (fixture->navigator));
  screen_fixture_press (fixture->window, SUBMIT);
  screen_fixture_wait (fixture->window, "C’est enregistré.");
  g_assert_null (parvis_navigator_would_lose (fixture->navigator)); /* it is kept: nothing to lose any more */
}

/* Until the page has slid in. */
static void
await_in_place (GtkWidget *widget, GtkWidget *window)
{
  double x = -1, y = 0;

  while (gtk_widget_get_width (widget) == 0 || !gtk_widget_translate_coordinates (widget, window, 0, 0, &x, &y) || x < 0
         || x + gtk_widget_get_width (widget) > gtk_widget_get_width (window))
    g_main_context_iteration (NULL, TRUE);
}

/* The language changes in the middle: same screen, same answers, other widgets. */
static void
test_rebuilt (Fixture *fixture, gconstpointer devices)
{
  GtkWidget *window, *pad, *yes;
  int strokes = 0;

  open_demarche (fixture, "[{\"id\":\"on\",\"type\":\"yesno\",\"label\":\"Oui ou non\",\"required\":true},"
                          "{\"id\":\"signature\",\"type\":\"signature\",\"label\":\"Signature\",\"required\":true}]");
  window = fixture->window;
  screen_fixture_press (window, START);
  yes = gtk_widget_get_ancestor (screen_fixture_wait (window, "Oui"), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (yes), TRUE);
  pad = screen_fixture_nth (window, PARVIS_TYPE_SIGNATURE_PAD, 0);
  await_in_place (pad, window);
  g_signal_connect_swapped (pad, "changed", G_CALLBACK (g_atomic_int_inc), &strokes);
  screen_fixture_touch (pad);
  while (strokes == 0)
    g_main_context_iteration (NULL, TRUE);
  screen_fixture_settle ();
  parvis_navigator_rebuild (fixture->navigator, "en");
  screen_fixture_settle ();
  g_assert_true (screen_fixture_nth (window, PARVIS_TYPE_SIGNATURE_PAD, 0) != pad);
  g_assert_false (
      parvis_signature_pad_is_blank (PARVIS_SIGNATURE_PAD (screen_fixture_nth (window, PARVIS_TYPE_SIGNATURE_PAD, 0))));
  yes = gtk_widget_get_ancestor (screen_fixture_wait (window, "Oui"), GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (yes)));
  screen_fixture_press (window, "Continuer");
  screen_fixture_wait (window, SUBMIT);
  parvis_navigator_rebuild (fixture->navigator, "fr");
  screen_fixture_press (window, SUBMIT);
  screen_fixture_wait (window, "C’est enregistré.");
  parvis_navigator_rebuild (fixture->navigator, "en");
  screen_fixture_wait (window, "C’est enregistré.");
}

/* A frame has been painted, and another. */
static void
await_frames (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gint64 last = gdk_frame_clock_get_frame_counter (clock) + 2;

  while (gdk_frame_clock_get_frame_counter (clock) < last)
    {
      gtk_widget_queue_draw (window);
      g_main_context_iteration (NULL, TRUE);
    }
}

static GtkWidget *
await_tile (GtkWidget *window, const char *words)
{
  return gtk_widget_get_ancestor (screen_fixture_wait (window, words), GTK_TYPE_CHECK_BUTTON);
}

static double
y_of (GtkWidget *widget, GtkWidget *window)
{
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (widget, window, 0, 0, &x, &y));
  return y;
}

static GtkWidget *
find_key (GtkWidget *window, const char *name)
{
  GtkWidget *key = NULL;

  for (guint i = 0; (key = screen_fixture_nth (window, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (parvis_spoken_get_name (key), name) == 0)
      break;
  g_assert_nonnull (key);
  return key;
}

#define IF_DOG "\"condition\":{\"op\":\"=\",\"field\":\"chien\",\"value\":true}"

/* The answer brings two questions above it: it stays where the finger is, and the focus stays on it; and back. */
static void
test_keeps_place (Fixture *fixture, gconstpointer devices)
{
  GtkWidget *window, *yes, *no;
  double y;

  open_demarche (fixture, "[{\"id\":\"nom\",\"type\":\"text\",\"label\":\"Son nom\"," IF_DOG "},"
                          "{\"id\":\"age\",\"type\":\"integer\",\"label\":\"Son âge\"," IF_DOG "},"
                          "{\"id\":\"chien\",\"type\":\"yesno\",\"label\":\"Un chien ?\",\"required\":true}]");
  window = fixture->window;
  screen_fixture_press (window, START);
  yes = await_tile (window, "Oui");
  no = await_tile (window, "Non");
  await_in_place (no, window);
  await_frames (window);
  y = y_of (yes, window);
  screen_fixture_touch (yes);
  screen_fixture_wait (window, "Son âge…");
  await_frames (window);
  g_assert_cmpfloat_with_epsilon (y_of (yes, window), y, 1.5);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == yes);
  screen_fixture_touch (no);
  while (screen_fixture_says (window, "Son âge…") != NULL)
    g_main_context_iteration (NULL, TRUE);
  await_frames (window);
  g_assert_cmpfloat_with_epsilon (y_of (no, window), y, 1.5);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == no);
}

/* Corrected from the recap, an answer asks for another on an earlier screen: said why; then the recap is where it was.
 */
static void
test_recap_again (Fixture *fixture, gconstpointer devices)
{
  GString *fields
      = g_string_new ("[{\"id\":\"nom\",\"type\":\"text\",\"label\":\"Son nom\",\"required\":true," IF_DOG "}");
  GtkWidget *window, *edit;
  double y;

  for (int i = 0; i < 14; i++)
    g_string_append_printf (fields, ",{\"id\":\"t%d\",\"type\":\"text\",\"label\":\"Question %d\"}", i, i);
  g_string_append (fields, ",{\"id\":\"chien\",\"type\":\"yesno\",\"label\":\"Un chien ?\"}]");
  open_demarche (fixture, fields->str);
  g_string_free (fields, TRUE);
  window = fixture->window;
  screen_fixture_press (window, START);
  while (screen_fixture_says (window, SUBMIT) == NULL)
    {
      screen_fixture_press (window, "Continuer");
      await_frames (window);
    }
  edit = find_key (window, "Modifier : Un chien ?");
  gtk_widget_grab_focus (edit); /* scrolls there */
  await_in_place (edit, window);
  await_frames (window);
  y = y_of (edit, window);
  g_signal_emit_by_name (edit, "clicked");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (await_tile (window, "Oui")), TRUE);
  screen_fixture_press (window, "Revenir à la vérification");
  screen_fixture_wait (window, "Vous avez changé une réponse…");
  gtk_editable_set_text (GTK_EDITABLE (screen_fixture_nth (window, GTK_TYPE_TEXT, 0)), "Rex");
  screen_fixture_press (window, "Revenir à la vérification");
  screen_fixture_wait (window, "Rex");
  edit = find_key (window, "Modifier : Un chien ?");
  await_in_place (edit, window);
  await_frames (window);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == edit);
  g_assert_cmpfloat_with_epsilon (y_of (edit, window), y, 200); /* one line more above it, and never out of sight */
}

static void
open_receipt (Fixture *fixture)
{
  Counter *counter = &fixture->counter;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = counter_new_report (counter);
  ParvisSlip *slip = counter_submit (counter, draft, &error);

  g_assert_no_error (error);
  fixture->window = screen_fixture_open (parvis_receipt_view_new (counter->desk, slip, "essai"), 1080, 1400);
}

static void
test_delivered (Fixture *fixture, gconstpointer devices)
{
  open_receipt (fixture);
  screen_fixture_wait (fixture->window, "Votre demande est à l’abri…");
  screen_fixture_wait (fixture->window, "Cette borne n’imprime pas de reçu aujourd’hui…");
  counter_deliver (&fixture->counter);
  screen_fixture_wait (fixture->window, "Transmise à la mairie…");
  g_assert_null (screen_fixture_says (fixture->window, "Votre demande est à l’abri…"));
}

static void
test_printer_trouble (Fixture *fixture, gconstpointer devices)
{
  guint before = print_service_count (printer);

  parvis_desk_begin (fixture->counter.desk); /* while nobody is there the printer is left alone */
  print_service_tell (printer, "paper out");
  open_receipt (fixture);
  screen_fixture_wait (fixture->window, "Il n’y a plus de papier…");
  g_assert_cmpuint (print_service_count (printer), ==, before);
  print_service_tell (printer, "paper in");
  screen_fixture_wait (fixture->window, "L’imprimante marche de nouveau…");
  screen_fixture_press (fixture->window, "Sur une feuille A4");
  screen_fixture_wait (fixture->window, "Votre feuille est imprimée…");
  g_assert_cmpuint (print_service_count (printer), ==, before + 1);
  screen_fixture_press (fixture->window, "Imprimer encore la feuille");
  screen_fixture_wait (fixture->window, "Votre feuille sort…");
  screen_fixture_wait (fixture->window, "Votre feuille est imprimée…");
  g_assert_cmpuint (print_service_count (printer), ==, before + 2);
}

#define ADD(name, devices, function) g_test_add ("/demarche-page/" name, Fixture, devices, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *sane = counter_sane_folder (), *printing = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  printer = print_service_start ();
  if (printer == NULL || !gtk_init_check ())
    {
      g_printerr ("SKIPPED: no display or no print service; run it by tests/with-weston\n");
      return 77;
    }
  printing = g_strdup_printf ("printer=%s", printer->queue);
  ADD ("paper", "scanner=test:0", test_paper);
  ADD ("would-lose", "", test_would_lose);
  ADD ("rebuilt", "", test_rebuilt);
  ADD ("keeps-place", "", test_keeps_place);
  ADD ("recap-again", "", test_recap_again);
  ADD ("delivered", "", test_delivered);
  ADD ("printer-trouble", printing, test_printer_trouble);
  status = g_test_run ();
  print_service_stop (printer);
  counter_run ("rm", "-rf", sane, NULL);
  return status;
}
