/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* What is new in the commune. */
typedef struct
{
  char *id, *title, *summary;
  char *body;          /* \n separates paragraphs; a line that begins with "- " is an item of a list */
  char *picture;       /* (nullable) media name */
  gint64 published_at; /* Unix seconds: not shown before */
  gint64 expires_at;   /* not shown from here on; G_MAXINT64: never */
} ParvisNews;
void parvis_news_free (ParvisNews *news);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisNews, parvis_news_free)

/* Of ParvisNews: what is to be shown at @now (Unix seconds), latest first. */
GPtrArray *parvis_catalog_news (ParvisCatalog *self, gint64 now, const char *language,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisNews *parvis_catalog_news_item (ParvisCatalog *self, const char *id, const char *language,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  PARVIS_NOTICE_INFO,    /* "La mairie ferme à 16 h vendredi." */
  PARVIS_NOTICE_WARNING, /* "Coupure d’eau mardi." */
  PARVIS_NOTICE_URGENT,  /* an alert: covers what is not a démarche in progress until acknowledged */
} ParvisNoticeLevel;

typedef struct
{
  char *id;
  ParvisNoticeLevel level;
  char *title, *text;
  gint64 from, until; /* Unix seconds: shown in [from, until) */
  gint64 made; /* Unix seconds: how old it is, when it came by itself (app/content/notices.h); 0: of the content */
} ParvisNotice;
void parvis_notice_free (ParvisNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisNotice, parvis_notice_free)

/* Of ParvisNotice: those in force at @now, the most urgent first, then the latest. */
GPtrArray *parvis_catalog_notices (ParvisCatalog *self, gint64 now, const char *language,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* When what parvis_catalog_notices() answers next changes, after @now; G_MAXINT64: never. So that nobody polls. */
gint64 parvis_catalog_notices_change (ParvisCatalog *self, gint64 now);

G_END_DECLS
