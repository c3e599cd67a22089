/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/draft.h"

G_BEGIN_DECLS

struct _ParvisDraft
{
  ParvisDemarche *demarche;
  ParvisValue *answers; /* OBJECT: field id -> what was typed */
  guint32 today;        /* Julian; 0: the local date */
  /* what is known of visibility since the last change: key of field and row -> shown or not */
  GHashTable *shown;
};

/* Where an answer is: a field of the démarche, a whole row, or a field in a row. */
typedef struct
{
  const ParvisField *field;  /* %NULL: the whole row */
  const ParvisField *repeat; /* (nullable) */
  guint row;
} ParvisPlaceOf;

#define PARVIS_REPEAT_MAX_ROWS 20 /* when the definition sets none */
#define PARVIS_FILE_MAX_PAGES  10

/* FALSE when the path names nothing of the démarche. The row may not exist yet. */
gboolean parvis_draft_find (const ParvisDraft *self, const char *path, ParvisPlaceOf *place);
char *parvis_field_path (const ParvisField *field, const ParvisField *repeat, guint row);
const ParvisValue *parvis_draft_value (const ParvisDraft *self, const ParvisField *field, const ParvisField *repeat,
                                       guint row);
guint parvis_draft_rows (const ParvisDraft *self, const ParvisField *repeat);
guint parvis_field_max_items (const ParvisField *field);
/* Nothing answered among the shown fields of this row. */
gboolean parvis_draft_row_is_blank (ParvisDraft *self, const ParvisField *repeat, guint row);
guint32 parvis_draft_today (const ParvisDraft *self);
/* The condition as this draft sees it, from the démarche or from one row. */
gboolean parvis_draft_holds (ParvisDraft *self, const ParvisCondition *condition, const ParvisField *repeat, guint row);
void parvis_draft_forget_shown (ParvisDraft *self);

/* A number typed as text becomes a NUMBER, one that is none stays as typed. (transfer full) both */
ParvisValue *parvis_field_take (const ParvisField *field, ParvisValue *value);

/* Is this the kind of answer the field has, whatever its content? Else what was expected, for the author
 * of a file of answers. */
const char *parvis_field_refuses (const ParvisField *field, const ParvisValue *value);

G_END_DECLS
