/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/http/answer.h"

#include <string.h>
#include <unistd.h>

void
parvis_hub_answer_init (ParvisHubAnswer *self)
{
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->body = g_bytes_new (NULL, 0);
  self->file = -1;
}

static void
close_file (ParvisHubAnswer *self)
{
  if (self->file >= 0)
    close (self->file);
  self->file = -1;
}

void
parvis_hub_answer_clear (ParvisHubAnswer *self)
{
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  close_file (self);
}

void
parvis_hub_answer_file (ParvisHubAnswer *self, int fd, goffset offset, goffset size)
{
  close_file (self);
  self->file = fd;
  self->file_offset = offset;
  self->file_size = size;
}

void
parvis_hub_answer_header (ParvisHubAnswer *self, const char *name, const char *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

void
parvis_hub_answer_number (ParvisHubAnswer *self, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  parvis_hub_answer_header (self, name, text);
}

static void
replace (ParvisHubAnswer *self, guint status, GBytes *body)
{
  self->status = status;
  g_ptr_array_set_size (self->headers, 0);
  g_bytes_unref (self->body);
  self->body = body;
  parvis_hub_answer_header (self, "Cache-Control", "no-store");
}

static void
start (ParvisHubAnswer *self, guint status, GBytes *body)
{
  replace (self, status, body);
  parvis_hub_answer_header (self, "Tus-Resumable", "1.0.0");
}

void
parvis_hub_answer_web (ParvisHubAnswer *self, guint status, const char *type, GBytes *body)
{
  replace (self, status, g_bytes_ref (body));
  parvis_hub_answer_header (self, "Content-Type", type);
}

void
parvis_hub_answer_plain (ParvisHubAnswer *self, guint status)
{
  start (self, status, g_bytes_new (NULL, 0));
}

void
parvis_hub_answer_bytes (ParvisHubAnswer *self, guint status, const char *type, GBytes *body)
{
  start (self, status, g_bytes_ref (body));
  parvis_hub_answer_header (self, "Content-Type", type);
}

void
parvis_hub_answer_json (ParvisHubAnswer *self, guint status, GBytes *body)
{
  parvis_hub_answer_bytes (self, status, "application/json", body);
}

void
parvis_hub_answer_problem (ParvisHubAnswer *self, guint status, ParvisProblem problem, const char *detail)
{
  char *json = parvis_problem_to_json (problem, status, detail);

  start (self, status, g_bytes_new_take (json, strlen (json)));
  parvis_hub_answer_header (self, "Content-Type", PARVIS_PROBLEM_MEDIA_TYPE);
  parvis_hub_answer_header (self, PARVIS_PROBLEM_HEADER, parvis_problem_type (problem)); /* HEAD has no body */
  if (status == 412)
    parvis_hub_answer_header (self, "Tus-Version", "1.0.0"); /* tus 1.0.0, "Tus-Resumable" */
}
