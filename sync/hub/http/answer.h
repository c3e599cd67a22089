/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "sync/net/problem.h"

G_BEGIN_DECLS

/* An answer, and how it is built. Private to the hub. */
typedef struct
{
  guint status;
  GPtrArray *headers; /* name, value, name, value, ... */
  GBytes *body;       /* may be empty */
  int file;           /* -1, or a file that is the body instead: @file_size bytes from @file_offset */
  goffset file_offset, file_size;
} ParvisHubAnswer;

void parvis_hub_answer_init (ParvisHubAnswer *self);
void parvis_hub_answer_clear (ParvisHubAnswer *self);
/* Each of these replaces the answer as a whole. */
void parvis_hub_answer_plain (ParvisHubAnswer *self, guint status);
void parvis_hub_answer_problem (ParvisHubAnswer *self, guint status, ParvisProblem problem, const char *detail);
void parvis_hub_answer_json (ParvisHubAnswer *self, guint status, GBytes *body);
void parvis_hub_answer_bytes (ParvisHubAnswer *self, guint status, const char *type, GBytes *body);
/* The same for a web browser: nothing of the kiosks' API in it. */
void parvis_hub_answer_web (ParvisHubAnswer *self, guint status, const char *type, GBytes *body);
/* The body is of this file: @fd belongs to the answer from here on. */
void parvis_hub_answer_file (ParvisHubAnswer *self, int fd, goffset offset, goffset size);
/* Adds to it. */
void parvis_hub_answer_header (ParvisHubAnswer *self, const char *name, const char *value);
void parvis_hub_answer_number (ParvisHubAnswer *self, const char *name, gint64 value);

G_END_DECLS
