/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* One part of a long fiche: words, a table, or both. */
typedef struct
{
  char *title;
  char *text;      /* (nullable) \n separates paragraphs; a line that begins with "- " is an item of a list */
  char **head;     /* (nullable) names of the table's columns; NULL-terminated, 2 to 6 */
  GPtrArray *rows; /* of char **, each as long as @head; never NULL, empty without a table */
} ParvisChapter;
void parvis_chapter_free (ParvisChapter *chapter);

/* A fiche. Every text may be %NULL but @title; \n separates paragraphs; @papers is a list of lines. */
typedef struct
{
  char *id, *theme, *title, *summary;
  char *audience; /* who it is for */
  char **publics; /* of "residents", "associations", "businesses", "newcomers"; NULL-terminated, maybe empty */
  char **papers;  /* what to bring; NULL-terminated, maybe empty */
  char *cost, *delay;
  char *place;         /* id of a place */
  char *demarche;      /* id of the démarche that can be done here (nullable) */
  char *details;       /* (nullable) the rest */
  GPtrArray *chapters; /* of ParvisChapter; never NULL. Only parvis_catalog_service() fills it, lists do not. */
  char *link;          /* (nullable) https address of this fiche on the commune's or the State's site */
  gboolean online;     /* nothing of it works without the network */
  char *easy_summary, *easy_details; /* (nullable) the same in easy words (FALC); details as @text of a chapter */
} ParvisService;
void parvis_service_free (ParvisService *service);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisService, parvis_service_free)

/* Lists of ParvisService, in the bundle's order: of one theme; of one public, theme after theme. */
GPtrArray *parvis_catalog_services (ParvisCatalog *self, const char *theme, const char *language,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *parvis_catalog_services_for (ParvisCatalog *self, const char *public, const char *language,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* PARVIS_CATALOG_ERROR_UNKNOWN when there is none. */
ParvisService *parvis_catalog_service (ParvisCatalog *self, const char *id, const char *language,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
