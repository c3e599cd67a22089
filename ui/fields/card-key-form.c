/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/card-key-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/secret.h"
#include "ui/drawing/drawing.h"
#include "ui/fields/choice-tile.h"
#include "ui/fields/date-field.h"
#include "ui/fields/fault-bar.h"
#include "ui/fields/typed-entry.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define CAN_FIGURES  6
#define NUMBER_LIMIT 14 /* a passport has 9, some identity documents more (ICAO Doc 9303-5, 4.2.2) */

struct _ParvisCardKeyForm
{
  GtkWidget parent_instance;
  ParvisCardTyped *typed;
  GtkWidget *card, *passport;               /* the tiles */
  GtkWidget *place;                         /* of what is asked for the one chosen */
  GtkWidget *can, *number, *birth, *expiry; /* NULL: not asked now */
  GtkWidget *fault;
};

G_DEFINE_FINAL_TYPE (ParvisCardKeyForm, parvis_card_key_form, GTK_TYPE_WIDGET)

/* --- what is typed --- */

void
parvis_card_typed_clear (ParvisCardTyped *typed)
{
  parvis_secret_clear (&typed->can);
  parvis_secret_clear (&typed->number);
  parvis_secret_clear (&typed->birth_date);
  parvis_secret_clear (&typed->expiry_date);
}

static void
take_entry (GtkWidget *entry, char **text)
{
  if (entry == NULL)
    return;
  parvis_secret_clear (text);
  *text = parvis_typed_entry_get_plain (entry);
}

static void
take_date (GtkWidget *field, char **text)
{
  g_autoptr (ParvisValue) value = field != NULL ? parvis_field_control_store (PARVIS_FIELD_CONTROL (field)) : NULL;

  if (field == NULL)
    return;
  parvis_secret_clear (text);
  *text = g_strdup (parvis_value_text (value));
}

static void
on_typed (ParvisCardKeyForm *self)
{
  take_entry (self->can, &self->typed->can);
  take_entry (self->number, &self->typed->number);
  take_date (self->birth, &self->typed->birth_date);
  take_date (self->expiry, &self->typed->expiry_date);
  parvis_card_key_form_say (self, NULL);
}

/* --- what is asked --- */

static void
add_part (GtkWidget *place, const char *label, GtkWidget *input)
{
  GtkWidget *words = parvis_text_new (label, "part");

  parvis_spoken_set (input, label, NULL, NULL);
  parvis_spoken_set_private (input, TRUE);
  parvis_spoken_set_silent (words, TRUE);
  gtk_box_append (GTK_BOX (place), words);
  gtk_box_append (GTK_BOX (place), input);
}

static GtkWidget *
new_entry (ParvisCardKeyForm *self, ParvisEntryKind kind, int limit, const char *text)
{
  GtkWidget *entry = parvis_typed_entry_new (kind);

  gtk_entry_set_max_length (GTK_ENTRY (entry), limit);
  parvis_typed_entry_keep_left_to_right (entry);
  parvis_typed_entry_set_text (entry, text != NULL ? text : "");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_typed), self);
  return entry;
}

static GtkWidget *
new_date (ParvisCardKeyForm *self, const ParvisField *field, const char *iso)
{
  const ParvisFieldContext context = { NULL, field, NULL };
  GtkWidget *date = parvis_date_field_new (&context);
  g_autoptr (ParvisValue) value = parvis_value_new_text (iso);

  parvis_field_control_load (PARVIS_FIELD_CONTROL (date), value);
  g_signal_connect_swapped (date, "changed", G_CALLBACK (on_typed), self);
  return date;
}

/* The drawing, and what is typed beside it: gives the column of that. */
static GtkWidget *
add_drawing (ParvisCardKeyForm *self, const char *name, const char *label)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *parts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *drawing = parvis_drawing_new (name, label);

  gtk_widget_add_css_class (line, "card-line");
  gtk_widget_add_css_class (parts, "keep-together");
  gtk_widget_set_valign (drawing, GTK_ALIGN_START);
  gtk_widget_set_hexpand (parts, TRUE);
  gtk_widget_set_valign (parts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), drawing);
  gtk_box_append (GTK_BOX (line), parts);
  gtk_box_append (GTK_BOX (self->place), line);
  return parts;
}

static void
ask_can (ParvisCardKeyForm *self)
{
  GtkWidget *parts
      = add_drawing (self, "card-number", _ ("Une carte d’identité. Les 6 chiffres sont entourés, en bas à droite."));

  gtk_box_append (GTK_BOX (parts),
                  parvis_text_new (_ ("Sur le devant de la carte, en bas à droite, il y a 6 chiffres."), "take-words"));
  self->can = new_entry (self, PARVIS_ENTRY_CAN, CAN_FIGURES, self->typed->can);
  add_part (parts, _ ("Tapez les 6 chiffres"), self->can);
  gtk_box_append (
      GTK_BOX (self->place),
      parvis_text_new (_ ("L’ancienne carte, bleue et plus grande, n’a pas de puce : la borne ne peut pas la lire."),
                       "hint"));
}

static void
ask_passport (ParvisCardKeyForm *self)
{
  static const ParvisField birth = { .id = (char *) "birth", .type = PARVIS_FIELD_DATE, .label = (char *) "" };
  static const ParvisField expiry = { .id = (char *) "expiry", .type = PARVIS_FIELD_DATE, .label = (char *) "" };

  GtkWidget *parts = add_drawing (
      self, "passport-number", _ ("La page d’un passeport, avec la photo. Le numéro est entouré, en haut à droite."));

  self->number = new_entry (self, PARVIS_ENTRY_TEXT, NUMBER_LIMIT, self->typed->number);
  self->birth = new_date (self, &birth, self->typed->birth_date);
  self->expiry = new_date (self, &expiry, self->typed->expiry_date);
  add_part (parts, _ ("Le numéro du passeport"), self->number);
  add_part (self->place, _ ("La date de naissance écrite dessus"), self->birth);
  add_part (self->place, _ ("La date d’expiration"), self->expiry);
}

static void
ask (ParvisCardKeyForm *self)
{
  GtkWidget *child;

  self->can = self->number = self->birth = self->expiry = NULL;
  while ((child = gtk_widget_get_first_child (self->place)) != NULL)
    gtk_box_remove (GTK_BOX (self->place), child);
  if (self->typed->passport)
    ask_passport (self);
  else
    ask_can (self);
}

static void
on_chosen (ParvisCardKeyForm *self)
{
  gboolean passport = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->passport));

  if (passport == self->typed->passport)
    return;
  self->typed->passport = passport;
  parvis_card_key_form_say (self, NULL);
  ask (self);
}

/* --- what is missing --- */

static gboolean
is_whole_date (const char *iso)
{
  return iso != NULL
         && g_regex_match_simple ("^\\d{4}-\\d{2}-\\d{2}$", iso, (GRegexCompileFlags) 0, (GRegexMatchFlags) 0);
}

static gboolean
refuse (ParvisCardKeyForm *self, GtkWidget *input, const char *message)
{
  parvis_card_key_form_say (self, message);
  gtk_widget_child_focus (input, GTK_DIR_TAB_FORWARD);
  return FALSE;
}

static gboolean
check_passport (ParvisCardKeyForm *self)
{
  const ParvisCardTyped *typed = self->typed;

  if (typed->number == NULL || *typed->number == '\0')
    return refuse (self, self->number,
                   _ ("Tapez le numéro du passeport : il est en haut à droite, à côté de la photo."));
  if (!is_whole_date (typed->birth_date))
    return refuse (self, self->birth, _ ("Tapez la date de naissance : le jour, le mois et l’année."));
  if (!is_whole_date (typed->expiry_date))
    return refuse (self, self->expiry, _ ("Tapez la date d’expiration : le jour, le mois et l’année."));
  return TRUE;
}

gboolean
parvis_card_key_form_check (ParvisCardKeyForm *self)
{
  if (self->typed->passport)
    return check_passport (self);
  if (self->typed->can == NULL || strlen (self->typed->can) != CAN_FIGURES)
    return refuse (self, self->can, _ ("Il faut les 6 chiffres, en bas à droite, sur le devant de la carte."));
  return TRUE;
}

void
parvis_card_key_form_say (ParvisCardKeyForm *self, const char *message)
{
  GtkWidget *input = self->can != NULL ? self->can : self->number;

  parvis_fault_bar_say (self->fault, message);
  parvis_spoken_set_fault (input, message);
}

/* --- lifecycle --- */

static void
parvis_card_key_form_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_card_key_form_parent_class)->dispose (object);
}

static void
parvis_card_key_form_class_init (ParvisCardKeyFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_card_key_form_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "cardkey");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parvis_card_key_form_init (ParvisCardKeyForm *self)
{
  GtkLayoutManager *box = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
}

static GtkWidget *
new_tiles (ParvisCardKeyForm *self)
{
  GtkWidget *grid = parvis_choice_grid_new ();

  self->card = parvis_choice_tile_new (_ ("Ma carte d’identité"), NULL, TRUE, NULL);
  self->passport = parvis_choice_tile_new (_ ("Mon passeport"), NULL, TRUE, self->card);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->typed->passport ? self->passport : self->card), TRUE);
  parvis_choice_grid_add (grid, self->card, 2);
  parvis_choice_grid_add (grid, self->passport, 2);
  g_signal_connect_swapped (self->passport, "toggled", G_CALLBACK (on_chosen), self);
  return grid;
}

GtkWidget *
parvis_card_key_form_new (ParvisCardTyped *typed)
{
  ParvisCardKeyForm *self = g_object_new (PARVIS_TYPE_CARD_KEY_FORM, NULL);

  self->typed = typed;
  self->place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->place, "card-place");
  self->fault = parvis_fault_bar_new ();
  gtk_widget_set_parent (new_tiles (self), GTK_WIDGET (self));
  gtk_widget_set_parent (self->place, GTK_WIDGET (self));
  gtk_widget_set_parent (self->fault, GTK_WIDGET (self));
  ask (self);
  return GTK_WIDGET (self);
}
