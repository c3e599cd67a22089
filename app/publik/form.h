/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

#include "app/publik/error.h"

G_BEGIN_DECLS

/* A form or a block of fields as w.c.s. exports it (`<formdef>`, `<block>`), before anything is
 * understood: texts as they stand, templates unrendered. Strings are NULL when the element is missing or
 * empty. */

/* A page's post-condition: must hold to leave it, else @message. */
typedef struct
{
  char *kind; /* "django", "python" */
  char *condition;
  char *message;
} WcsCheck;

typedef struct
{
  char *id;
  char *type;  /* "string", "item", ...; "block" in both spellings */
  char *label; /* HTML for comment, title and subtitle */
  char *varname;
  char *hint;
  gboolean required;
  char *condition_kind, *condition;
  GPtrArray *checks; /* of WcsCheck, maybe empty */
  char **items;      /* (nullable) the options written in the field itself */
  char *display_mode;
  gboolean hint_is_first_option;
  char *source_kind, *source_value; /* data source */
  char *validation_kind, *validation_value, *validation_message;
  char *prefill_kind, *prefill_value;
  gboolean prefill_locked;
  guint min_choices, max_choices; /* 0: none */
  guint max_length;               /* 0: none */
  char *minimum, *maximum;        /* dates and numbers */
  gboolean in_the_future, in_the_past, can_be_today;
  char *block_slug;
  guint max_items; /* rows of a block; 0: unsaid */
  char *add_label;
  char *template;         /* computed */
  char **rows, **columns; /* (nullable) tables */
} WcsField;

/* A workflow option: a constant the commune chose in Publik's back office. */
typedef struct
{
  char *text; /* (nullable) */
  gboolean is_boolean;
  GPtrArray *choices; /* (nullable) of WcsChoice, for a list of {id, text} */
} WcsOption;
typedef struct
{
  char *id, *text;
  JsonObject *extra; /* (nullable) what else a data source says of it: form_var_x_structured_NAME */
} WcsChoice;
WcsChoice *wcs_choice_new (const char *id, const char *text);
void wcs_choice_free (WcsChoice *choice);

typedef struct
{
  char *file;
  char *package; /* the folder that holds forms/, blocks/ and datasources/ */
  char *name, *slug, *description, *category, *keywords;
  gboolean disabled;
  GPtrArray *fields;   /* of WcsField */
  GHashTable *options; /* name -> WcsOption */
} WcsForm;

/* @root: "formdef" or "block". At most 2000 fields. */
WcsForm *wcs_form_parse (const char *data, gsize length, const char *file, const char *root,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
WcsForm *wcs_form_load (const char *file, const char *root, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void wcs_form_free (WcsForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsForm, wcs_form_free)

G_END_DECLS
