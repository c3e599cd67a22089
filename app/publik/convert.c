/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/convert.h"

#include "app/publik/evaluate.h"
#include "app/publik/html.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHORT  80
#define MAX_LINE   300
#define MAX_FIELDS 120
#define MAX_CHECKS 20
#define MAX_STEPS  40

void
wcs_set_condition (JsonObject *object, const WcsRule *rule)
{
  if (!wcs_rule_is (rule, TRUE))
    json_object_set_member (object, "condition", wcs_rule_to_json (rule));
}

/* --- conditions --- */

void
wcs_convert_count (WcsConverter *self, const WcsTranslation *translation, gboolean kept)
{
  WcsCount *count = &self->report->conditions;
  count->total++;
  if (translation->rule == NULL || !kept)
    count->untranslated++;
  else if (translation->unknown[0] != NULL)
    count->leaning++;
  else if (translation->unlisted[0] != NULL)
    count->on_free_text++;
  else
    count->exact++;
}

static void
remark_unknown (WcsConverter *self, const char *name, const char *source, const WcsTranslation *translation)
{
  if (translation->unknown[0] == NULL)
    return;
  g_autofree char *names = g_strjoinv (", ", translation->unknown);
  g_autofree char *line = wcs_text_line (source, 120);
  wcs_report_add (self->report, WCS_REMARK_CONDITION, name,
                  g_strdup_printf (_ ("La condition « %s » lit ce que seul le serveur connaît : %s."), line, names),
                  _ ("Pris comme vide ; si c’est un réglage (« settings » de la démarche), donnez-lui sa valeur."));
}

WcsRule *
wcs_convert_condition (WcsConverter *self, const WcsItem *item)
{
  const WcsField *source = item->source;
  if (source->condition == NULL)
    return NULL;
  g_autoptr (WcsTranslation) translation = wcs_translate (self->scope, source->condition_kind, source->condition);
  wcs_convert_count (self, translation, TRUE);
  remark_unknown (self, wcs_item_name (item), source->condition, translation);
  if (translation->rule != NULL)
    return wcs_rule_ref (translation->rule);
  g_autofree char *line = wcs_text_line (source->condition, 120);
  wcs_report_add (
      self->report, WCS_REMARK_CONDITION, wcs_item_name (item),
      g_strdup_printf (_ ("La condition « %s » n’est pas traduite (%s) : toujours montré."), line, translation->why),
      _ ("Écrivez « condition » dans la démarche."));
  return NULL;
}

/* --- steps --- */

static void
begin_step (WcsConverter *self, const char *title, WcsRule *rule)
{
  g_autofree char *id = g_strdup_printf ("etape_%u", json_array_get_length (self->steps) + 1);
  g_autofree char *short_title = wcs_text_line (*title != '\0' ? title : _ ("Votre demande"), MAX_SHORT);
  self->step = json_object_new ();
  self->fields = json_array_new ();
  self->checks = json_array_new ();
  self->ids = self->outline->ids;
  g_clear_pointer (&self->step_rule, wcs_rule_unref);
  self->step_rule = rule == NULL ? wcs_rule_constant (TRUE) : wcs_rule_ref (rule);
  json_object_set_string_member (self->step, "id", id);
  json_object_set_string_member (self->step, "title", short_title);
  wcs_set_condition (self->step, self->step_rule);
  json_object_set_array_member (self->step, "fields", self->fields);
}

static void
end_step (WcsConverter *self)
{
  if (self->step == NULL)
    return;
  if (json_array_get_length (self->checks) > 0)
    json_object_set_array_member (self->step, "checks", g_steal_pointer (&self->checks));
  g_clear_pointer (&self->checks, json_array_unref);
  if (json_array_get_length (self->fields) > 0 && json_array_get_length (self->steps) < MAX_STEPS)
    json_array_add_object_element (self->steps, self->step);
  else
    {
      if (!wcs_rule_is (self->step_rule, FALSE))
        wcs_report_add (self->report, WCS_REMARK_NOT_ASKED, json_object_get_string_member (self->step, "title"),
                        g_strdup (_ ("Cette page n’a rien à montrer à la borne : laissée de côté.")),
                        _ ("Rien à faire."));
      json_object_unref (self->step);
    }
  self->step = NULL;
}

/* A step that is full goes on in another of the same title. */
static void
make_room (WcsConverter *self)
{
  if (json_array_get_length (self->fields) < MAX_FIELDS - 10)
    return;
  g_autofree char *title = g_strdup (json_object_get_string_member (self->step, "title"));
  g_autoptr (WcsRule) rule = wcs_rule_ref (self->step_rule);
  end_step (self);
  begin_step (self, title, rule);
}

void
wcs_add_check (WcsConverter *self, WcsRule *rule, const char *message)
{
  g_autofree char *line = wcs_text_line (message, MAX_LINE);
  if (json_array_get_length (self->checks) >= MAX_CHECKS)
    {
      wcs_report_add (self->report, WCS_REMARK_CHECK, "",
                      g_strdup_printf (_ ("« %s » : trop de vérifications dans cette page, laissée de côté."), line),
                      _ ("Découpez la page en deux."));
      return;
    }
  JsonObject *check = json_object_new ();
  json_object_set_member (check, "condition", wcs_rule_to_json (rule));
  json_object_set_string_member (check, "message",
                                 *line != '\0' ? line : _ ("Une réponse de cette page ne convient pas."));
  json_array_add_object_element (self->checks, check);
}

static WcsRule *
setting_is_empty (WcsConverter *self, const char *id)
{
  g_autofree char *list_id = g_strconcat (id, "_list", NULL);
  const char *present = g_hash_table_contains (self->scope->settings, id)        ? id
                        : g_hash_table_contains (self->scope->settings, list_id) ? list_id
                                                                                 : NULL;
  if (present == NULL)
    return NULL;
  return wcs_rule_not_take (wcs_rule_test ((WcsOperand){ "setting", present, NULL }, "answered", NULL));
}

/* A check that reads a setting nobody has filled in yet would stop everyone: until then it lets pass. */
static WcsRule *
guard_check (WcsConverter *self, const WcsTranslation *translation)
{
  WcsRule *rule = wcs_rule_ref (translation->rule);
  for (guint i = 0; translation->unknown[i] != NULL; i++)
    {
      WcsRule *empty = setting_is_empty (self, translation->unknown[i]);
      if (empty != NULL)
        rule = wcs_rule_or_take (empty, rule);
    }
  return rule;
}

static void
convert_check (WcsConverter *self, const WcsItem *page, const WcsCheck *check)
{
  if (check->condition == NULL)
    return;
  g_autoptr (WcsTranslation) translation = wcs_translate (self->scope, check->kind, check->condition);
  g_autoptr (WcsRule) rule = translation->rule == NULL ? NULL : guard_check (self, translation);
  gboolean makes_sense = rule != NULL && !wcs_rule_is (rule, FALSE);
  wcs_convert_count (self, translation, makes_sense);
  remark_unknown (self, wcs_item_name (page), check->condition, translation);
  g_autofree char *message = wcs_plain_words (self, check->message != NULL ? check->message : "", wcs_item_name (page));
  if (makes_sense)
    {
      if (!wcs_rule_is (rule, TRUE) && page->never == NULL)
        wcs_add_check (self, rule, message);
      return;
    }
  g_autofree char *line = wcs_text_line (check->condition, 120);
  wcs_report_add (
      self->report, WCS_REMARK_CHECK, wcs_item_name (page),
      g_strdup_printf (_ ("La vérification « %s » ne peut pas se faire à la borne (%s). Publik disait sinon "
                          ": « %s »"),
                       line, translation->why != NULL ? translation->why : _ ("elle n’y est jamais remplie"), message),
      _ ("Voyez si la démarche a sa place sur la borne."));
}

static void
remark_never (WcsConverter *self, const WcsItem *item)
{
  g_autofree char *words = wcs_html_to_text (wcs_item_name (item));
  g_autofree char *name = wcs_text_line (words, 60);
  wcs_report_add (self->report, WCS_REMARK_NOT_ASKED, name, g_strdup_printf (_ ("Non demandé : %s."), item->never),
                  _ ("Rien à faire si la commune n’en a pas besoin ici."));
}

static void
convert_page (WcsConverter *self, const WcsItem *page)
{
  end_step (self);
  g_autoptr (WcsRule) rule = wcs_convert_condition (self, page);
  g_autofree char *title = wcs_plain_words (self, page->source->label != NULL ? page->source->label : "", "");
  begin_step (self, title, rule);
  if (page->never != NULL)
    remark_never (self, page);
  for (guint i = 0; i < page->source->checks->len; i++)
    convert_check (self, page, g_ptr_array_index (page->source->checks, i));
}

static void
remark_computed (WcsConverter *self, const WcsItem *item)
{
  g_autofree char *line = wcs_text_line (item->source->template != NULL ? item->source->template : "", 80);
  wcs_report_add (self->report, WCS_REMARK_NOT_ASKED, wcs_item_name (item),
                  g_strdup_printf (_ ("Donnée calculée (« %s ») : c’est le serveur qui la remplit."), line),
                  _ ("Rien à faire."));
}

static void
convert_item (WcsConverter *self, const WcsItem *item)
{
  make_room (self);
  g_autoptr (WcsRule) rule = wcs_convert_condition (self, item);
  if (wcs_field_is (item->source, "computed"))
    remark_computed (self, item);
  else if (item->never != NULL)
    remark_never (self, item);
  else if (wcs_field_is_words (item->source))
    wcs_convert_words (self, item, rule);
  else if (item->type != NULL)
    json_array_add_object_element (self->fields, wcs_convert_field (self, item, rule));
}

static void
convert_items (WcsConverter *self)
{
  for (guint i = 0; i < self->outline->items->len; i++)
    {
      const WcsItem *item = g_ptr_array_index (self->outline->items, i);
      if (wcs_field_is (item->source, "page"))
        {
          convert_page (self, item);
          continue;
        }
      if (self->step == NULL)
        begin_step (self, self->form->name != NULL ? self->form->name : "", NULL);
      convert_item (self, item);
    }
  end_step (self);
}

/* --- the démarche around its steps --- */

static char *
demarche_id (WcsConvertContext *context, const WcsForm *form)
{
  g_autofree char *file = g_path_get_basename (form->file);
  g_autofree char *ascii = g_str_to_ascii (form->slug != NULL ? form->slug : file, "C");
  g_autofree char *lower = g_ascii_strdown (ascii, 70);
  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789-", '-');
  const char *base = lower + strspn (lower, "-");
  char *id = g_strdup (*base != '\0' ? base : "demarche");
  for (guint i = 2; g_hash_table_contains (context->ids, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", *base != '\0' ? base : "demarche", i);
    }
  g_hash_table_add (context->ids, g_strdup (id));
  return id;
}

static JsonObject *
privacy_to_json (WcsConverter *self, const char *title)
{
  JsonObject *privacy = json_object_new ();
  g_autofree char *days = wcs_scope_setting_text (self->scope, "form_option_delai_anonymisation");
  g_autofree char *purpose = g_strdup_printf (_ ("Traiter votre demande « %s »."), title);
  g_autofree char *retention
      = g_strdup_printf (_ ("Vos réponses sont rendues anonymes %s jours après la fin du traitement."), days);
  json_object_set_string_member (privacy, "controller", self->context->controller);
  json_object_set_string_member (privacy, "purpose", purpose);
  json_object_set_string_member (privacy, "legal_basis", _ ("Mission d’intérêt public (RGPD, article 6.1.e)."));
  json_object_set_string_member (privacy, "retention",
                                 g_ascii_isdigit (*days) ? retention
                                                         : _ ("Le temps de traiter votre demande, puis selon "
                                                              "les règles d’archivage de la commune."));
  wcs_report_add (self->report, WCS_REMARK_COMPLETE, "",
                  g_strdup (_ ("L’export ne dit ni la base légale, ni la durée de conservation, ni ce que "
                               "vaut le silence de l’administration : formules générales.")),
                  _ ("Relisez « privacy » et « silence » dans la démarche avant de la publier."));
  return privacy;
}

static JsonObject *
settings_to_json (WcsConverter *self)
{
  JsonObject *settings = json_object_new ();
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->scope->settings), (GCompareFunc) strcmp);
  for (GList *link = names; link != NULL; link = link->next)
    {
      json_object_set_member (settings, link->data,
                              json_node_copy (g_hash_table_lookup (self->scope->settings, link->data)));
      gboolean bare = g_hash_table_contains (self->scope->bare, link->data);
      wcs_report_add (self->report, WCS_REMARK_SETTING, link->data,
                      g_strdup (bare ? _ ("Réglage que l’export ne connaît pas : laissé à une valeur neutre.")
                                     : _ ("Réglage repris de l’export.")),
                      bare ? _ ("Donnez sa valeur avec --set, ou dans « settings » de la démarche.")
                           : _ ("Vérifiez sa valeur."));
    }
  return settings;
}

static void
remark_prefills (WcsConverter *self)
{
  if (self->account_prefills > 0)
    wcs_report_add (self->report, WCS_REMARK_PREFILL, "",
                    g_strdup_printf (_ ("%u champs étaient pré-remplis par le compte de la personne : vides "
                                        "à la borne, qui ne connaît pas de compte."),
                                     self->account_prefills),
                    _ ("Rien à faire."));
  if (self->place_prefills > 0)
    wcs_report_add (self->report, WCS_REMARK_PREFILL, "",
                    g_strdup_printf (_ ("%u champs étaient pré-remplis par la position sur la carte : vides "
                                        "à la borne."),
                                     self->place_prefills),
                    _ ("Rien à faire."));
}

/* A form whose every page needs the server still says so on the screen. */
static void
ensure_step (WcsConverter *self)
{
  if (json_array_get_length (self->steps) > 0)
    return;
  begin_step (self, "", NULL);
  wcs_add_explanation (self,
                       _ ("Cette démarche ne peut pas se faire sur la borne. Adressez-vous à l’accueil de la "
                          "mairie."),
                       "note", NULL);
  end_step (self);
  wcs_report_add (self->report, WCS_REMARK_NOT_ASKED, "",
                  g_strdup (_ ("Rien de ce formulaire ne peut se faire sans le serveur.")),
                  _ ("Retirez cette démarche du contenu."));
}

static char *
plain_line (const char *source, guint max)
{
  g_autofree char *words = source == NULL ? NULL : wcs_html_to_text (source);
  return words == NULL || *words == '\0' ? NULL : wcs_text_line (words, max);
}

static JsonNode *
demarche_to_json (WcsConverter *self, const WcsConversion *conversion)
{
  JsonObject *root = json_object_new ();
  JsonObject *silence = json_object_new ();
  json_object_set_string_member (silence, "means", "nothing");
  json_object_set_string_member (root, "id", conversion->id);
  json_object_set_string_member (root, "title", conversion->title);
  if (conversion->summary != NULL)
    json_object_set_string_member (root, "summary", conversion->summary);
  json_object_set_int_member (root, "minutes", CLAMP (self->report->fields / 4, 2, 60));
  json_object_set_string_member (root, "office", "mairie");
  json_object_set_object_member (root, "privacy", privacy_to_json (self, conversion->title));
  json_object_set_object_member (root, "silence", silence);
  if (g_hash_table_size (self->scope->settings) > 0)
    json_object_set_object_member (root, "settings", settings_to_json (self));
  json_object_set_array_member (root, "steps", json_array_ref (self->steps));
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, root);
  return node;
}

static char **
take_papers (WcsConverter *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < self->papers->len && i < 12; i++)
    {
      g_autofree char *line = wcs_text_line (g_ptr_array_index (self->papers, i), MAX_LINE);
      if (*line != '\0')
        g_strv_builder_add (builder, line);
    }
  return g_strv_builder_end (builder);
}

static void
describe (WcsConversion *conversion, const WcsForm *form)
{
  conversion->title = plain_line (form->name, MAX_SHORT);
  if (conversion->title == NULL)
    conversion->title = g_strdup (conversion->id);
  conversion->summary = plain_line (form->description, MAX_LINE);
  conversion->category = plain_line (form->category, 40);
  conversion->keywords = plain_line (form->keywords, 1000);
  conversion->report->id = g_strdup (conversion->id);
  conversion->report->title = g_strdup (conversion->title);
  if (form->disabled)
    wcs_report_add (conversion->report, WCS_REMARK_COMPLETE, "",
                    g_strdup (_ ("Ce formulaire est désactivé dans Publik.")),
                    _ ("Retirez-le du contenu s’il ne doit pas être proposé."));
}

WcsConversion *
wcs_convert (const WcsForm *form, WcsConvertContext *context)
{
  WcsConversion *conversion = g_new0 (WcsConversion, 1);
  conversion->report = wcs_report_new (form->file);
  conversion->id = demarche_id (context, form);
  describe (conversion, form);
  g_autoptr (WcsOutline) outline = wcs_outline_new (form, context->library, context->given);
  g_autoptr (JsonArray) steps = json_array_new ();
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func (g_free);
  WcsConverter self = { .form = form,
                        .context = context,
                        .outline = outline,
                        .scope = outline->scope,
                        .report = conversion->report,
                        .steps = steps,
                        .papers = papers };
  convert_items (&self);
  ensure_step (&self);
  remark_prefills (&self);
  conversion->demarche = demarche_to_json (&self, conversion);
  conversion->papers = take_papers (&self);
  g_clear_pointer (&self.step_rule, wcs_rule_unref);
  return conversion;
}

void
wcs_conversion_free (WcsConversion *conversion)
{
  g_clear_pointer (&conversion->demarche, json_node_unref);
  g_clear_pointer (&conversion->report, wcs_report_free);
  char *texts[]
      = { conversion->id, conversion->title, conversion->summary, conversion->category, conversion->keywords };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (conversion->papers);
  g_free (conversion);
}
