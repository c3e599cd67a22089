/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/ipp-attributes.h"

#include <string.h>

#define MAX_STRINGS 64

int
parvis_ipp_integer (ipp_t *answer, const char *name, int otherwise)
{
  ipp_attribute_t *found = ippFindAttribute (answer, name, IPP_TAG_INTEGER);

  if (found == NULL)
    found = ippFindAttribute (answer, name, IPP_TAG_ENUM);
  return found != NULL ? ippGetInteger (found, 0) : otherwise;
}

gboolean
parvis_ipp_boolean (ipp_t *answer, const char *name, gboolean otherwise)
{
  ipp_attribute_t *found = ippFindAttribute (answer, name, IPP_TAG_BOOLEAN);

  return found != NULL ? ippGetBoolean (found, 0) != 0 : otherwise;
}

char *
parvis_ipp_string (ipp_t *answer, const char *name)
{
  ipp_attribute_t *found = ippFindAttribute (answer, name, IPP_TAG_ZERO);

  return found != NULL ? g_strdup (ippGetString (found, 0, NULL)) : NULL;
}

GStrv
parvis_ipp_strings (ipp_t *answer, const char *name)
{
  ipp_attribute_t *found = ippFindAttribute (answer, name, IPP_TAG_ZERO);
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();
  int count = found != NULL ? MIN (ippGetCount (found), MAX_STRINGS) : 0;

  for (int i = 0; i < count; i++)
    {
      const char *string = ippGetString (found, i, NULL);
      if (string != NULL)
        g_strv_builder_add (strings, string);
    }
  return g_strv_builder_end (strings);
}

typedef struct
{
  int job;
  const char *name;
} Row;

static void
read_row (Row *row, ipp_attribute_t *attribute)
{
  const char *name = ippGetName (attribute);

  if (g_strcmp0 (name, "job-id") == 0 && ippGetValueTag (attribute) == IPP_TAG_INTEGER)
    row->job = ippGetInteger (attribute, 0);
  else if (g_strcmp0 (name, "job-name") == 0)
    row->name = ippGetString (attribute, 0, NULL);
}

/* A group ends with an attribute that has no name; the answer ends with none. */
void
parvis_ipp_each_job (ipp_t *answer, void (*found) (int job, const char *name, gpointer user_data), gpointer user_data)
{
  ipp_attribute_t *attribute = ippFirstAttribute (answer);
  Row row = { 0 };

  for (; attribute != NULL; attribute = ippNextAttribute (answer))
    {
      if (ippGetGroupTag (attribute) == IPP_TAG_JOB && ippGetName (attribute) != NULL)
        {
          read_row (&row, attribute);
          continue;
        }
      if (row.job > 0)
        found (row.job, row.name, user_data);
      row = (Row){ 0 };
    }
  if (row.job > 0)
    found (row.job, row.name, user_data);
}

typedef struct
{
  GHashTable *names;
  GArray *jobs;
} Search;

static void
keep_named (int job, const char *name, gpointer user_data)
{
  Search *search = user_data;

  if (name != NULL && g_hash_table_contains (search->names, name))
    g_array_append_val (search->jobs, job);
}

GArray *
parvis_ipp_jobs_named (ipp_t *answer, GHashTable *names)
{
  Search search = { names, g_array_new (FALSE, FALSE, sizeof (int)) };

  parvis_ipp_each_job (answer, keep_named, &search);
  return search.jobs;
}

typedef struct
{
  int id;
  gboolean is_ours;
} Subscription;

static void
read_subscription (Subscription *row, ipp_attribute_t *attribute, const char *mark)
{
  const char *name = ippGetName (attribute);
  int length = 0;
  const void *data;

  if (g_strcmp0 (name, "notify-subscription-id") == 0 && ippGetValueTag (attribute) == IPP_TAG_INTEGER)
    row->id = ippGetInteger (attribute, 0);
  if (g_strcmp0 (name, "notify-user-data") != 0 || ippGetValueTag (attribute) != IPP_TAG_STRING)
    return;
  data = ippGetOctetString (attribute, 0, &length);
  row->is_ours = data != NULL && length == (int) strlen (mark) && memcmp (data, mark, (gsize) length) == 0;
}

GArray *
parvis_ipp_subscriptions_marked (ipp_t *answer, const char *mark)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (int));
  ipp_attribute_t *attribute = ippFirstAttribute (answer);
  Subscription row = { 0 };

  for (; attribute != NULL; attribute = ippNextAttribute (answer))
    {
      if (ippGetName (attribute) != NULL)
        {
          read_subscription (&row, attribute, mark);
          continue;
        }
      if (row.is_ours && row.id > 0)
        g_array_append_val (ids, row.id);
      row = (Subscription){ 0 };
    }
  if (row.is_ours && row.id > 0)
    g_array_append_val (ids, row.id);
  return ids;
}
