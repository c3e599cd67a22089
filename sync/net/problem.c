/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/net/problem.h"

#include <json-glib/json-glib.h>

#define PROBLEM_MAX_BYTES 4096 /* also bounds the nesting that json-glib follows by recursion */

static const struct
{
  const char *type;
  const char *title;
  gboolean final;
} problems[] = {
  [PARVIS_PROBLEM_CONFLICT] = { "urn:parvis:problem:conflict", "Same submission id, other bytes", TRUE },
  [PARVIS_PROBLEM_NOT_SEALED] = { "urn:parvis:problem:not-sealed", "Not a sealed envelope", TRUE },
  [PARVIS_PROBLEM_TOO_LARGE] = { "urn:parvis:problem:too-large", "Larger than accepted here", TRUE },
  [PARVIS_PROBLEM_METADATA] = { "urn:parvis:problem:metadata", "Missing or malformed upload metadata", TRUE },
  [PARVIS_PROBLEM_SUM] = { "urn:parvis:problem:sum-mismatch", "Received bytes do not have the announced sum", FALSE },
  [PARVIS_PROBLEM_OFFSET] = { "urn:parvis:problem:offset", "Wrong upload offset", FALSE },
  [PARVIS_PROBLEM_REQUEST] = { "urn:parvis:problem:request", "Malformed request", FALSE },
  [PARVIS_PROBLEM_UNKNOWN] = { "urn:parvis:problem:unknown", "Nothing here", FALSE },
  [PARVIS_PROBLEM_CERTIFICATE] = { "urn:parvis:problem:certificate", "Client certificate not accepted", FALSE },
  [PARVIS_PROBLEM_STORAGE] = { "urn:parvis:problem:storage", "Cannot store now", FALSE },
  [PARVIS_PROBLEM_RATE] = { "urn:parvis:problem:rate", "Asked too often", FALSE },
  [PARVIS_PROBLEM_REVOKED] = { "urn:parvis:problem:revoked", "Client certificate revoked", FALSE },
  [PARVIS_PROBLEM_CODE] = { "urn:parvis:problem:code", "Enrolment code not accepted", FALSE },
  [PARVIS_PROBLEM_CLOSED] = { "urn:parvis:problem:closed", "Closed for now", FALSE },
};

const char *
parvis_problem_type (ParvisProblem problem)
{
  return problems[problem].type;
}

gboolean
parvis_problem_is_final (ParvisProblem problem)
{
  return problems[problem].final;
}

static gboolean
is_problem_media_type (const char *media_type)
{
  gsize length = strlen (PARVIS_PROBLEM_MEDIA_TYPE);

  return media_type != NULL && g_ascii_strncasecmp (media_type, PARVIS_PROBLEM_MEDIA_TYPE, length) == 0
         && (media_type[length] == '\0' || media_type[length] == ';' || media_type[length] == ' ');
}

static const char *
member_type (JsonParser *parser)
{
  JsonNode *root = json_parser_get_root (parser);
  JsonNode *type = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    type = json_object_get_member (json_node_get_object (root), "type");
  return type != NULL && JSON_NODE_HOLDS_VALUE (type) ? json_node_get_string (type) : NULL;
}

gboolean
parvis_problem_parse (const char *media_type, GBytes *body, ParvisProblem *problem)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  if (!is_problem_media_type (media_type) || size == 0 || size > PROBLEM_MAX_BYTES
      || !json_parser_load_from_data (parser, data, (gssize) size, NULL))
    return FALSE;
  return parvis_problem_from_type (member_type (parser), problem);
}

gboolean
parvis_problem_from_type (const char *type, ParvisProblem *problem)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (g_strcmp0 (type, problems[i].type) == 0)
      {
        *problem = (ParvisProblem) i;
        return TRUE;
      }
  return FALSE;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

char *
parvis_problem_to_json (ParvisProblem problem, guint status, const char *detail)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "type", problems[problem].type);
  add_string (builder, "title", problems[problem].title);
  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, status);
  add_string (builder, "detail", detail);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
