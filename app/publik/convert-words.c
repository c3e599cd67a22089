/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/convert.h"

#include "app/publik/html.h"
#include "app/publik/render.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXT 1200

static void
remark_lost (WcsConverter *self, const GPtrArray *lost, const char *field)
{
  for (guint i = 0; i < lost->len; i++)
    {
      g_autofree char *what = wcs_text_line (g_ptr_array_index (lost, i), 80);
      wcs_report_add (self->report, WCS_REMARK_TEXT, field,
                      g_strdup_printf (_ ("« %s » n’est connu que du serveur : laissé de côté."), what),
                      _ ("Relisez ce texte, complétez-le dans la démarche ou donnez la valeur avec --set."));
    }
}

char *
wcs_plain_words (WcsConverter *self, const char *source, const char *field)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *html = wcs_render_text (self->scope, source, lost);
  remark_lost (self, lost, field);
  return wcs_html_to_text (html);
}

void
wcs_add_explanation (WcsConverter *self, const char *words, const char *style, const WcsRule *rule)
{
  g_autofree char *id = wcs_unique_id (self->ids, "texte");
  JsonObject *field = json_object_new ();
  json_object_set_string_member (field, "id", id);
  json_object_set_string_member (field, "type", "explanation");
  json_object_set_string_member (field, "label", words);
  json_object_set_string_member (field, "style", style);
  if (rule != NULL)
    wcs_set_condition (field, rule);
  json_array_add_object_element (self->fields, field);
}

static guint
add_segment (WcsConverter *self, const WcsItem *item, const WcsSegment *segment, const WcsRule *rule)
{
  gboolean is_comment = wcs_field_is (item->source, "comment");
  g_autofree char *words = wcs_html_to_text (segment->text->str);
  g_autofree char *line = is_comment ? NULL : wcs_text_line (words, MAX_TEXT);
  g_auto (GStrv) pieces = wcs_text_split (line != NULL ? line : words, MAX_TEXT);
  g_autoptr (WcsRule) both
      = rule == NULL ? wcs_rule_ref (segment->rule) : wcs_rule_and ((WcsRule *) rule, segment->rule);
  for (guint i = 0; pieces[i] != NULL; i++)
    wcs_add_explanation (self, pieces[i], is_comment ? "text" : "heading", both);
  return g_strv_length (pieces);
}

void
wcs_convert_words (WcsConverter *self, const WcsItem *item, const WcsRule *rule)
{
  const char *source = item->source->label != NULL ? item->source->label : "";
  g_autofree char *plain = wcs_html_to_text (source);
  g_autofree char *name = wcs_text_line (plain, 60);
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) segments = wcs_render_segments (self->scope, source, lost);
  guint count = 0;
  for (guint i = 0; i < segments->len; i++)
    count += add_segment (self, item, g_ptr_array_index (segments, i), rule);
  remark_lost (self, lost, name);
  if (count == 0)
    wcs_report_add (self->report, WCS_REMARK_TEXT, name,
                    g_strdup (_ ("Ce texte est vide : ses mots viennent d’un réglage que l’export laisse "
                                 "vide.")),
                    _ ("Donnez le réglage avec --set pour le montrer, sinon rien à faire."));
}
