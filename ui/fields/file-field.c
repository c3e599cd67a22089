/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/file-field.h"

#include <glib/gi18n-lib.h>

#include "app/desk/online.h"
#include "ui/fields/field-host.h"
#include "ui/fields/phone-panel.h"
#include "ui/fields/scan-panel.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define MOST_PAGES 10
#define THUMBNAIL  320 /* pixels, at most */

struct _ParvisFileField
{
  ParvisFieldControl parent_instance;

  const ParvisField *field;
  ParvisDesk *desk;   /* NULL while not on a page */
  ParvisValue *pages; /* LIST of FILE */
  ParvisValue *fresh; /* scanned, not kept yet */
  gboolean scanning;

  GtkWidget *list;
  GtkWidget *scan;
  GtkWidget *busy;
  GtkWidget *note;    /* trouble, or how to bring the paper later */
  GtkWidget *phone;   /* the key */
  GtkWidget *no_line; /* why it cannot be touched now */
};

G_DEFINE_FINAL_TYPE (ParvisFileField, parvis_file_field, PARVIS_TYPE_FIELD_CONTROL)

static void rebuild (ParvisFileField *self);
static void start_scan (ParvisFileField *self);

static guint
most (ParvisFileField *self)
{
  return self->field->max_items > 0 ? MIN (self->field->max_items, MOST_PAGES) : MOST_PAGES;
}

static gboolean
has_scanner (ParvisFileField *self)
{
  gboolean has = FALSE;

  if (self->desk != NULL)
    g_object_get (self->desk, "has-scanner", &has, NULL);
  return has;
}

static void
say (ParvisFileField *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->note), words != NULL ? words : "");
  gtk_widget_set_visible (self->note, words != NULL);
  if (words != NULL)
    parvis_field_host_announce (GTK_WIDGET (self), words);
}

static char *
page_name (guint index)
{
  return g_strdup_printf (_ ("Page %u"), index + 1);
}

/* --- a page on the screen --- */

static void
on_panel_closed (ParvisFileField *self, GtkWidget *panel)
{
  parvis_field_host_close_panel (panel);
}

static void
on_kept (ParvisFileField *self, GtkWidget *panel)
{
  if (self->fresh != NULL)
    parvis_value_append (self->pages, g_steal_pointer (&self->fresh));
  parvis_field_host_close_panel (panel);
  rebuild (self);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
on_again (ParvisFileField *self, GtkWidget *panel)
{
  parvis_field_host_close_panel (panel);
  start_scan (self);
}

static void
show_page (ParvisFileField *self, const ParvisValue *page, guint index, gboolean to_keep)
{
  g_autofree char *title = page_name (index);
  GtkWidget *panel = parvis_scan_panel_new (page, title, to_keep);

  g_signal_connect_object (panel, "kept", G_CALLBACK (on_kept), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panel, "again", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panel, "closed", G_CALLBACK (on_panel_closed), self, G_CONNECT_SWAPPED);
  parvis_field_host_open_panel (GTK_WIDGET (self), panel);
}

/* --- scanning --- */

static void
set_scanning (ParvisFileField *self, gboolean scanning)
{
  self->scanning = scanning;
  gtk_widget_set_visible (self->busy, scanning);
  rebuild (self);
}

static void
on_scanned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ParvisFileField) self = data;
  g_autoptr (GError) error = NULL;
  ParvisValue *page = parvis_desk_scan_finish (PARVIS_DESK (source), result, &error);

  g_clear_pointer (&self->fresh, parvis_value_free);
  self->fresh = page;
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return; /* the person has left */
  set_scanning (self, FALSE);
  if (page != NULL)
    show_page (self, page, parvis_value_length (self->pages), TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message);
}

static void
start_scan (ParvisFileField *self)
{
  g_autofree char *filename = g_strdup_printf ("%s-%u.jpg", self->field->id, parvis_value_length (self->pages) + 1);

  if (self->scanning || !has_scanner (self))
    return;
  say (self, NULL);
  set_scanning (self, TRUE);
  parvis_field_host_announce (GTK_WIDGET (self), _ ("Numérisation en cours"));
  parvis_desk_scan_async (self->desk, filename, on_scanned, g_object_ref (self));
}

static void
on_cancel_clicked (ParvisFileField *self)
{
  if (self->scanning)
    parvis_desk_scan_cancel (self->desk);
}

/* --- from a telephone --- */

static void
on_phone_file (ParvisFileField *self, ParvisValue *file)
{
  parvis_value_append (self->pages, parvis_value_copy (file));
  rebuild (self);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
on_phone_clicked (ParvisFileField *self)
{
  guint room = most (self) - MIN (most (self), parvis_value_length (self->pages));
  GtkWidget *panel;

  if (self->desk == NULL || room == 0)
    return;
  panel = parvis_phone_panel_new (self->desk, self->field->label, self->field->id, room);
  g_signal_connect_object (panel, "file", G_CALLBACK (on_phone_file), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panel, "closed", G_CALLBACK (on_panel_closed), self, G_CONNECT_SWAPPED);
  parvis_field_host_open_panel (GTK_WIDGET (self), panel);
}

static void
show_phone (ParvisFileField *self)
{
  gboolean online = self->desk != NULL && parvis_desk_is_online (self->desk);
  gboolean room = parvis_value_length (self->pages) < most (self) && !self->scanning;

  gtk_widget_set_visible (self->phone, self->desk != NULL && room);
  gtk_widget_set_sensitive (self->phone, online);
  gtk_widget_set_visible (self->no_line, self->desk != NULL && room && !online);
  gtk_label_set_text (
      GTK_LABEL (self->no_line),
      has_scanner (self)
          ? _ ("La borne n’a pas de connexion : elle ne peut rien recevoir d’un téléphone pour le moment. "
               "Utilisez le scanner de la borne.")
          : _ ("La borne n’a pas de connexion : elle ne peut rien recevoir d’un téléphone pour le moment."));
}

/* --- the pages kept --- */

static void
on_view_clicked (ParvisFileField *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  show_page (self, parvis_value_item (self->pages, index), index, FALSE);
}

static void
on_remove_clicked (ParvisFileField *self, GtkWidget *button)
{
  parvis_value_remove (self->pages, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
  rebuild (self);
  gtk_widget_grab_focus (self->scan);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static GtkWidget *
new_page_button (ParvisFileField *self, const char *icon, const char *label, guint index, GCallback clicked)
{
  GtkWidget *button = parvis_key_new (icon, label, GTK_ORIENTATION_HORIZONTAL);
  g_autofree char *page = page_name (index);
  g_autofree char *name = g_strdup_printf ("%s\u00a0: %s", label, page);

  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  parvis_spoken_set (button, name, NULL, NULL);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

/* A document from a telephone keeps the name it has there. */
static char *
line_name (ParvisFileField *self, guint index)
{
  const char *filename = parvis_value_filename (parvis_value_item (self->pages, index));

  return filename == NULL || g_str_has_prefix (filename, self->field->id) ? page_name (index) : g_strdup (filename);
}

/* What cannot be shown (a PDF) has an icon for a picture. */
static GtkWidget *
new_thumbnail (GdkTexture *texture, const char *name)
{
  GtkWidget *picture
      = texture != NULL ? gtk_picture_new_for_paintable (GDK_PAINTABLE (texture)) : parvis_icon_new ("doc");

  if (texture != NULL)
    gtk_picture_set_alternative_text (GTK_PICTURE (picture), name);
  gtk_widget_add_css_class (picture, "thumbnail");
  return picture;
}

static GtkWidget *
new_page_line (ParvisFileField *self, guint index)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *name = line_name (self, index);
  g_autoptr (GdkTexture) texture = parvis_scan_texture (parvis_value_item (self->pages, index), THUMBNAIL);
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (line, "page-line");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (line), new_thumbnail (texture, name));
  gtk_box_append (GTK_BOX (line), label);
  if (texture != NULL)
    gtk_box_append (GTK_BOX (line), new_page_button (self, "eye", _ ("Voir"), index, G_CALLBACK (on_view_clicked)));
  gtk_box_append (GTK_BOX (line),
                  new_page_button (self, "cross", _ ("Retirer"), index, G_CALLBACK (on_remove_clicked)));
  return line;
}

static const char *
no_scanner_words (void)
{
  return _ ("Cette borne ne peut pas numériser de document en ce moment. Apportez-le à l’accueil avec votre reçu, "
            "ou envoyez-en une copie au service.");
}

static void
rebuild (ParvisFileField *self)
{
  guint n = parvis_value_length (self->pages);
  gboolean can = has_scanner (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (self->list), new_page_line (self, i));
  parvis_key_set_label (self->scan, n == 0 ? _ ("Numériser une page") : _ ("Numériser une autre page"));
  gtk_widget_set_visible (self->scan, can && !self->scanning && n < most (self));
  show_phone (self);
  if (!can && self->desk != NULL && !parvis_desk_is_online (self->desk) && !gtk_widget_get_visible (self->note))
    say (self, no_scanner_words ());
}

/* --- control --- */

static void
on_scanner_changed (ParvisFileField *self)
{
  say (self, NULL);
  rebuild (self);
}

/* The desk is known once we stand on a page. */
static void
parvis_file_field_root (GtkWidget *widget)
{
  ParvisFileField *self = PARVIS_FILE_FIELD (widget);

  GTK_WIDGET_CLASS (parvis_file_field_parent_class)->root (widget);
  if (self->desk != NULL)
    return;
  self->desk = parvis_field_host_get_desk (widget);
  if (self->desk == NULL)
    return;
  g_object_ref (self->desk);
  g_signal_connect_object (self->desk, "notify::has-scanner", G_CALLBACK (on_scanner_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::online", G_CALLBACK (on_scanner_changed), self, G_CONNECT_SWAPPED);
  rebuild (self);
}

static void
parvis_file_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisFileField *self = PARVIS_FILE_FIELD (control);

  parvis_value_free (self->pages);
  self->pages = parvis_value_kind (value) == PARVIS_VALUE_LIST ? parvis_value_copy (value) : parvis_value_new_list ();
  rebuild (self);
}

static ParvisValue *
parvis_file_field_store (ParvisFieldControl *control)
{
  return parvis_value_copy (PARVIS_FILE_FIELD (control)->pages);
}

static void
parvis_file_field_dispose (GObject *object)
{
  ParvisFileField *self = PARVIS_FILE_FIELD (object);

  if (self->scanning && self->desk != NULL)
    parvis_desk_scan_cancel (self->desk);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->pages, parvis_value_free);
  g_clear_pointer (&self->fresh, parvis_value_free);
  G_OBJECT_CLASS (parvis_file_field_parent_class)->dispose (object);
}

static void
parvis_file_field_class_init (ParvisFileFieldClass *class)
{
  G_OBJECT_CLASS (class)->dispose = parvis_file_field_dispose;
  GTK_WIDGET_CLASS (class)->root = parvis_file_field_root;
  PARVIS_FIELD_CONTROL_CLASS (class)->load = parvis_file_field_load;
  PARVIS_FIELD_CONTROL_CLASS (class)->store = parvis_file_field_store;
}

static GtkWidget *
new_busy (ParvisFileField *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_label_new (_ ("Numérisation en cours. Comptez vingt secondes, ne bougez pas la feuille."));
  GtkWidget *cancel = parvis_key_new ("cross", _ ("Arrêter"), GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (cancel, "small");
  gtk_widget_set_valign (cancel, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (on_cancel_clicked), self);
  gtk_widget_add_css_class (box, "page-line");
  gtk_widget_set_visible (box, FALSE);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), cancel);
  return box;
}

static void
parvis_file_field_init (ParvisFileField *self)
{
  self->pages = parvis_value_new_list ();
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->busy = new_busy (self);
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_widget_add_css_class (self->note, "notice");
  gtk_widget_set_visible (self->note, FALSE);
  self->scan = parvis_key_new ("scan", _ ("Numériser une page"), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (self->scan, "secondary");
  gtk_widget_set_visible (self->scan, FALSE);
  g_signal_connect_swapped (self->scan, "clicked", G_CALLBACK (start_scan), self);
  self->phone = parvis_key_new ("mobile", _ ("Envoyer depuis mon téléphone"), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (self->phone, "secondary");
  gtk_widget_add_css_class (self->phone, "phone-key");
  g_signal_connect_swapped (self->phone, "clicked", G_CALLBACK (on_phone_clicked), self);
  self->no_line = parvis_text_new (NULL, "hint");
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->list);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->busy);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->note);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->scan);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->phone);
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), self->no_line);
}

GtkWidget *
parvis_file_field_new (const ParvisFieldContext *context)
{
  ParvisFileField *self = g_object_new (PARVIS_TYPE_FILE_FIELD, NULL);

  self->field = context->field;
  rebuild (self);
  return GTK_WIDGET (self);
}
