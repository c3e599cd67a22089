/* SPDX-License-Identifier: EUPL-1.2 */
/* Every family of fields in a real window: what is typed and touched goes into the draft, and stays. */
#include <gtk/gtk.h>
#include <string.h>

#include "ui/fields/countries.h"
#include "ui/fields/field-row.h"
#include "ui/fields/picker.h"
#include "ui/keyboard/keyboard.h"
#include "ui/keyboard/typing.h"
#include "ui/speech/spoken.h"
#include "ui/ui-fixture.h"

typedef struct
{
  ParvisDraft *draft;
  GtkWidget *window, *box, *keyboard;
  guint changes;
} Fixture;

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
on_changed (Fixture *fixture)
{
  fixture->changes++;
}

static void
open_fields (Fixture *fixture, const char *fields)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->draft = ui_fixture_draft (fields);
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->keyboard = parvis_keyboard_new ();
  gtk_box_append (GTK_BOX (column), fixture->box);
  gtk_box_append (GTK_BOX (column), fixture->keyboard);
  for (guint i = 0; i < ui_fixture_step (fixture->draft)->fields->len; i++)
    {
      GtkWidget *row = parvis_field_row_new (fixture->draft, ui_fixture_field (fixture->draft, i), NULL, 0);
      g_signal_connect_swapped (row, "changed", G_CALLBACK (on_changed), fixture);
      gtk_box_append (GTK_BOX (fixture->box), row);
    }
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), column);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (!gtk_widget_get_mapped (fixture->window))
    g_main_context_iteration (NULL, TRUE);
}

static void
close_fields (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  parvis_draft_free (fixture->draft);
  settle ();
}

/* The nth widget of a type under @from, in order. */
static GtkWidget *
find_counted (GtkWidget *from, GType type, guint *nth)
{
  if (g_type_is_a (G_OBJECT_TYPE (from), type) && (*nth)-- == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_counted (child, type, nth);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find (Fixture *fixture, GType type, guint nth)
{
  GtkWidget *found = find_counted (fixture->box, type, &nth);

  g_assert_nonnull (found);
  return found;
}

/* As the keys of the screen do, one after the other. */
static void
type_into (Fixture *fixture, guint nth, const char *text)
{
  GtkWidget *field = find (fixture, GTK_TYPE_TEXT, nth);

  gtk_widget_grab_focus (field);
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      g_autofree char *character = g_strndup (c, (gsize) (g_utf8_next_char (c) - c));
      GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
      parvis_typing_insert (focus, character);
      settle ();
    }
}

static void
assert_answer (Fixture *fixture, const char *path, const char *json)
{
  g_autoptr (JsonNode) node = parvis_value_to_json (parvis_draft_get (fixture->draft, path));
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==, json);
}

static void
test_typed (void)
{
  Fixture fixture = { 0 };

  open_fields (&fixture, "[{\"id\":\"nom\",\"type\":\"text\",\"label\":\"Nom\",\"max_length\":5},"
                         "{\"id\":\"tel\",\"type\":\"phone\",\"label\":\"Téléphone\"},"
                         "{\"id\":\"iban\",\"type\":\"iban\",\"label\":\"IBAN\"},"
                         "{\"id\":\"n\",\"type\":\"integer\",\"label\":\"Combien\"}]");
  type_into (&fixture, 0, "Hélène");
  assert_answer (&fixture, "nom", "\"Hélèn\"");
  type_into (&fixture, 1, "0612345678");
  assert_answer (&fixture, "tel", "\"0612345678\"");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (&fixture, GTK_TYPE_TEXT, 1))), ==, "06 12 34 56 78");
  parvis_typing_erase (find (&fixture, GTK_TYPE_TEXT, 1));
  settle ();
  parvis_typing_insert (find (&fixture, GTK_TYPE_TEXT, 1), "9");
  settle ();
  assert_answer (&fixture, "tel", "\"0612345679\"");
  type_into (&fixture, 2, "fr7630006");
  assert_answer (&fixture, "iban", "\"FR7630006\"");
  type_into (&fixture, 3, "1x2");
  assert_answer (&fixture, "n", "12");
  close_fields (&fixture);
}

static GtkEditable *
text_at (Fixture *fixture, guint nth)
{
  return GTK_EDITABLE (find (fixture, GTK_TYPE_TEXT, nth));
}

/* "|" is the cursor. */
static void
assert_shown (Fixture *fixture, guint nth, const char *expected)
{
  GtkEditable *text = text_at (fixture, nth);
  const char *all = gtk_editable_get_text (text);
  const char *at = g_utf8_offset_to_pointer (all, gtk_editable_get_position (text));
  g_autofree char *with_bar = g_strdup_printf ("%.*s|%s", (int) (at - all), all, at);

  g_assert_cmpstr (with_bar, ==, expected);
}

/* One more character, where the cursor is: focus that comes anew would select what is there. */
static void
go_on_typing (Fixture *fixture, guint nth, const char *character)
{
  parvis_typing_insert (find (fixture, GTK_TYPE_TEXT, nth), character);
  settle ();
}

static void
erase_at (Fixture *fixture, guint nth)
{
  parvis_typing_erase (find (fixture, GTK_TYPE_TEXT, nth));
  settle ();
}

/* Who corrects in the middle stays there; erasing goes through the spaces, which come back by themselves. */
static void
test_corrected_in_the_middle (void)
{
  Fixture fixture = { 0 };

  open_fields (&fixture, "[{\"id\":\"tel\",\"type\":\"phone\",\"label\":\"Téléphone\"}]");
  type_into (&fixture, 0, "0612345678");
  gtk_editable_set_position (text_at (&fixture, 0), 5); /* 06 12| 34 */
  parvis_typing_insert (find (&fixture, GTK_TYPE_TEXT, 0), "9");
  settle ();
  assert_shown (&fixture, 0, "06 12 9|3 45 67 8");
  erase_at (&fixture, 0);
  assert_shown (&fixture, 0, "06 12| 34 56 78");
  gtk_editable_set_position (text_at (&fixture, 0), 6); /* behind the space, where a finger may put it */
  erase_at (&fixture, 0);
  assert_shown (&fixture, 0, "06 1|3 45 67 8");
  gtk_editable_set_position (text_at (&fixture, 0), 2); /* the other key: what comes after the space goes */
  gtk_editable_delete_text (text_at (&fixture, 0), 2, 3);
  settle ();
  assert_shown (&fixture, 0, "06| 34 56 78");
  close_fields (&fixture);
}

static gboolean
is_wrong (Fixture *fixture, guint nth)
{
  return gtk_widget_has_css_class (find (fixture, PARVIS_TYPE_FIELD_ROW, nth), "wrong");
}

/* Nothing is said of what is being typed; of what is complete, at once. */
static void
test_said_when_complete (void)
{
  Fixture fixture = { 0 };

  open_fields (
      &fixture,
      "[{\"id\":\"s\",\"type\":\"siret\",\"label\":\"SIRET\"},{\"id\":\"t\",\"type\":\"phone\",\"label\":\"T\"},"
      "{\"id\":\"i\",\"type\":\"iban\",\"label\":\"IBAN\"},{\"id\":\"b\",\"type\":\"iban\",\"label\":\"IBAN 2\"}]");
  type_into (&fixture, 0, "3560000004983");
  g_assert_false (is_wrong (&fixture, 0));
  go_on_typing (&fixture, 0, "8");
  g_assert_true (is_wrong (&fixture, 0));
  erase_at (&fixture, 0);
  go_on_typing (&fixture, 0, "7"); /* a branch of La Poste */
  g_assert_false (is_wrong (&fixture, 0));
  type_into (&fixture, 1, "+3206");
  g_assert_false (is_wrong (&fixture, 1));
  type_into (&fixture, 2, "FR7630006000011234567890188");
  g_assert_true (is_wrong (&fixture, 2));
  type_into (&fixture, 3, "BE68539007547034");
  g_assert_false (is_wrong (&fixture, 3));
  close_fields (&fixture);
}

/* One wrong part of an address is one red box, with its own sentence; the others keep theirs. */
static void
test_wrong_part (void)
{
  Fixture fixture = { 0 };
  GtkWidget *row;

  open_fields (&fixture, "[{\"id\":\"ad\",\"type\":\"address\",\"label\":\"Adresse\",\"required\":true}]");
  row = find (&fixture, PARVIS_TYPE_FIELD_ROW, 0);
  type_into (&fixture, 0, "12 rue");
  type_into (&fixture, 2, "9900");
  g_assert_false (gtk_widget_has_css_class (gtk_widget_get_parent (find (&fixture, GTK_TYPE_ENTRY, 2)), "wrong"));
  go_on_typing (&fixture, 2, "0");
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_parent (find (&fixture, GTK_TYPE_ENTRY, 2)), "wrong"));
  g_assert_false (is_wrong (&fixture, 0));
  g_assert_true (parvis_field_row_has_fault (PARVIS_FIELD_ROW (row))); /* the commune is missing, too */
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_parent (find (&fixture, GTK_TYPE_ENTRY, 3)), "wrong"));
  g_assert_false (gtk_widget_has_css_class (gtk_widget_get_parent (find (&fixture, GTK_TYPE_ENTRY, 0)), "wrong"));
  type_into (&fixture, 3, "Rennes");
  g_assert_false (gtk_widget_has_css_class (gtk_widget_get_parent (find (&fixture, GTK_TYPE_ENTRY, 3)), "wrong"));
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_parent (find (&fixture, GTK_TYPE_ENTRY, 2)), "wrong"));
  close_fields (&fixture);
}

static void
test_date (void)
{
  Fixture fixture = { 0 };

  open_fields (
      &fixture,
      "[{\"id\":\"d\",\"type\":\"date\",\"label\":\"Date\"},{\"id\":\"h\",\"type\":\"time\",\"label\":\"Heure\"}]");
  type_into (&fixture, 0, "07031958"); /* the figures flow from day to month to year */
  assert_answer (&fixture, "d", "\"1958-03-07\"");
  type_into (&fixture, 3, "9");
  type_into (&fixture, 4, "05");
  assert_answer (&fixture, "h", "\"09:05\"");
  close_fields (&fixture);
}

static void
touch (Fixture *fixture, guint nth)
{
  gtk_widget_activate (find (fixture, GTK_TYPE_CHECK_BUTTON, nth));
  settle ();
}

static void
test_tiles (void)
{
  Fixture fixture = { 0 };

  open_fields (&fixture, "[{\"id\":\"on\",\"type\":\"yesno\",\"label\":\"Oui ou non\"},"
                         "{\"id\":\"un\",\"type\":\"choice\",\"label\":\"Un\",\"other\":true,\"options\":["
                         "{\"value\":\"a\",\"label\":\"A\"},{\"value\":\"b\",\"label\":\"B\"}]},"
                         "{\"id\":\"des\",\"type\":\"choices\",\"label\":\"Des\",\"options\":["
                         "{\"value\":\"x\",\"label\":\"X\"},{\"value\":\"y\",\"label\":\"Y\"}]}]");
  touch (&fixture, 1);
  assert_answer (&fixture, "on", "false");
  touch (&fixture, 0);
  assert_answer (&fixture, "on", "true");
  touch (&fixture, 3);
  assert_answer (&fixture, "un", "\"b\"");
  touch (&fixture, 4);
  type_into (&fixture, 0, "tout autre");
  assert_answer (&fixture, "un", "\"tout autre\"");
  touch (&fixture, 5);
  touch (&fixture, 6);
  assert_answer (&fixture, "des", "[\"x\",\"y\"]");
  touch (&fixture, 5);
  assert_answer (&fixture, "des", "[\"y\"]");
  close_fields (&fixture);
}

static void
test_groups (void)
{
  Fixture fixture = { 0 };

  open_fields (&fixture, "[{\"id\":\"ad\",\"type\":\"address\",\"label\":\"Adresse\"},"
                         "{\"id\":\"qui\",\"type\":\"identity\",\"label\":\"Qui\"}]");
  type_into (&fixture, 0, "12 rue");
  type_into (&fixture, 2, "35000");
  type_into (&fixture, 3, "Rennes");
  assert_answer (&fixture, "ad", "{\"line\":\"12 rue\",\"postcode\":\"35000\",\"city\":\"Rennes\"}");
  type_into (&fixture, 4, "Zoé");
  type_into (&fixture, 6, "1"); /* half a date is kept for the check to speak of */
  assert_answer (&fixture, "qui", "{\"given_names\":\"Zoé\",\"birth_date\":\"--01\"}");
  close_fields (&fixture);
}

static GtkWidget *
row_at (Fixture *fixture, guint nth)
{
  return find (fixture, PARVIS_TYPE_FIELD_ROW, nth);
}

static void
test_repeat (void)
{
  Fixture fixture = { 0 };

  open_fields (
      &fixture,
      "[{\"id\":\"enfants\",\"type\":\"repeat\",\"label\":\"Enfants\",\"row_label\":\"Enfant\",\"required\":true,"
      "\"max_items\":2,\"fields\":[{\"id\":\"p\",\"type\":\"text\",\"label\":\"Prénom\",\"required\":true},"
      "{\"id\":\"c\",\"type\":\"text\",\"label\":\"Classe\"}]}]");
  type_into (&fixture, 0, "Zoé");
  guint n_buttons = 1; /* Supprimer, then Ajouter */
  GtkWidget *add = find_counted (fixture.box, GTK_TYPE_BUTTON, &n_buttons);
  g_signal_emit_by_name (add, "clicked");
  settle ();
  type_into (&fixture, 3, "CP");
  g_assert_true (parvis_field_row_has_fault (PARVIS_FIELD_ROW (row_at (&fixture, 0))));
  g_assert_true (gtk_widget_has_css_class (row_at (&fixture, 3), "wrong")); /* beside the second child's name */
  type_into (&fixture, 2, "Léo");
  g_assert_false (gtk_widget_has_css_class (row_at (&fixture, 3), "wrong"));
  assert_answer (&fixture, "enfants", "[{\"p\":\"Zoé\"},{\"c\":\"CP\",\"p\":\"Léo\"}]");
  g_assert_false (gtk_widget_get_visible (add)); /* two at most */
  g_assert_cmpstr (parvis_spoken_get_name (find (&fixture, GTK_TYPE_BUTTON, 0)), ==, "Supprimer : Enfant 1 : Zoé");
  g_signal_emit_by_name (find (&fixture, GTK_TYPE_BUTTON, 0), "clicked"); /* it is filled: asked */
  settle ();
  g_signal_emit_by_name (find (&fixture, GTK_TYPE_BUTTON, 2), "clicked"); /* no */
  settle ();
  assert_answer (&fixture, "enfants", "[{\"p\":\"Zoé\"},{\"c\":\"CP\",\"p\":\"Léo\"}]");
  g_signal_emit_by_name (find (&fixture, GTK_TYPE_BUTTON, 0), "clicked");
  settle ();
  g_signal_emit_by_name (find (&fixture, GTK_TYPE_BUTTON, 1), "clicked"); /* yes */
  settle ();
  g_assert_false (gtk_widget_get_visible (find (&fixture, GTK_TYPE_BUTTON, 0))); /* one at least */
  assert_answer (&fixture, "enfants", "[{\"c\":\"CP\",\"p\":\"Léo\"}]");
  close_fields (&fixture);
}

static guint
count_rows (GtkWidget *picker)
{
  guint n = 0;

  for (guint i = 0;; n++, i = n)
    {
      guint nth = i;
      if (find_counted (picker, GTK_TYPE_BUTTON, &nth) == NULL)
        return n;
    }
}

static void
look_for (Fixture *fixture, const char *words, guint rows, const char *first)
{
  GtkWidget *picker = find (fixture, PARVIS_TYPE_PICKER, 0);

  gtk_editable_set_text (GTK_EDITABLE (find (fixture, GTK_TYPE_TEXT, 0)), words);
  settle ();
  g_assert_cmpuint (count_rows (picker), ==, rows);
  if (first != NULL)
    g_assert_cmpstr (parvis_spoken_get_name (find (fixture, GTK_TYPE_BUTTON, 0)), ==, first);
}

/* Beginnings of words in any order, without accents; one typing error when nothing else is found. */
static void
test_picker (void)
{
  Fixture fixture = { 0 };

  open_fields (&fixture, "[{\"id\":\"n\",\"type\":\"explanation\",\"label\":\"Rien\"}]");
  gtk_box_append (GTK_BOX (fixture.box), parvis_picker_new ("Pays", parvis_countries (), NULL, FALSE));
  settle ();
  look_for (&fixture, "", 197, "France");
  g_assert_cmpstr (parvis_spoken_get_name (find (&fixture, GTK_TYPE_BUTTON, 1)), ==, "Allemagne"); /* a neighbour */
  look_for (&fixture, "etats", 1, "États-Unis");
  look_for (&fixture, "sud coree", 1, "Corée du Sud");
  look_for (&fixture, "portugla", 1, "Portugal");
  look_for (&fixture, "zzzz", 0, NULL);
  close_fields (&fixture);
}

static void
test_fault_goes_when_mended (void)
{
  Fixture fixture = { 0 };

  open_fields (&fixture, "[{\"id\":\"nom\",\"type\":\"text\",\"label\":\"Nom\",\"required\":true}]");
  g_assert_true (parvis_field_row_has_fault (PARVIS_FIELD_ROW (row_at (&fixture, 0))));
  g_assert_true (gtk_widget_has_css_class (row_at (&fixture, 0), "wrong"));
  type_into (&fixture, 0, "A");
  g_assert_false (gtk_widget_has_css_class (row_at (&fixture, 0), "wrong"));
  g_assert_cmpuint (fixture.changes, ==, 1);
  close_fields (&fixture);
}

static void
test_hidden_keeps_what_was_typed (void)
{
  Fixture fixture = { 0 };

  open_fields (&fixture, "[{\"id\":\"d\",\"type\":\"date\",\"label\":\"Date\"}]");
  type_into (&fixture, 0, "1");
  gtk_widget_set_visible (row_at (&fixture, 0), FALSE);
  settle ();
  gtk_widget_set_visible (row_at (&fixture, 0), TRUE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (&fixture, GTK_TYPE_TEXT, 0))), ==, "1");
  close_fields (&fixture);
}

/* Comes with a field to type in, goes with anything else. */
static void
test_keyboard_follows (void)
{
  Fixture fixture = { 0 };

  open_fields (
      &fixture,
      "[{\"id\":\"nom\",\"type\":\"text\",\"label\":\"Nom\"},{\"id\":\"on\",\"type\":\"yesno\",\"label\":\"?\"}]");
  gtk_root_set_focus (GTK_ROOT (fixture.window), NULL);
  settle ();
  g_assert_false (parvis_keyboard_is_shown (PARVIS_KEYBOARD (fixture.keyboard)));
  gtk_widget_grab_focus (find (&fixture, GTK_TYPE_TEXT, 0));
  settle ();
  g_assert_true (parvis_keyboard_is_shown (PARVIS_KEYBOARD (fixture.keyboard)));
  gtk_widget_grab_focus (find (&fixture, GTK_TYPE_CHECK_BUTTON, 0));
  settle ();
  g_assert_false (parvis_keyboard_is_shown (PARVIS_KEYBOARD (fixture.keyboard)));
  close_fields (&fixture);
}

static void
test_domain (void)
{
  Fixture fixture = { 0 };

  open_fields (&fixture, "[{\"id\":\"m\",\"type\":\"email\",\"label\":\"E-mail\"}]");
  type_into (&fixture, 0, "anne@or");
  parvis_typing_set_domain (find (&fixture, GTK_TYPE_TEXT, 0), "@orange.fr");
  settle ();
  assert_answer (&fixture, "m", "\"anne@orange.fr\"");
  close_fields (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_printerr ("SKIPPED: no display; run it by tests/with-weston\n");
      return 77;
    }
  g_test_add_func ("/fields/typed", test_typed);
  g_test_add_func ("/fields/corrected-in-the-middle", test_corrected_in_the_middle);
  g_test_add_func ("/fields/said-when-complete", test_said_when_complete);
  g_test_add_func ("/fields/wrong-part", test_wrong_part);
  g_test_add_func ("/fields/date", test_date);
  g_test_add_func ("/fields/tiles", test_tiles);
  g_test_add_func ("/fields/groups", test_groups);
  g_test_add_func ("/fields/repeat", test_repeat);
  g_test_add_func ("/fields/picker", test_picker);
  g_test_add_func ("/fields/fault-goes-when-mended", test_fault_goes_when_mended);
  g_test_add_func ("/fields/hidden-keeps-what-was-typed", test_hidden_keeps_what_was_typed);
  g_test_add_func ("/keyboard/follows", test_keyboard_follows);
  g_test_add_func ("/keyboard/domain", test_domain);
  return g_test_run ();
}
