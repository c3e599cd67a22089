/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/phone-panel.h"

#include <glib/gi18n-lib.h>

#include "ui/dialog/scroller.h"
#include "ui/fields/field-host.h"
#include "ui/key/key.h"
#include "ui/pages/demarche/qr-view.h"
#include "ui/text/text.h"

#define PATIENCE 180 /* seconds: to find the telephone, take a picture, send it; anew with each document */

struct _ParvisPhonePanel
{
  GtkWidget parent_instance;
  ParvisDesk *desk;
  ParvisPhoneDrop *drop;
  char *title, *prefix;
  guint files, came;
  GtkWidget *how;    /* what to do with the QR code */
  GtkWidget *place;  /* the QR code, or a spinner */
  GtkWidget *status; /* what has come */
  GtkWidget *note;   /* what went wrong */
  GtkWidget *again, *done;
};

enum
{
  FILE_CAME,
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisPhonePanel, parvis_phone_panel, GTK_TYPE_WIDGET)

/* The session's clock, which is the window's. */
static void
be_patient (ParvisPhonePanel *self, guint seconds)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "session.expect", "u", seconds);
}

static void
say (GtkWidget *label, const char *words)
{
  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_widget_set_visible (label, *words != '\0');
}

static void
say_came (ParvisPhonePanel *self)
{
  g_autofree char *words = self->came == 0
                               ? g_strdup (_ ("La borne attend votre document. Ce carré sert pendant dix minutes."))
                               : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "C’est reçu : %u document.",
                                                               "C’est reçu : %u documents.", self->came),
                                                  self->came);

  gtk_widget_remove_css_class (self->status, self->came == 0 ? "delivered" : "waiting");
  gtk_widget_add_css_class (self->status, self->came == 0 ? "waiting" : "delivered");
  say (self->status, words);
}

static void
put (ParvisPhonePanel *self, GtkWidget *child)
{
  GtkWidget *old = gtk_widget_get_first_child (self->place);

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->place), old);
  if (child != NULL)
    gtk_box_append (GTK_BOX (self->place), child);
  gtk_widget_set_visible (self->how, child != NULL);
  gtk_widget_set_visible (self->place, child != NULL); /* without it, what went wrong stands below the title */
}

static void
show_code (ParvisPhonePanel *self)
{
  ParvisQr *qr = parvis_qr_new (parvis_phone_drop_url (self->drop), NULL);
  GtkWidget *code = qr != NULL ? parvis_qr_view_new (qr, _ ("Code à photographier avec votre téléphone")) : NULL;

  if (code != NULL)
    gtk_widget_set_halign (code, GTK_ALIGN_CENTER);
  put (self, code);
  say_came (self);
  parvis_field_host_announce (GTK_WIDGET (self), gtk_label_get_text (GTK_LABEL (self->status)));
}

static void
show_spinner (ParvisPhonePanel *self)
{
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  put (self, spinner);
  say (self->status, _ ("Nous préparons le carré. Vingt secondes au plus."));
}

static void
show_end (ParvisPhonePanel *self)
{
  const char *reason = parvis_phone_drop_reason (self->drop);

  put (self, NULL);
  if (self->came > 0)
    say_came (self);
  else
    say (self->status, "");
  say (self->note, reason);
  gtk_widget_set_visible (self->again, *reason != '\0' && parvis_desk_is_online (self->desk));
  if (*reason != '\0')
    parvis_field_host_announce (GTK_WIDGET (self), reason);
}

static void
on_changed (ParvisPhonePanel *self)
{
  switch (parvis_phone_drop_state (self->drop))
    {
    case PARVIS_PHONE_DROP_OPEN:
      show_code (self);
      break;
    case PARVIS_PHONE_DROP_CLOSED:
      show_end (self);
      break;
    default:
      show_spinner (self);
    }
}

static void
on_file (ParvisPhonePanel *self, ParvisValue *file)
{
  self->came++;
  be_patient (self, PATIENCE);
  say (self->note, "");
  say_came (self);
  parvis_field_host_announce (GTK_WIDGET (self), gtk_label_get_text (GTK_LABEL (self->status)));
  g_signal_emit (self, signals[FILE_CAME], 0, file);
}

static void
on_refused (ParvisPhonePanel *self, const char *sentence)
{
  be_patient (self, PATIENCE);
  say (self->note, sentence);
  parvis_field_host_announce (GTK_WIDGET (self), sentence);
}

static void
close_drop (ParvisPhonePanel *self)
{
  if (self->drop == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->drop, self);
  parvis_phone_drop_close (self->drop);
  g_clear_object (&self->drop);
}

static void
open_drop (ParvisPhonePanel *self)
{
  close_drop (self);
  say (self->note, "");
  gtk_widget_set_visible (self->again, FALSE);
  self->drop = parvis_phone_drop_new (self->desk, self->title, self->prefix,
                                      MAX (1, self->files - MIN (self->files, self->came)));
  g_signal_connect_swapped (self->drop, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->drop, "file", G_CALLBACK (on_file), self);
  g_signal_connect_swapped (self->drop, "refused", G_CALLBACK (on_refused), self);
  on_changed (self);
}

static void
on_done (ParvisPhonePanel *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

/* Once it stands on a page: the window's patience begins. */
static void
parvis_phone_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (parvis_phone_panel_parent_class)->map (widget);
  be_patient (PARVIS_PHONE_PANEL (widget), PATIENCE);
}

static void
parvis_phone_panel_unmap (GtkWidget *widget)
{
  be_patient (PARVIS_PHONE_PANEL (widget), 0);
  GTK_WIDGET_CLASS (parvis_phone_panel_parent_class)->unmap (widget);
}

static void
parvis_phone_panel_dispose (GObject *object)
{
  ParvisPhonePanel *self = PARVIS_PHONE_PANEL (object);
  GtkWidget *child;

  close_drop (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->prefix, g_free);
  G_OBJECT_CLASS (parvis_phone_panel_parent_class)->dispose (object);
}

static void
parvis_phone_panel_class_init (ParvisPhonePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_phone_panel_dispose;
  widget_class->map = parvis_phone_panel_map;
  widget_class->unmap = parvis_phone_panel_unmap;
  signals[FILE_CAME]
      = g_signal_new ("file", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "phonepanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parvis_phone_panel_init (ParvisPhonePanel *self)
{
  GtkLayoutManager *box = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
}

static GtkWidget *
new_buttons (ParvisPhonePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->again = parvis_key_new ("mobile", _ ("Recommencer"), GTK_ORIENTATION_HORIZONTAL);
  self->done = parvis_key_new ("tick", _ ("Revenir à la question"), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (box, "actions");
  gtk_widget_add_css_class (self->again, "secondary");
  gtk_widget_add_css_class (self->done, "primary");
  gtk_widget_set_hexpand (self->again, TRUE);
  gtk_widget_set_hexpand (self->done, TRUE);
  gtk_widget_set_visible (self->again, FALSE);
  g_signal_connect_swapped (self->again, "clicked", G_CALLBACK (open_drop), self);
  g_signal_connect_swapped (self->done, "clicked", G_CALLBACK (on_done), self);
  gtk_box_append (GTK_BOX (box), self->again);
  gtk_box_append (GTK_BOX (box), self->done);
  return box;
}

/* What does not fit, in large text on a lying screen, scrolls above the buttons. */
static void
build (ParvisPhonePanel *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = parvis_scroller_new (column),
            *buttons = new_buttons (self);
  GtkWidget *all[] = {
    parvis_text_new_heading (_ ("Envoyer depuis mon téléphone"), "title-2"),
    parvis_text_new (self->title, "card-title"),
    self->how
    = parvis_text_new (_ ("Ouvrez l’appareil photo du téléphone, visez ce carré, puis suivez la page qui s’ouvre. "
                          "Il n’y a rien à installer."),
                       "take-words"),
    self->place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
    self->status = parvis_text_new (NULL, "phone-status"),
    self->note = parvis_text_new (NULL, "notice"),
  };

  gtk_widget_set_vexpand (self->place, TRUE);
  gtk_widget_set_valign (self->place, GTK_ALIGN_CENTER);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_box_append (GTK_BOX (column), all[i]);
  gtk_widget_add_css_class (column, "column");
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  gtk_widget_set_parent (buttons, GTK_WIDGET (self));
}

GtkWidget *
parvis_phone_panel_new (ParvisDesk *desk, const char *title, const char *prefix, guint files)
{
  ParvisPhonePanel *self = g_object_new (PARVIS_TYPE_PHONE_PANEL, NULL);

  self->desk = g_object_ref (desk);
  self->title = g_strdup (title);
  self->prefix = g_strdup (prefix);
  self->files = files;
  build (self);
  open_drop (self);
  return GTK_WIDGET (self);
}
