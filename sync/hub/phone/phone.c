/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/phone/phone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sync/hub/http/answer.h"
#include "sync/hub/phone/phone-file.h"
#include "sync/hub/phone/phone-page.h"

#define FORM_MAX ((gint64) PARVIS_HUB_SLOT_FILES * PARVIS_HUB_SLOT_FILE_MAX + 1024 * 1024)
#define POLICY   "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

struct _ParvisHubPhone
{
  ParvisHubSlots *slots;
  char token[PARVIS_HUB_TOKEN_CHARS + 1]; /* empty when the path has none */
  GBytes *certificate;                    /* a POST that may bring files; room is held for one */
  gsize most;                             /* bytes of a file */
  ParvisHubPhoneFile *file;               /* (nullable) the one that is coming */
  guint came;                             /* files, good or not */
  gint64 counted;
  gint64 deadline;
  gboolean settled;
  ParvisHubAnswer answer;
};

/* Answers ----------------------------------------------------------------------------------------- */

static void
set_body (ParvisHubPhone *self, guint status, const char *type, GBytes *body)
{
  self->settled = TRUE;
  parvis_hub_answer_web (&self->answer, status, type, body);
  parvis_hub_answer_header (&self->answer, "Content-Security-Policy", POLICY);
  parvis_hub_answer_header (&self->answer, "Referrer-Policy", "no-referrer");
  parvis_hub_answer_header (&self->answer, "X-Content-Type-Options", "nosniff");
  parvis_hub_answer_header (&self->answer, "X-Robots-Tag", "noindex");
}

static void
set_page (ParvisHubPhone *self, guint status, const char *problem)
{
  g_auto (ParvisHubSlotView) view = { 0 };
  g_autoptr (GBytes) page = NULL;

  parvis_hub_slots_view (self->slots, self->token, &view);
  page = parvis_hub_phone_page (&view, self->token, problem);
  if (view.state == PARVIS_HUB_SLOT_UNKNOWN)
    status = 404;
  set_body (self, status, "text/html; charset=utf-8", page);
  if (view.pending > 0)
    parvis_hub_answer_header (&self->answer, "Refresh", "3"); /* no script: the page looks again by itself */
}

static void
set_style (ParvisHubPhone *self)
{
  g_autoptr (GBytes) style = parvis_hub_phone_style ();

  set_body (self, 200, "text/css; charset=utf-8", style);
}

static void
set_refusal (ParvisHubPhone *self, guint status)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  set_body (self, status, "text/plain; charset=utf-8", nothing);
}

/* To the page that says what became of it: reloading it sends nothing twice. */
static void
set_see_other (ParvisHubPhone *self)
{
  set_refusal (self, 303);
  parvis_hub_answer_header (&self->answer, "Location", self->token);
}

/* Beginning --------------------------------------------------------------------------------------- */

static void
begin_form (ParvisHubPhone *self, gint64 length)
{
  g_auto (ParvisHubSlotView) view = { 0 };

  if (length > FORM_MAX)
    {
      set_page (self, 413, _ ("C’est trop lourd. Envoyez moins de documents à la fois, ou des photos moins grandes."));
      return;
    }
  parvis_hub_slots_view (self->slots, self->token, &view);
  self->most = view.bytes;
  self->certificate = parvis_hub_slots_hold (self->slots, self->token);
}

ParvisHubPhone *
parvis_hub_phone_begin (ParvisHubSlots *slots, const char *method, const char *path, gint64 length)
{
  ParvisHubPhone *self = g_new0 (ParvisHubPhone, 1);
  gboolean get = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");

  self->slots = slots;
  self->deadline = g_get_monotonic_time () + PARVIS_HUB_PHONE_WAIT_SECONDS * (gint64) G_USEC_PER_SEC;
  parvis_hub_answer_init (&self->answer);
  if (path[0] == '/' && strspn (path + 1, "0123456789abcdef") == PARVIS_HUB_TOKEN_CHARS
      && path[1 + PARVIS_HUB_TOKEN_CHARS] == '\0')
    memcpy (self->token, path + 1, sizeof self->token);
  if (get && g_str_equal (path, "/style.css"))
    set_style (self);
  else if (!get && !g_str_equal (method, "POST"))
    set_refusal (self, 405);
  else if (self->token[0] == '\0')
    set_page (self, 404, NULL);
  else if (!get)
    begin_form (self, length);
  return self;
}

gboolean
parvis_hub_phone_takes_form (const ParvisHubPhone *self)
{
  return self->certificate != NULL;
}

gboolean
parvis_hub_phone_is_settled (const ParvisHubPhone *self)
{
  return self->settled;
}

/* Files ------------------------------------------------------------------------------------------- */

static void
finish_file (ParvisHubPhone *self)
{
  g_autoptr (ParvisHubPhoneFile) file = g_steal_pointer (&self->file);
  g_autoptr (GBytes) sealed = NULL;
  ParvisHubVerdict verdict = PARVIS_HUB_VERDICT_NONE;

  if (file == NULL || parvis_hub_phone_file_is_empty (file))
    return; /* a form without a choice has a part without bytes */
  sealed = parvis_hub_phone_file_seal (file, self->certificate, &verdict);
  g_message ("file from a telephone: %s", sealed != NULL ? "sealed" : "refused");
  parvis_hub_slots_add (self->slots, self->token, sealed, verdict);
  self->came++;
}

void
parvis_hub_phone_piece (ParvisHubPhone *self, const char *field, const char *filename, gconstpointer data,
                        guint64 offset, gsize size)
{
  if (self->certificate == NULL || g_strcmp0 (field, PARVIS_HUB_PHONE_FIELD) != 0)
    return;
  if (offset == 0)
    {
      finish_file (self);
      self->file = parvis_hub_phone_file_new (filename, self->most);
    }
  if (self->file != NULL)
    parvis_hub_phone_file_append (self->file, data, size);
}

gboolean
parvis_hub_phone_count (ParvisHubPhone *self, gsize size)
{
  self->counted += (gint64) size;
  return self->counted <= FORM_MAX;
}

static void
end_form (ParvisHubPhone *self)
{
  finish_file (self);
  if (self->came > 0)
    set_see_other (self);
  else
    set_page (self, 400, _ ("Choisissez d’abord une photo ou un PDF."));
}

const ParvisHubAnswer *
parvis_hub_phone_end (ParvisHubPhone *self, const ParvisHubParking *parking)
{
  if (!self->settled && self->certificate != NULL)
    end_form (self);
  else if (!self->settled)
    {
      if (parvis_hub_slots_wait (self->slots, self->token, self->deadline, parking))
        return NULL;
      set_page (self, 200, NULL);
    }
  return &self->answer;
}

void
parvis_hub_phone_free (ParvisHubPhone *self)
{
  g_clear_pointer (&self->file, parvis_hub_phone_file_free);
  if (self->certificate != NULL)
    parvis_hub_slots_let_go (self->slots);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  parvis_hub_answer_clear (&self->answer);
  g_free (self);
}
