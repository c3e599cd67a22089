/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* What the search found, and what it would show of it. */
typedef struct
{
  char *kind; /* "service", "demarche", "life-event", "faq", "news", "event" or "place" */
  char *id;
  char *title, *summary; /* summary (nullable) */
  char *words;           /* for parvis_search_marks() on these texts: what was typed, forgiven, and their synonyms */
} ParvisHit;
void parvis_hit_free (ParvisHit *hit);

/* As one types: every word may be the beginning of one; accents, case, apostrophes, hyphens and plurals do not matter,
 * nor one typing error from 4 letters on and two from 8 on; synonyms of the content find each other. Best first: what
 * is in the title before keywords and synonyms, before the rest; what was typed before what was guessed; what can be
 * done here first among equals. Where nothing has all the words, what has some. A démarche that a service leads to is
 * found as that service; "demarche" is one that nothing leads to. What is over, or not yet to be shown, is not found.
 * @words is hostile: at most 12 words of 200 characters, never FTS5's syntax. At most @limit, and 100. */
GPtrArray *parvis_catalog_search (ParvisCatalog *self, const char *words, guint limit, const char *language,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* When nothing was found. */
typedef struct
{
  char *words;     /* did you mean (nullable): the words, each unknown one replaced by the nearest of the content */
  GPtrArray *hits; /* of ParvisHit, maybe none: what has these words */
} ParvisNearest;
void parvis_nearest_free (ParvisNearest *nearest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisNearest, parvis_nearest_free)
ParvisNearest *parvis_catalog_nearest (ParvisCatalog *self, const char *words, guint limit, const char *language,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Words to begin with, for who does not know what to type: the first term of each group of synonyms that something is
 * found by, in the content's order, at most @limit. The groups are French: none in another language.
 * (transfer full) of char * */
GPtrArray *parvis_catalog_suggestions (ParvisCatalog *self, guint limit, const char *language,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
