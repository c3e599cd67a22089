/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/leaflet/leaflet-writing.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"

static void
write_lines (ParvisWriting *writing, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "- "))
      parvis_writing_add (writing, PARVIS_WRITING_ITEM, *line + 2, NULL, NULL);
    else
      parvis_writing_add (writing, PARVIS_WRITING_TEXT, *line, NULL, NULL);
}

static void
write_block (ParvisWriting *writing, const ParvisLeafletBlock *block)
{
  switch (block->kind)
    {
    case PARVIS_LEAFLET_HEADING:
      parvis_writing_add (writing, PARVIS_WRITING_HEADING, block->text, NULL, NULL);
      break;
    case PARVIS_LEAFLET_CHECK:
      parvis_writing_add (writing, PARVIS_WRITING_CHECK, block->text, NULL, NULL);
      break;
    case PARVIS_LEAFLET_ROW:
      parvis_writing_add (writing, PARVIS_WRITING_ROW, block->text, block->value, NULL);
      break;
    case PARVIS_LEAFLET_TEXT:
    default:
      write_lines (writing, block->text);
    }
}

static char *
describe_day (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = parvis_words_date (g_date_time_get_day_of_month (now), g_date_time_get_month (now));

  return g_strdup_printf (
      _ ("Imprimé à la borne le %s %d. Ces informations peuvent changer : en cas de doute, demandez à la mairie."),
      date, g_date_time_get_year (now));
}

ParvisWriting *
parvis_leaflet_write (const ParvisLeaflet *leaflet)
{
  ParvisWriting *writing = parvis_writing_new (leaflet->title, leaflet->language);

  writing->commune = g_strdup (leaflet->commune);
  writing->kind = g_strdup (leaflet->kind);
  writing->logo = leaflet->logo != NULL ? g_bytes_ref (leaflet->logo) : NULL;
  writing->foot = describe_day ();
  parvis_writing_add (writing, PARVIS_WRITING_LEAD, leaflet->lead, NULL, NULL);
  for (guint i = 0; i < leaflet->blocks->len; i++)
    write_block (writing, g_ptr_array_index (leaflet->blocks, i));
  if (leaflet->link != NULL)
    parvis_writing_add (writing, PARVIS_WRITING_LINK, _ ("Les mêmes informations, à jour, sur votre téléphone :"),
                        leaflet->link, leaflet->link);
  return writing;
}

GBytes *
parvis_leaflet_to_pdf (const ParvisLeaflet *leaflet, guint *pages, GError **error)
{
  g_autoptr (ParvisWriting) writing = parvis_leaflet_write (leaflet);

  return parvis_writing_to_pdf (writing, pages, error);
}
