/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

#include "app/publik/error.h"

G_BEGIN_DECLS

/* Turns exports of Publik forms (w.c.s. `<formdef>` XML, with the blocks and data sources beside them)
 * into a content bundle that stands by itself: bundle.json, themes.json (from the categories),
 * places.json, events.json, services/, demarches/, lists/.  The folder @out must not exist yet: it is made
 * beside itself and renamed when it is whole, so that a failure leaves nothing. The report goes to
 * @report.json and @report.txt, outside the bundle. */
typedef struct
{
  const char *const *files; /* NULL-terminated, at least one */
  const char *out;
  const char *report;             /* (nullable) base name; default: OUT-rapport */
  const char *const *blocks;      /* (nullable) more folders of blocks */
  const char *const *datasources; /* (nullable) more folders of data sources */
  const char *commune;            /* (nullable) "Saint-Aubin-du-Parvis" */
  GHashTable *settings;           /* (nullable) name -> text: values of form_option_x, commune_slug, ... */
} ParvisPublikOptions;

typedef struct
{
  guint forms, fields;
  guint conditions, exact, on_free_text, leaning, untranslated; /* see report.h */
  guint remarks;
  char *report; /* path of the text */
} ParvisPublikSummary;
void parvis_publik_summary_clear (ParvisPublikSummary *summary);

gboolean parvis_publik_import (const ParvisPublikOptions *options, ParvisPublikSummary *summary,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
