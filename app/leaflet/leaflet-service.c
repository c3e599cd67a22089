/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/leaflet/leaflet-service.h"

#include <glib/gi18n-lib.h>

static const char *
easy_or (gboolean easy, const char *easy_text, const char *text)
{
  return easy && easy_text != NULL ? easy_text : text;
}

static void
add_paragraph (ParvisLeaflet *leaflet, const char *heading, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  parvis_leaflet_add_heading (leaflet, heading);
  parvis_leaflet_add_text (leaflet, text);
}

static void
add_checks (ParvisLeaflet *leaflet, char **papers)
{
  for (char **paper = papers; paper != NULL && *paper != NULL; paper++)
    parvis_leaflet_add_check (leaflet, *paper);
}

static void
add_place (ParvisLeaflet *leaflet, const ParvisPlace *place)
{
  g_autofree char *week = parvis_place_describe_week (place);
  g_autoptr (GString) where = g_string_new (place->name);

  if (place->address != NULL)
    g_string_append_printf (where, "\n%s", place->address);
  if (place->access != NULL)
    g_string_append_printf (where, "\n%s", place->access);
  parvis_leaflet_add_heading (leaflet, _ ("Où et quand"));
  parvis_leaflet_add_row (leaflet, _ ("Lieu"), where->str);
  parvis_leaflet_add_row (leaflet, _ ("Téléphone"), place->phone);
  parvis_leaflet_add_row (leaflet, _ ("E-mail"), place->email);
  parvis_leaflet_add_row (leaflet, _ ("Horaires"), *week != '\0' ? week : place->hours_note);
}

/* A row of a table: its first cell, and the others under their heads. */
static void
add_row (ParvisLeaflet *leaflet, char **head, char **values)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  if (values[0] == NULL || head[0] == NULL)
    return;
  for (guint i = 1; head[i] != NULL && values[i] != NULL; i++)
    {
      g_autofree char *line = g_strdup_printf (_ ("%s : %s"), head[i], values[i]);
      if (*values[i] != '\0')
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? "\n" : "", line);
    }
  parvis_leaflet_add_row (leaflet, values[0], rest->str);
}

static void
add_chapter (ParvisLeaflet *leaflet, const ParvisChapter *chapter)
{
  parvis_leaflet_add_heading (leaflet, chapter->title);
  parvis_leaflet_add_text (leaflet, chapter->text);
  for (guint i = 0; chapter->head != NULL && i < chapter->rows->len; i++)
    add_row (leaflet, chapter->head, g_ptr_array_index (chapter->rows, i));
}

void
parvis_leaflet_add_papers (ParvisLeaflet *leaflet, const ParvisService *service, const ParvisPlace *place)
{
  add_checks (leaflet, service->papers);
  if (place != NULL)
    add_place (leaflet, place);
}

void
parvis_leaflet_add_service (ParvisLeaflet *leaflet, const ParvisService *service, const ParvisPlace *place,
                            gboolean easy)
{
  gboolean instead = easy && service->easy_details != NULL;

  leaflet->lead = g_strdup (easy_or (easy, service->easy_summary, service->summary));
  leaflet->link = g_strdup (service->link);
  if (instead)
    parvis_leaflet_add_text (leaflet, service->easy_details);
  add_paragraph (leaflet, _ ("Pour qui"), service->audience);
  if (service->papers != NULL && service->papers[0] != NULL)
    parvis_leaflet_add_heading (leaflet, _ ("Ce qu’il vous faut"));
  add_checks (leaflet, service->papers);
  add_paragraph (leaflet, _ ("Combien ça coûte"), service->cost);
  add_paragraph (leaflet, _ ("Quand aurez-vous une réponse"), service->delay);
  if (place != NULL)
    add_place (leaflet, place);
  if (!instead)
    add_paragraph (leaflet, _ ("Bon à savoir"), service->details);
  for (guint i = 0; !instead && service->chapters != NULL && i < service->chapters->len; i++)
    add_chapter (leaflet, g_ptr_array_index (service->chapters, i));
}
