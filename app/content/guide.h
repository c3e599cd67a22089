/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* A life event ("Un proche est décédé"): a few questions, then the steps that matter, in order.
 *
 * A question or a step may have conditions; all of them must hold. One holds when the question that it names
 * was answered by one of its choices. Of a question that was asked and not answered ("Je ne sais pas") every
 * choice stays possible, so that it holds too; of one that was not asked, none is. A question's conditions name
 * earlier questions only, so that asking in order always comes to an end.
 */
typedef struct
{
  char *question;
  char **choices; /* NULL-terminated, at least one */
} ParvisGuideCondition;

typedef struct
{
  char *id, *label;
} ParvisGuideChoice;

typedef struct
{
  char *id, *label;
  GPtrArray *choices; /* of ParvisGuideChoice, 2 to 8 */
  GPtrArray *when;    /* of ParvisGuideCondition; empty: always asked */
} ParvisGuideQuestion;

typedef struct
{
  char *service, *demarche; /* (nullable) what opens from here: one of them or none */
  char *title;              /* what to do; the service's or the démarche's own where the content says none */
  char *why;                /* (nullable) why, and by when: "Dans les 24 heures, à la mairie du lieu du décès." */
  GPtrArray *when;          /* of ParvisGuideCondition; empty: always */
} ParvisGuideStep;

typedef struct
{
  char *id, *title, *summary;
  char *icon;           /* name of one of the kiosk's own icons */
  char *intro;          /* (nullable) \n separates paragraphs */
  GPtrArray *questions; /* of ParvisGuideQuestion, maybe empty */
  GPtrArray *steps;     /* of ParvisGuideStep */
} ParvisLifeEvent;
void parvis_life_event_free (ParvisLifeEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisLifeEvent, parvis_life_event_free)

/* In the bundle's order, for a page of tiles: without their questions and steps (empty arrays). */
GPtrArray *parvis_catalog_life_events (ParvisCatalog *self, const char *language,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whole. */
ParvisLifeEvent *parvis_catalog_life_event (ParvisCatalog *self, const char *id, const char *language,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @answers: question id -> choice id (both char *); an unknown id is no answer; %NULL: none yet. */

/* The questions to ask, in order. (transfer container) */
GPtrArray *parvis_life_event_asked (const ParvisLifeEvent *event, GHashTable *answers);
/* The steps that matter, in order. Of ParvisGuideStep. (transfer container) */
GPtrArray *parvis_life_event_path (const ParvisLifeEvent *event, GHashTable *answers);

G_END_DECLS
