/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/report.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id, *title;
} kinds[] = {
  [WCS_REMARK_NOT_ASKED] = { "non-demande", N_ ("Ce qui n’est pas demandé à la borne") },
  [WCS_REMARK_FREE] = { "reponse-libre", N_ ("Listes devenues des réponses libres") },
  [WCS_REMARK_CONDITION] = { "condition", N_ ("Conditions") },
  [WCS_REMARK_CHECK] = { "verification", N_ ("Vérifications") },
  [WCS_REMARK_TEXT] = { "texte", N_ ("Textes") },
  [WCS_REMARK_SETTING] = { "reglage", N_ ("Réglages à regarder") },
  [WCS_REMARK_PREFILL] = { "pre-remplissage", N_ ("Pré-remplissage") },
  [WCS_REMARK_COMPLETE] = { "a-completer", N_ ("À compléter") },
};

static void
remark_free (gpointer data)
{
  WcsRemark *self = data;
  g_free (self->field);
  g_free (self->message);
  g_free (self->remedy);
  g_free (self);
}

WcsReport *
wcs_report_new (const char *file)
{
  WcsReport *self = g_new0 (WcsReport, 1);
  self->file = g_strdup (file);
  self->remarks = g_ptr_array_new_with_free_func (remark_free);
  return self;
}

void
wcs_report_free (WcsReport *self)
{
  g_free (self->file);
  g_free (self->id);
  g_free (self->title);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

void
wcs_report_add (WcsReport *self, WcsRemarkKind kind, const char *field, char *message, const char *remedy)
{
  WcsRemark *remark = g_new0 (WcsRemark, 1);
  remark->kind = kind;
  remark->field = g_strdup (field);
  remark->message = message;
  remark->remedy = g_strdup (remedy);
  g_ptr_array_add (self->remarks, remark);
}

void
wcs_count_add (WcsCount *sum, const WcsCount *other)
{
  sum->total += other->total;
  sum->exact += other->exact;
  sum->on_free_text += other->on_free_text;
  sum->leaning += other->leaning;
  sum->untranslated += other->untranslated;
}

double
wcs_count_translated (const WcsCount *count)
{
  return count->total == 0 ? 100 : 100.0 * (count->total - count->untranslated) / count->total;
}

static WcsCount
sum_conditions (const GPtrArray *reports)
{
  WcsCount sum = { 0 };
  for (guint i = 0; i < reports->len; i++)
    wcs_count_add (&sum, &((WcsReport *) g_ptr_array_index (reports, i))->conditions);
  return sum;
}

static JsonObject *
count_to_json (const WcsCount *count)
{
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "total", count->total);
  json_object_set_int_member (object, "exactes", count->exact);
  json_object_set_int_member (object, "sur_reponse_libre", count->on_free_text);
  json_object_set_int_member (object, "dependant_du_serveur", count->leaning);
  json_object_set_int_member (object, "non_traduites", count->untranslated);
  return object;
}

static JsonObject *
remark_to_json (const WcsRemark *remark)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "genre", kinds[remark->kind].id);
  json_object_set_string_member (object, "champ", remark->field);
  json_object_set_string_member (object, "message", remark->message);
  json_object_set_string_member (object, "que_faire", remark->remedy);
  return object;
}

static JsonObject *
report_to_json (const WcsReport *report)
{
  JsonObject *object = json_object_new ();
  JsonArray *remarks = json_array_new ();
  json_object_set_string_member (object, "fichier", report->file);
  json_object_set_string_member (object, "demarche", report->id);
  json_object_set_string_member (object, "titre", report->title);
  json_object_set_int_member (object, "champs", report->fields);
  json_object_set_object_member (object, "conditions", count_to_json (&report->conditions));
  for (guint i = 0; i < report->remarks->len; i++)
    json_array_add_object_element (remarks, remark_to_json (g_ptr_array_index (report->remarks, i)));
  json_object_set_array_member (object, "remarques", remarks);
  return object;
}

JsonNode *
wcs_reports_to_json (const GPtrArray *reports)
{
  JsonObject *root = json_object_new (), *summary = json_object_new ();
  JsonArray *forms = json_array_new ();
  WcsCount sum = sum_conditions (reports);
  json_object_set_int_member (summary, "formulaires", reports->len);
  json_object_set_object_member (summary, "conditions", count_to_json (&sum));
  json_object_set_double_member (summary, "conditions_traduites_pour_cent", wcs_count_translated (&sum));
  for (guint i = 0; i < reports->len; i++)
    json_array_add_object_element (forms, report_to_json (g_ptr_array_index (reports, i)));
  json_object_set_object_member (root, "resume", summary);
  json_object_set_array_member (root, "demarches", forms);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, root);
  return node;
}

static void
write_count (GString *out, const WcsCount *count)
{
  g_string_append_printf (out, _ ("Conditions : %u, dont %u traduites (%.1f %%).\n"), count->total,
                          count->total - count->untranslated, wcs_count_translated (count));
  g_string_append_printf (out, _ ("  %u gardent exactement leur sens\n"), count->exact);
  g_string_append_printf (out, _ ("  %u le gardent, sur une liste devenue réponse libre\n"), count->on_free_text);
  g_string_append_printf (out,
                          _ ("  %u lisent ce que seul le serveur connaît, pris comme vide ou comme "
                             "réglage\n"),
                          count->leaning);
  g_string_append_printf (out,
                          _ ("  %u ne sont pas traduites : le champ est montré, la vérification n’est pas "
                             "faite\n"),
                          count->untranslated);
}

static void
write_kind (GString *out, const WcsReport *report, WcsRemarkKind kind)
{
  gboolean first = TRUE;
  for (guint i = 0; i < report->remarks->len; i++)
    {
      const WcsRemark *remark = g_ptr_array_index (report->remarks, i);
      if (remark->kind != kind)
        continue;
      if (first)
        g_string_append_printf (out, "\n  %s\n", _ (kinds[kind].title));
      first = FALSE;
      g_string_append (out, "  - ");
      if (*remark->field != '\0')
        g_string_append_printf (out, "[%s] ", remark->field);
      g_string_append_printf (out, "%s %s\n", remark->message, remark->remedy);
    }
}

char *
wcs_reports_to_text (const GPtrArray *reports)
{
  GString *out = g_string_new (_ ("Import de formulaires Publik\n\n"));
  WcsCount sum = sum_conditions (reports);
  g_string_append_printf (out, _ ("Formulaires : %u.\n"), reports->len);
  write_count (out, &sum);
  for (guint i = 0; i < reports->len; i++)
    {
      const WcsReport *report = g_ptr_array_index (reports, i);
      g_string_append_printf (out, "\n\n%s (%s)\n", report->title, report->id);
      g_string_append_printf (out, _ ("Fichier : %s. Champs demandés : %u.\n"), report->file, report->fields);
      write_count (out, &report->conditions);
      for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
        write_kind (out, report, (WcsRemarkKind) kind);
    }
  return g_string_free (out, FALSE);
}
