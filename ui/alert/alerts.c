/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/alert/alerts.h"

#include <glib/gi18n-lib.h>

#include "ui/alert/age.h"
#include "ui/language/language.h"
#include "ui/pages/demarche/demarche-page.h"

#define LONGEST_WAIT (24 * 3600) /* seconds: a clock that is set is seen within a day */

struct _ParvisAlerts
{
  GObject parent_instance;
  ParvisDesk *desk;
  ParvisSession *session;     /* borrowed */
  ParvisNavigator *navigator; /* borrowed */
  ParvisLayers *layers;       /* borrowed */
  GHashTable *read;           /* ids that this session has acknowledged */
  char *shown;                /* (nullable) id of the one that covers the page */
  char *waiting;              /* (nullable) */
  guint timer;
};

G_DEFINE_FINAL_TYPE (ParvisAlerts, parvis_alerts, G_TYPE_OBJECT)

static void look (ParvisAlerts *self);

/* ---- which ---- */

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* The first urgent one that this session has not read. */
static const ParvisNotice *
find_unread (ParvisAlerts *self, GPtrArray *notices)
{
  for (guint i = 0; notices != NULL && i < notices->len; i++)
    {
      const ParvisNotice *notice = g_ptr_array_index (notices, i);
      if (notice->level == PARVIS_NOTICE_URGENT && !g_hash_table_contains (self->read, notice->id))
        return notice;
    }
  return NULL;
}

static void
set_waiting (ParvisAlerts *self, const char *title)
{
  if (g_strcmp0 (title, self->waiting) == 0)
    return;
  g_free (self->waiting);
  self->waiting = g_strdup (title);
  g_object_notify (G_OBJECT (self), "waiting");
}

/* ---- covering ---- */

static void
uncover (ParvisAlerts *self)
{
  g_clear_pointer (&self->shown, g_free);
  parvis_layers_remove (self->layers, PARVIS_LAYER_ALERT);
}

static void
on_answer (ParvisDialog *dialog, int answer, ParvisAlerts *self)
{
  g_hash_table_add (self->read, g_strdup (self->shown));
  uncover (self);
  look (self);
}

ParvisDialog *
parvis_alert_new (const char *title, const char *text)
{
  ParvisDialog *dialog = parvis_dialog_new ("alert", title, text);

  gtk_widget_add_css_class (GTK_WIDGET (dialog), "alert");
  parvis_dialog_add_button (dialog, _ ("J’ai lu"), TRUE);
  return dialog;
}

static void
cover (ParvisAlerts *self, const ParvisNotice *notice)
{
  g_autofree char *age = notice->made > 0 ? parvis_age_sentence (notice->made) : NULL;
  g_autofree char *text = age != NULL ? g_strconcat (notice->text, "\n\n", age, NULL) : g_strdup (notice->text);
  ParvisDialog *dialog;

  if (g_strcmp0 (self->shown, notice->id) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (notice->id);
  dialog = parvis_alert_new (notice->title, text);
  g_signal_connect (dialog, "answer", G_CALLBACK (on_answer), self);
  parvis_layers_show (self->layers, PARVIS_LAYER_ALERT, dialog);
}

/* ---- when ---- */

static gboolean
on_time (gpointer user_data)
{
  ParvisAlerts *self = user_data;

  self->timer = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
arm (ParvisAlerts *self)
{
  gint64 change = parvis_desk_notices_change (self->desk, now ());

  g_clear_handle_id (&self->timer, g_source_remove);
  if (change != G_MAXINT64)
    self->timer = g_timeout_add_seconds ((guint) CLAMP (change - now (), 1, LONGEST_WAIT), on_time, self);
}

static void
look (ParvisAlerts *self)
{
  g_autoptr (GPtrArray) notices = NULL;
  const ParvisNotice *notice;
  gboolean busy;

  if (parvis_session_state (self->session) == PARVIS_SESSION_ASLEEP)
    return;
  notices = parvis_desk_notices (self->desk, now (), parvis_language_get ());
  notice = find_unread (self, notices);
  busy = PARVIS_IS_DEMARCHE_PAGE (parvis_navigator_current (self->navigator));
  set_waiting (self, notice != NULL && busy ? notice->title : NULL);
  if (notice != NULL && !busy)
    cover (self, notice);
  else if (notice == NULL && self->shown != NULL)
    uncover (self); /* it is over */
  arm (self);
}

static void
on_session_end (ParvisAlerts *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_remove_all (self->read);
  set_waiting (self, NULL);
  uncover (self);
}

/* The same alert in the new language. */
static void
on_language_changed (ParvisAlerts *self)
{
  g_clear_pointer (&self->shown, g_free);
  look (self);
}

/* ---- lifecycle ---- */

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, PARVIS_ALERTS (object)->waiting);
}

static void
parvis_alerts_dispose (GObject *object)
{
  ParvisAlerts *self = PARVIS_ALERTS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->read, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->waiting, g_free);
  G_OBJECT_CLASS (parvis_alerts_parent_class)->dispose (object);
}

static void
parvis_alerts_class_init (ParvisAlertsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_alerts_dispose;
  G_OBJECT_CLASS (klass)->get_property = get_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), 1,
      g_param_spec_string ("waiting", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
parvis_alerts_init (ParvisAlerts *self)
{
  self->read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

ParvisAlerts *
parvis_alerts_new (ParvisDesk *desk, ParvisSession *session, ParvisNavigator *navigator, ParvisLayers *layers)
{
  ParvisAlerts *self = g_object_new (PARVIS_TYPE_ALERTS, NULL);

  self->desk = g_object_ref (desk);
  self->session = session;
  self->navigator = navigator;
  self->layers = layers;
  g_signal_connect_object (session, "end", G_CALLBACK (on_session_end), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notices-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (navigator, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parvis_language_watch (), "notify::code", G_CALLBACK (on_language_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

const char *
parvis_alerts_get_waiting (ParvisAlerts *self)
{
  return self->waiting;
}
