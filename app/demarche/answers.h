/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* One shown and answered field: what is submitted. Rows with nothing in them are left out and the others
 * close up. */
typedef struct
{
  const ParvisField *field;
  const ParvisField *repeat; /* (nullable) */
  guint row;                 /* as submitted */
  const ParvisValue *value;  /* as typed; owned by the draft */
  char *path;                /* as submitted: "nom", "enfants[0].prenom" */
} ParvisAnswer;

/* In reading order. (transfer full) of ParvisAnswer, valid until the draft changes */
GPtrArray *parvis_draft_answered (ParvisDraft *draft);
/* The submitted answers in the form that parvis_draft_load_answers() takes, files with their content.
 * (transfer full) */
JsonNode *parvis_draft_answers_with_content (ParvisDraft *draft);
/* As a person reads it; "" for a repeat, which has no answer of its own. (transfer full) */
char *parvis_field_describe (const ParvisField *field, const ParvisValue *value);

G_END_DECLS
