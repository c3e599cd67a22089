/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* ParvisDraft: one démarche being answered by one person. Holds the answers in memory only; wiped when
 * freed.
 *
 * A path names an answer: "nom", "enfants[0].prenom". A field hidden by its condition (or whose step or
 * block is) keeps what was typed, so that it comes back when the person changes their mind, but it counts
 * as empty everywhere and is never submitted. A required block opens with the rows it must have; a row in
 * which nothing was answered is not submitted, and is a fault only when the row is needed. Main thread only.
 */
typedef struct _ParvisDraft ParvisDraft;

ParvisDraft *parvis_draft_new (ParvisDemarche *demarche);
void parvis_draft_free (ParvisDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisDraft, parvis_draft_free)
ParvisDemarche *parvis_draft_demarche (ParvisDraft *self);
/* Same answers, same definition in another language. */
void parvis_draft_set_demarche (ParvisDraft *self, ParvisDemarche *demarche);
/* For tests: "today" as a Julian day; else the local date. */
void parvis_draft_set_today (ParvisDraft *self, guint32 julian);

/* What was typed, even when hidden. (transfer none) (nullable) */
const ParvisValue *parvis_draft_get (ParvisDraft *self, const char *path);
/* (transfer full) @value. Creates missing rows up to max_items. In a number's field a text that is a number
 * ("1 234,5") becomes one; any other stays as typed, to be shown again beside its fault. */
void parvis_draft_set (ParvisDraft *self, const char *path, ParvisValue *value);
void parvis_draft_add_row (ParvisDraft *self, const char *path);
void parvis_draft_remove_row (ParvisDraft *self, const char *path, guint row);

gboolean parvis_draft_step_visible (ParvisDraft *self, const ParvisStep *step);
/* @row: index in @repeat, both NULL/0 for a field of the démarche itself. */
gboolean parvis_draft_field_visible (ParvisDraft *self, const ParvisField *field, const ParvisField *repeat, guint row);
gboolean parvis_draft_field_required (ParvisDraft *self, const ParvisField *field, const ParvisField *repeat,
                                      guint row);
/* The visible steps that have something to show, in order. (transfer container) of ParvisStep */
GPtrArray *parvis_draft_steps (ParvisDraft *self);

/* One thing to mend, in plain words for the person. */
typedef struct
{
  char *path;    /* of the field; "" for a check of the whole step */
  char *part;    /* (nullable) which member of an address, a commune or an identity: "postcode" */
  char *message; /* "Indiquez votre nom." */
} ParvisFault;
void parvis_fault_free (ParvisFault *fault);
/* (transfer full) of ParvisFault, maybe empty */
GPtrArray *parvis_draft_check_field (ParvisDraft *self, const char *path);
GPtrArray *parvis_draft_check_step (ParvisDraft *self, const ParvisStep *step);
GPtrArray *parvis_draft_check (ParvisDraft *self); /* every visible step */

/* An answer as a person reads it: "Oui", "12 mars 2026", "Locataire", "FR76 3000 ...". "" when empty.
 * (transfer full) */
char *parvis_draft_describe (ParvisDraft *self, const char *path);

/* Takes answers from JSON {"field": value}; unknown fields and wrong kinds are errors that name the path. */
gboolean parvis_draft_load_answers (ParvisDraft *self, JsonNode *answers, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The visible, answered fields only, as they are submitted (no spaces around a text, nor in an IBAN, a SIRET,
 * a telephone number): {"field": value}; a file's pages bear "name",
 * the parcel's member. */
JsonNode *parvis_draft_answers (ParvisDraft *self);
/* The attachments behind those: of ParvisAttachment, in order. (transfer full) */
typedef struct
{
  char *name; /* attachments/01-justificatif-1.jpg: in the parcel */
  char *path; /* of the field */
  char *media_type;
  GBytes *bytes;
} ParvisAttachment;
void parvis_attachment_free (ParvisAttachment *attachment);
GPtrArray *parvis_draft_attachments (ParvisDraft *self);

G_END_DECLS
