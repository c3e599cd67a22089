/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/evaluate.h"
#include "app/publik/outline.h"

G_BEGIN_DECLS

/* One form as a démarche of ours (app/content/schema/demarche.schema.json), and what had to be left or
 * changed on the way. */
typedef struct
{
  JsonNode *demarche;
  char *id, *title, *summary, *category, *keywords; /* summary, category, keywords (nullable) */
  char **papers;                                    /* labels of the documents that are always asked for; maybe empty */
  WcsReport *report;
} WcsConversion;

/* @lists: id -> JsonNode, the long lists that démarches share; added to. @ids: ids of démarches taken;
 * added to. */
typedef struct
{
  WcsLibrary *library;
  GHashTable *given;
  const char *controller; /* who keeps the data: "La commune de ..." */
  GHashTable *lists;
  GHashTable *ids;
} WcsConvertContext;

WcsConversion *wcs_convert (const WcsForm *form, WcsConvertContext *context);
void wcs_conversion_free (WcsConversion *conversion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsConversion, wcs_conversion_free)

/* --- shared by convert*.c --- */

typedef struct
{
  const WcsForm *form;
  WcsConvertContext *context;
  WcsOutline *outline;
  WcsScope *scope;
  WcsReport *report;
  JsonArray *steps;
  JsonObject *step;   /* at hand; owned by steps */
  JsonArray *fields;  /* of the step or the block at hand */
  JsonArray *checks;  /* of the step at hand */
  GHashTable *ids;    /* taken, at the level at hand */
  WcsRule *step_rule; /* (nullable) */
  GPtrArray *papers;
  guint account_prefills, place_prefills;
} WcsConverter;

/* Translates, counts and remarks on a condition of @item; NULL when there is none. TRUE when it is not
 * translated. (transfer full) */
WcsRule *wcs_convert_condition (WcsConverter *self, const WcsItem *item);
void wcs_convert_count (WcsConverter *self, const WcsTranslation *translation, gboolean kept);
void wcs_set_condition (JsonObject *object, const WcsRule *rule); /* nothing when it always holds */

/* The field as ours, or NULL when it is nothing. (transfer full) */
JsonObject *wcs_convert_field (WcsConverter *self, const WcsItem *item, const WcsRule *rule);
void wcs_convert_options (WcsConverter *self, const WcsItem *item, JsonObject *field);
void wcs_convert_validation (WcsConverter *self, const WcsItem *item, JsonObject *field);
void wcs_convert_prefill (WcsConverter *self, const WcsItem *item, JsonObject *field);
void wcs_convert_dates (WcsConverter *self, const WcsItem *item, JsonObject *field);
void wcs_convert_table (WcsConverter *self, const WcsItem *item, JsonObject *field);
/* title, subtitle, comment: one or more explanations, appended to @self->fields. */
void wcs_convert_words (WcsConverter *self, const WcsItem *item, const WcsRule *rule);
void wcs_add_explanation (WcsConverter *self, const char *words, const char *style, const WcsRule *rule);
/* A template or HTML text as plain words; what was lost is remarked under @field. (transfer full) */
char *wcs_plain_words (WcsConverter *self, const char *source, const char *field);
/* A step's check; remarked when there is no room for it. */
void wcs_add_check (WcsConverter *self, WcsRule *rule, const char *message);
const char *wcs_item_name (const WcsItem *item); /* for remarks */

G_END_DECLS
