/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/speech/thing.h"

G_BEGIN_DECLS

/* ParvisUtterance: what is to be said, in two versions: the whole of it, for headphones, and what everybody may hear.
 * The choice is made when it is said, and again when it is repeated. */
typedef struct
{
  GString *open, *shared;
} ParvisUtterance;

ParvisUtterance *parvis_utterance_new (void);
void parvis_utterance_free (ParvisUtterance *utterance); /* wipes */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisUtterance, parvis_utterance_free)

void parvis_utterance_add (ParvisUtterance *utterance, const char *words); /* for all; (nullable) */
void parvis_utterance_add_both (ParvisUtterance *utterance, const char *open, const char *shared);
void parvis_utterance_add_thing (ParvisUtterance *utterance, const ParvisThing *thing);
const char *parvis_utterance_get (const ParvisUtterance *utterance, gboolean headphones);

G_END_DECLS
