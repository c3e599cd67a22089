/* SPDX-License-Identifier: EUPL-1.2
 *
 * New content: taken in by a worker thread as soon as parvis-syncd has it, shown between two sessions only. What
 * another Parvis made of it is made again when the kiosk starts. And notices, which do not wait.
 */
#include "app/desk/desk-private.h"

#include <glib/gi18n-lib.h>

#include "app/content/bundle.h"
#include "app/content/notices.h"
#include "sync/content/distribution.h"
#include "sync/content/resource.h"

struct _ParvisContentDesk
{
  gboolean in_session;
  gboolean old;     /* as parvis_desk_is_content_old() has it */
  gboolean working; /* a worker thread has it in hand */
  gint64 prepared;  /* the version that waits for the session's end; 0: none */
  gint64 failed; /* the version that could not be taken in, for a reason that may pass: again after the next session */
  ParvisResource *notices; /* (nullable) sound */
  gint64 stamp;            /* of the resources that were looked at */
};

typedef struct
{
  ParvisConfig *config;
  gint64 version;
} Work;

static void look (ParvisDesk *self);

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
work_free (Work *work)
{
  parvis_config_unref (work->config);
  g_free (work);
}

static void
start_work (ParvisDesk *self, gint64 version, GTaskThreadFunc run, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done, NULL);
  Work *work = g_new0 (Work, 1);

  work->config = parvis_config_ref (self->config);
  work->version = version;
  self->content->working = TRUE;
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, run);
}

/* ---- in the worker thread ---- */

static void
decide (const Work *work, ParvisBundleState state, const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (parvis_config_outbox_path (work->config), &error);

  if (outbox == NULL || !parvis_bundle_decide (outbox, work->version, state, why, now (), &error))
    g_message ("content %" G_GINT64_FORMAT ": %s", work->version, error->message);
}

static gint64
served_version (const Work *work)
{
  g_autoptr (ParvisCatalog) catalog = parvis_catalog_open (parvis_config_catalog_path (work->config), NULL);

  return catalog != NULL ? parvis_catalog_version (catalog) : 0;
}

/* What a bundle that was not taken in is from now on. A full disk is no fault of it: it waits. */
static void
settle (const Work *work, const GError *error)
{
  if (g_error_matches (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_OLDER) && served_version (work) == work->version)
    decide (work, PARVIS_BUNDLE_APPLIED, NULL); /* we ended before we could say so, or it came on a key, too */
  else if (g_error_matches (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED))
    decide (work, PARVIS_BUNDLE_READY, error->message);
  else
    decide (work, PARVIS_BUNDLE_REFUSED, error->message);
}

static void
prepare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  g_autofree char *folder = parvis_bundle_folder (parvis_config_state_dir (work->config), work->version);
  GError *error = NULL;

  if (parvis_bundle_prepare (folder, parvis_config_ca (work->config), parvis_config_catalog_path (work->config), now (),
                             &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  settle (work, error);
  g_task_return_error (task, error);
}

static void
commit (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;

  if (!parvis_bundle_commit (parvis_config_catalog_path (work->config), work->version, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  decide (work, PARVIS_BUNDLE_APPLIED, NULL);
  g_task_return_boolean (task, TRUE);
}

/* The version that serves, as far as the outbox knows; 0: it does not. */
static gint64
applied_version (const Work *work)
{
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (parvis_config_outbox_path (work->config), NULL);
  g_autoptr (GPtrArray) rows = outbox != NULL ? parvis_bundle_list (outbox, NULL) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (((const ParvisBundleRow *) rows->pdata[i])->state == PARVIS_BUNDLE_APPLIED)
      return ((const ParvisBundleRow *) rows->pdata[i])->version;
  return 0;
}

static void
remake (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  g_autofree char *root = g_build_filename (parvis_config_state_dir (work->config), "content", NULL);
  GError *error = NULL;

  if (parvis_bundle_remake (parvis_config_catalog_path (work->config), root, applied_version (work),
                            parvis_config_ca (work->config), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ---- when it starts ---- */

static void
on_remade (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisDesk *self = PARVIS_DESK (source);
  g_autoptr (GError) error = NULL;

  self->content->working = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("the content was made again");
  else
    g_message ("no content: %s", error->message);
  if (!self->content->in_session)
    g_signal_emit_by_name (self, "content-changed");
  look (self);
}

const char *
parvis_desk_missing_content (ParvisDesk *self)
{
  if (self->catalog != NULL)
    return NULL;
  if (self->content->working)
    return _ ("Cette borne prépare son contenu. Revenez dans quelques minutes, ou adressez-vous à l’accueil.");
  if (g_file_test (parvis_config_catalog_path (self->config), G_FILE_TEST_EXISTS))
    return _ ("Le contenu de cette borne est à remettre. Adressez-vous à l’accueil."); /* how: parvisctl doctor */
  return _ ("Cette borne n’a pas encore reçu son contenu. Adressez-vous à l’accueil.");
}

gboolean
parvis_desk_is_content_old (ParvisDesk *self)
{
  return self->content->old;
}

gboolean
parvis_desk_look_content_age (ParvisDesk *self)
{
  gboolean before = self->content->old;

  self->content->old = self->catalog != NULL && parvis_catalog_expires (self->catalog) <= now ();
  return self->content->old != before;
}

/* ---- between two sessions ---- */

static void
on_committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisDesk *self = PARVIS_DESK (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->content->working = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("content %" G_GINT64_FORMAT " is shown", work->version);
  else
    g_message ("content %" G_GINT64_FORMAT ": %s", work->version, error->message);
  if (!self->content->in_session)
    g_signal_emit_by_name (self, "content-changed");
  look (self);
}

static void
commit_prepared (ParvisDesk *self)
{
  ParvisContentDesk *content = self->content;
  gint64 version = content->prepared;

  if (version == 0 || content->in_session || content->working)
    return;
  content->prepared = 0;
  start_work (self, version, commit, on_committed);
}

/* What may pass, or was taken in already, is no refusal. */
static void
say_refused (ParvisDesk *self, gint64 version, const GError *error)
{
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT ": %s", version, error->message);

  g_message ("content %s", detail);
  if (!g_error_matches (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED)
      && !g_error_matches (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_OLDER))
    parvis_journal_post (self->journal, PARVIS_JOURNAL_CONTENT_REFUSED, detail);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisDesk *self = PARVIS_DESK (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->content->working = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      self->content->prepared = work->version;
      commit_prepared (self);
    }
  else
    {
      say_refused (self, work->version, error);
      self->content->failed = work->version;
      look (self);
    }
}

/* Is there a version to be taken in? */
static void
look (ParvisDesk *self)
{
  ParvisContentDesk *content = self->content;
  gint64 version = 0;

  if (self->outbox == NULL || content->working || !parvis_bundle_waiting (self->outbox, &version, NULL) || version == 0
      || version == content->prepared || version == content->failed)
    return;
  content->prepared = 0; /* a newer one */
  start_work (self, version, prepare, on_prepared);
}

/* ---- notices ---- */

static void
take_notices (ParvisDesk *self)
{
  ParvisContentDesk *content = self->content;
  gint64 stamp = self->outbox != NULL ? parvis_resource_stamp (self->outbox)
                                      : content->stamp; /* damaged: what is known goes on */
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (ParvisResource) notices = NULL;

  if (stamp == content->stamp)
    return;
  content->stamp = stamp;
  notices = parvis_resource_read (self->outbox, PARVIS_NOTICES_RESOURCE, parvis_config_ca (self->config), &error);
  if (notices != NULL)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_set_object (node, notices->data);
      if (!parvis_notices_check (node, PARVIS_NOTICES_RESOURCE, &error))
        g_clear_pointer (&notices, parvis_resource_free);
    }
  if (error != NULL && !g_error_matches (error, PARVIS_RESOURCE_ERROR, PARVIS_RESOURCE_ERROR_MISSING))
    g_message ("notices: %s", error->message);
  g_clear_pointer (&content->notices, parvis_resource_free);
  content->notices = g_steal_pointer (&notices);
  g_signal_emit_by_name (self, "notices-changed");
}

GPtrArray *
parvis_desk_notices (ParvisDesk *self, gint64 at, const char *language)
{
  const ParvisResource *fresh = self->content->notices;
  GPtrArray *notices = self->catalog != NULL ? parvis_catalog_notices (self->catalog, at, language, NULL) : NULL;

  if (notices == NULL)
    notices = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_notice_free);
  if (fresh != NULL && fresh->until > at)
    parvis_notices_add (notices, fresh->data, fresh->made, at, language);
  return notices;
}

gint64
parvis_desk_notices_change (ParvisDesk *self, gint64 at)
{
  const ParvisResource *fresh = self->content->notices;
  gint64 change = self->catalog != NULL ? parvis_catalog_notices_change (self->catalog, at) : G_MAXINT64;

  if (fresh != NULL && fresh->until > at)
    change = MIN (change, MIN (fresh->until, parvis_notices_change (fresh->data, at)));
  return change;
}

/* ---- the desk's ---- */

void
parvis_desk_open_content (ParvisDesk *self)
{
  self->content = g_new0 (ParvisContentDesk, 1);
  parvis_desk_look_content_age (self);
  take_notices (self);
  if (self->catalog == NULL)
    start_work (self, 0, remake, on_remade);
  else
    look (self);
}

void
parvis_desk_close_content (ParvisDesk *self)
{
  if (self->content == NULL)
    return;
  g_clear_pointer (&self->content->notices, parvis_resource_free);
  g_clear_pointer (&self->content, g_free);
}

void
parvis_desk_look_content (ParvisDesk *self)
{
  if (self->content == NULL) /* the outbox is opened before */
    return;
  take_notices (self);
  look (self);
  if (!self->content->in_session && self->catalog != NULL
      && parvis_catalog_is_stale (self->catalog)) /* the previous one was brought back */
    g_signal_emit_by_name (self, "content-changed");
}

void
parvis_desk_content_session (ParvisDesk *self, gboolean in_session)
{
  self->content->in_session = in_session;
  if (in_session)
    return;
  self->content->failed = 0;
  commit_prepared (self);
  look (self);
}

gboolean
parvis_desk_is_in_session (ParvisDesk *self)
{
  return self->content->in_session;
}
