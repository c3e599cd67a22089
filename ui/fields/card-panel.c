/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/card-panel.h"

#include <glib/gi18n-lib.h>

#include "base/secret.h"
#include "ui/bar/bar.h"
#include "ui/drawing/drawing.h"
#include "ui/fields/card-key-form.h"
#include "ui/fields/field-host.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/keyboard/follow.h"
#include "ui/language/language.h"
#include "ui/page/page.h"
#include "ui/sheet/sheet.h"
#include "ui/speech/spoken.h"
#include "ui/style/style.h"
#include "ui/text/text.h"

/* Seconds without a touch: to find the card, lay it down, have it read. */
#define PATIENCE (PARVIS_CARD_PATIENCE + 30)

typedef enum
{
  FACE_NUMBER,  /* what to type */
  FACE_WAITING, /* where to lay it */
  FACE_READING, /* do not take it away */
  FACE_FAILED,  /* what went wrong */
} Face;

struct _ParvisCardPanel
{
  GtkWidget parent_instance;
  ParvisDesk *desk;
  ParvisCardTyped typed;
  char *pass, *name; /* of one of the town hall's own cards; NULL: an identity document */
  Face face;
  ParvisSheet *sheet;
  GtkWidget *keys;          /* below */
  GtkWidget *form, *typing; /* on the face of the number; the key to type instead */
  GtkWidget *status;        /* on the face of the waiting */
  GtkWidget *bar, *stage;   /* on the face of the reading */
};

enum
{
  READ,
  NUMBER,
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisCardPanel, parvis_card_panel, GTK_TYPE_WIDGET)

static void show_number (ParvisCardPanel *self, const char *fault);

/* --- keys --- */

static void
on_type_instead (ParvisCardPanel *self)
{
  parvis_desk_read_card_cancel (self->desk);
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_change_number (ParvisCardPanel *self)
{
  parvis_desk_read_card_cancel (self->desk);
  show_number (self, NULL);
}

static void
on_go_on (ParvisCardPanel *self)
{
  if (parvis_card_key_form_check (PARVIS_CARD_KEY_FORM (self->form)))
    parvis_card_panel_start (self);
}

/* The main one last: at the bottom right, or below. */
static GtkWidget *
add_key (ParvisCardPanel *self, GtkWidget *key, const char *style, GCallback clicked)
{
  gtk_widget_add_css_class (key, style);
  gtk_widget_set_hexpand (key, TRUE);
  g_signal_connect_swapped (key, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (self->keys), key);
  return key;
}

/* On a lying screen with large letters, two keys above each other leave no room for what is typed above the keyboard:
 * the one goes below the boxes. */
static void
place_typing_key (ParvisCardPanel *self, gboolean landscape)
{
  g_autoptr (GtkWidget) key = self->typing != NULL ? g_object_ref (self->typing) : NULL;
  GtkWidget *place = landscape ? parvis_sheet_body (self->sheet) : self->keys;

  if (key == NULL || gtk_widget_get_parent (key) == place)
    return;
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (key)), key);
  if (landscape)
    gtk_box_append (GTK_BOX (place), key);
  else
    gtk_box_prepend (GTK_BOX (place), key);
}

static void
set_landscape (ParvisCardPanel *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), PARVIS_TYPE_PAGE);
  gboolean landscape = page != NULL && parvis_page_is_landscape (PARVIS_PAGE (page));

  parvis_sheet_set_side_by_side (self->sheet, landscape);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->keys),
                                  landscape ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_hexpand (self->keys, !landscape); /* beside the words, they take no room from them */
  gtk_box_set_homogeneous (
      GTK_BOX (self->keys),
      !landscape && !parvis_style_get_large (parvis_style_get ())); /* large words need their own widths */
  place_typing_key (self, landscape);
}

/* --- faces --- */

static void
show_face (ParvisCardPanel *self, Face face, const char *title, const char *lead)
{
  self->face = face;
  self->form = self->typing = self->status = self->bar = self->stage = NULL;
  if (self->sheet != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->sheet));
  self->sheet = parvis_sheet_new (NULL, title, NULL);
  if (lead != NULL) /* in what scrolls: it gives way to the keyboard */
    parvis_sheet_append (self->sheet, parvis_text_new (lead, "lead"));
  self->keys = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->keys, "card-keys");
  parvis_sheet_add_action (self->sheet, self->keys);
  gtk_widget_set_parent (GTK_WIDGET (self->sheet), GTK_WIDGET (self));
  set_landscape (self);
}

/* After its parts are there. */
static void
begin_face (ParvisCardPanel *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    parvis_sheet_focus_title (self->sheet);
}

static void
show_number (ParvisCardPanel *self, const char *fault)
{
  show_face (self, FACE_NUMBER, _ ("Lire ma carte d’identité"),
             _ ("Votre nom, vos prénoms et votre date de naissance s’écriront tout seuls. La borne ne garde rien de la "
                "carte."));
  self->form = parvis_card_key_form_new (&self->typed);
  parvis_sheet_append (self->sheet, self->form);
  self->typing = add_key (self, parvis_key_new ("pen", _ ("Taper moi-même"), GTK_ORIENTATION_HORIZONTAL), "secondary",
                          G_CALLBACK (on_type_instead));
  gtk_widget_add_css_class (self->typing, "card-typing");
  add_key (self, parvis_key_new_trailing (_ ("Continuer"), "go"), "primary", G_CALLBACK (on_go_on));
  set_landscape (self);
  parvis_follow_focus (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (self->form, GTK_TYPE_SCROLLED_WINDOW)));
  begin_face (self);
  if (fault == NULL)
    return;
  parvis_card_key_form_say (PARVIS_CARD_KEY_FORM (self->form), fault);
  parvis_field_host_announce (GTK_WIDGET (self), fault);
}

void
parvis_card_panel_choose_passport (ParvisCardPanel *self)
{
  self->typed.passport = TRUE;
  show_number (self, NULL);
}

static GtkWidget *
new_status (const char *words)
{
  GtkWidget *status = parvis_text_new (words, "phone-status");

  gtk_widget_add_css_class (status, "waiting");
  return status;
}

static GtkWidget *
new_reader_drawing (const char *name, const char *label)
{
  GtkWidget *drawing = parvis_drawing_new (name, label);

  gtk_widget_add_css_class (drawing, "large");
  return drawing;
}

static void
show_waiting_face (ParvisCardPanel *self)
{
  g_autofree char *pass = NULL;

  if (self->typed.passport)
    {
      show_face (self, FACE_WAITING, _ ("Posez votre passeport sur le lecteur"),
                 _ ("Fermé, bien à plat. Laissez-le jusqu’à la fin : quelques secondes."));
      return;
    }
  /* Translators: %s is the name printed on a card of the town: “Pass Jeune”. */
  pass = self->pass != NULL ? g_strdup_printf (_ ("Posez votre carte « %s » sur le lecteur"), self->name) : NULL;
  show_face (self, FACE_WAITING, pass != NULL ? pass : _ ("Posez votre carte sur le lecteur"),
             _ ("Bien à plat. Laissez-la jusqu’à la fin : quelques secondes."));
}

static void
show_waiting (ParvisCardPanel *self)
{
  if (self->face == FACE_WAITING)
    return;
  show_waiting_face (self);
  parvis_sheet_append (self->sheet,
                       new_reader_drawing ("card-on-reader", _ ("Une carte que l’on pose à plat sur le lecteur.")));
  self->status = new_status (_ ("La borne attend une minute."));
  parvis_sheet_append (self->sheet, self->status);
  add_key (self, parvis_key_new ("pen", _ ("Taper moi-même"), GTK_ORIENTATION_HORIZONTAL), "secondary",
           G_CALLBACK (on_type_instead));
  if (self->pass == NULL)
    add_key (self, parvis_key_new ("back", _ ("Corriger le numéro"), GTK_ORIENTATION_HORIZONTAL), "secondary",
             G_CALLBACK (on_change_number));
  begin_face (self);
}

static const char *
stage_words (ParvisCardStage stage)
{
  switch (stage)
    {
    case PARVIS_CARD_STAGE_OPENING:
      return _ ("La borne ouvre la puce…");
    case PARVIS_CARD_STAGE_READING:
      return _ ("La borne lit la puce…");
    default:
      return _ ("La borne vérifie la signature. Vous pouvez reprendre votre document.");
    }
}

static void
show_reading (ParvisCardPanel *self)
{
  if (self->face == FACE_READING)
    return;
  show_face (self, FACE_READING,
             self->typed.passport ? _ ("Ne retirez pas le passeport") : _ ("Ne retirez pas la carte"),
             _ ("C’est presque fini : dix secondes au plus."));
  self->bar = parvis_bar_new (GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
  gtk_widget_add_css_class (self->bar, "reading");
  parvis_spoken_set (self->bar, _ ("Lecture de la carte"), NULL, NULL);
  self->stage = parvis_text_new (NULL, "take-words");
  parvis_sheet_append (self->sheet, new_reader_drawing ("card-reading", NULL));
  parvis_sheet_append (self->sheet, self->bar);
  parvis_sheet_append (self->sheet, self->stage);
  begin_face (self);
}

/* One of our own cards is read too soon for a face of its own. */
static void
show_pass_stage (ParvisCardPanel *self, ParvisCardStage stage)
{
  show_waiting (self);
  if (stage != PARVIS_CARD_STAGE_WAITING)
    gtk_label_set_text (GTK_LABEL (self->status), _ ("La borne lit la carte…"));
}

void
parvis_card_panel_show_stage (ParvisCardPanel *self, ParvisCardStage stage, guint percent)
{
  const char *words = stage_words (stage);

  if (self->pass != NULL)
    {
      show_pass_stage (self, stage);
      return;
    }
  if (stage == PARVIS_CARD_STAGE_WAITING)
    {
      show_waiting (self);
      return;
    }
  show_reading (self);
  parvis_bar_set (PARVIS_BAR (self->bar), percent / 100.0);
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->stage)), words) == 0)
    return;
  gtk_label_set_text (GTK_LABEL (self->stage), words);
  parvis_field_host_announce (GTK_WIDGET (self), words);
}

static GtkWidget *
new_error_note (const char *sentence)
{
  GtkWidget *note = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = parvis_text_new (sentence, NULL);

  gtk_widget_add_css_class (note, "card-error");
  gtk_box_append (GTK_BOX (note), parvis_icon_new ("alert"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (note), words);
  return note;
}

static void
show_failed (ParvisCardPanel *self, const GError *error)
{
  gboolean other = g_error_matches (error, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_OTHER_CARD);
  gboolean lay = other || g_error_matches (error, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_AGAIN);
  gboolean again = lay || g_error_matches (error, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_NO_READER);

  show_face (self, FACE_FAILED, other ? _ ("Ce n’est pas la bonne carte") : _ ("La carte n’a pas été lue"), NULL);
  parvis_sheet_append (self->sheet, new_error_note (error->message));
  if (lay)
    parvis_sheet_append (self->sheet,
                         new_reader_drawing ("card-on-reader", _ ("Une carte que l’on pose à plat sur le lecteur.")));
  if (again)
    {
      add_key (self, parvis_key_new ("pen", _ ("Taper moi-même"), GTK_ORIENTATION_HORIZONTAL), "secondary",
               G_CALLBACK (on_type_instead));
      add_key (self, parvis_key_new ("again", _ ("Recommencer"), GTK_ORIENTATION_HORIZONTAL), "primary",
               G_CALLBACK (parvis_card_panel_start));
    }
  else
    add_key (self, parvis_key_new ("pen", _ ("Taper moi-même"), GTK_ORIENTATION_HORIZONTAL), "primary",
             G_CALLBACK (on_type_instead));
  begin_face (self);
  parvis_field_host_announce (GTK_WIDGET (self), error->message);
}

void
parvis_card_panel_show_error (ParvisCardPanel *self, const GError *error)
{
  if (g_error_matches (error, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_WRONG_KEY))
    show_number (self, error->message);
  else
    show_failed (self, error);
}

/* --- reading --- */

static void
on_progress (ParvisCardStage stage, guint percent, gpointer self)
{
  if (gtk_widget_get_root (self) != NULL)
    parvis_card_panel_show_stage (self, stage, percent);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ParvisCardPanel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisCardIdentity) identity = parvis_desk_read_identity_finish (PARVIS_DESK (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the person is elsewhere */
  if (identity != NULL)
    g_signal_emit (self, signals[READ], 0, identity);
  else
    parvis_card_panel_show_error (self, error);
}

static void
on_pass_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ParvisCardPanel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSecret) number = parvis_desk_read_pass_finish (PARVIS_DESK (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the person is elsewhere */
  if (number != NULL)
    g_signal_emit (self, signals[NUMBER], 0, number);
  else
    parvis_card_panel_show_error (self, error);
}

void
parvis_card_panel_start (ParvisCardPanel *self)
{
  const ParvisCardTyped *typed = &self->typed;
  const ParvisCardKey card = { .can = typed->can };
  const ParvisCardKey passport = { NULL, typed->number, typed->birth_date, typed->expiry_date };

  gtk_widget_activate_action (GTK_WIDGET (self), "session.expect", "u", (guint) PATIENCE);
  show_waiting (self);
  if (self->pass != NULL)
    parvis_desk_read_pass_async (self->desk, self->pass, parvis_language_get (), on_progress, self, on_pass_read,
                                 g_object_ref (self));
  else
    parvis_desk_read_identity_async (self->desk, typed->passport ? &passport : &card, on_progress, self, on_read,
                                     g_object_ref (self));
}

/* --- lifecycle --- */

/* It begins by its title: on a box, it would bring up the keyboard at once. */
static gboolean
parvis_card_panel_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_get_focus_child (widget) != NULL)
    return GTK_WIDGET_CLASS (parvis_card_panel_parent_class)->focus (widget, direction);
  parvis_sheet_focus_title (PARVIS_CARD_PANEL (widget)->sheet);
  return TRUE;
}

static void
parvis_card_panel_root (GtkWidget *widget)
{
  ParvisCardPanel *self = PARVIS_CARD_PANEL (widget);

  GTK_WIDGET_CLASS (parvis_card_panel_parent_class)->root (widget);
  set_landscape (self);
}

static void
parvis_card_panel_unmap (GtkWidget *widget)
{
  gtk_widget_activate_action (widget, "session.expect", "u", 0u);
  GTK_WIDGET_CLASS (parvis_card_panel_parent_class)->unmap (widget);
}

static void
parvis_card_panel_dispose (GObject *object)
{
  ParvisCardPanel *self = PARVIS_CARD_PANEL (object);

  if (self->desk != NULL)
    parvis_desk_read_card_cancel (self->desk);
  g_clear_object (&self->desk);
  if (self->sheet != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->sheet)));
  parvis_card_typed_clear (&self->typed);
  g_clear_pointer (&self->pass, g_free);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (parvis_card_panel_parent_class)->dispose (object);
}

static void
parvis_card_panel_class_init (ParvisCardPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_card_panel_dispose;
  widget_class->focus = parvis_card_panel_focus;
  widget_class->root = parvis_card_panel_root;
  widget_class->unmap = parvis_card_panel_unmap;
  signals[READ] = g_signal_new ("read", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[NUMBER] = g_signal_new ("number", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "cardpanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parvis_card_panel_init (ParvisCardPanel *self)
{
}

GtkWidget *
parvis_card_panel_new (ParvisDesk *desk)
{
  ParvisCardPanel *self = g_object_new (PARVIS_TYPE_CARD_PANEL, NULL);

  self->desk = g_object_ref (desk);
  show_number (self, NULL);
  return GTK_WIDGET (self);
}

GtkWidget *
parvis_card_panel_new_for_pass (ParvisDesk *desk, const char *pass, const char *name)
{
  ParvisCardPanel *self = g_object_new (PARVIS_TYPE_CARD_PANEL, NULL);

  self->desk = g_object_ref (desk);
  self->pass = g_strdup (pass);
  self->name = g_strdup (name);
  show_waiting (self);
  return GTK_WIDGET (self);
}
