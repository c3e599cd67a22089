/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* ParvisCatalog: the content that is being served, from the read-only SQLite database that parvis_bundle_install() made.
 * Everything it returns is owned by the caller and outlives it. Texts are in the language asked for, else in French.
 * A new bundle is a new file under the same name: open again at the start of a session. One thread.
 */
#define PARVIS_CATALOG_ERROR (parvis_catalog_error_quark ())
typedef enum
{
  PARVIS_CATALOG_ERROR_MISSING, /* no content was installed yet */
  PARVIS_CATALOG_ERROR_INVALID, /* damaged, or made by a newer Parvis */
  PARVIS_CATALOG_ERROR_UNKNOWN, /* no such id */
} ParvisCatalogError;
GQuark parvis_catalog_error_quark (void);

typedef struct _ParvisCatalog ParvisCatalog;

ParvisCatalog *parvis_catalog_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_catalog_free (ParvisCatalog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCatalog, parvis_catalog_free)
gint64 parvis_catalog_version (ParvisCatalog *self);
gint64 parvis_catalog_expires (ParvisCatalog *self); /* Unix seconds; an expired content goes on serving, and is said to be old */
/* TRUE when another bundle was installed under this path since this one was opened. */
gboolean parvis_catalog_is_stale (ParvisCatalog *self);

typedef struct
{
  char *name;   /* "Mairie de Saint-Aubin-du-Parvis" */
  char *insee;
  char *colour; /* "#1d4e89" */
  char *logo;   /* (nullable) media name */
  char *place;  /* id of the mairie itself */
  char *privacy_rights; /* how residents use their rights, and the DPO's address */
  char *greetings; /* "Touch to start · ..." for the attract page, one line (nullable) */
  char **languages; /* "fr" first */
} ParvisCommune;
void parvis_commune_free (ParvisCommune *commune);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCommune, parvis_commune_free)
ParvisCommune *parvis_catalog_commune (ParvisCatalog *self, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  char *id, *title, *summary; /* "Actes, identité, élections" */
  char *icon; /* name of one of the kiosk's own icons */
} ParvisTheme;
void parvis_theme_free (ParvisTheme *theme);
GPtrArray *parvis_catalog_themes (ParvisCatalog *self, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* in the bundle's order */

/* A fiche. Every text may be %NULL but @title; \n separates paragraphs; @papers is a list of lines. */
typedef struct
{
  char *id, *theme, *title, *summary;
  char *audience;  /* who it is for */
  char **papers;   /* what to bring; NULL-terminated, maybe empty */
  char *cost, *delay;
  char *place;     /* id of a place */
  char *demarche;  /* id of the démarche that can be done here (nullable) */
  char *details;   /* (nullable) the rest */
} ParvisService;
void parvis_service_free (ParvisService *service);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisService, parvis_service_free)
GPtrArray *parvis_catalog_services (ParvisCatalog *self, const char *theme, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* of ParvisService */
ParvisService *parvis_catalog_service (ParvisCatalog *self, const char *id, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opening hours: minutes since midnight, local time; a closing hour after an opening one. */
typedef struct { guint8 weekday; /* 1 Monday to 7 */ guint16 opens, closes; } ParvisOpening;
typedef struct
{
  char *id, *name, *address, *phone, *email; /* phone, email (nullable) */
  gboolean masculine; /* "Ouvert" and not "Ouverte" */
  GArray *openings;   /* of ParvisOpening, sorted */
  char *hours_note;   /* (nullable) */
  char **closed_days; /* "2026-12-25"; NULL-terminated */
} ParvisPlace;
void parvis_place_free (ParvisPlace *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisPlace, parvis_place_free)
ParvisPlace *parvis_catalog_place (ParvisCatalog *self, const char *id, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* One line for a person: "Ouverte aujourd’hui jusqu’à 17 h 30", "Fermée, rouvre à 13 h 30", "Fermée, ouvre lundi à 9 h"; without
 * hours its note, else "". @now's own time zone counts. (transfer full) */
char *parvis_place_describe_now (const ParvisPlace *place, GDateTime *now);
/* The week, one line a day: "Lundi : 9 h – 12 h, 13 h 30 – 17 h", "Mardi : fermé"; "" without hours. (transfer full) */
char *parvis_place_describe_week (const ParvisPlace *place);

typedef struct { char *id, *title, *place_name, *details; gint64 starts_at, ends_at; } ParvisEvent;
void parvis_event_free (ParvisEvent *event);
GPtrArray *parvis_catalog_events (ParvisCatalog *self, gint64 from, guint limit, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT; /* not ended by @from, soonest first */

ParvisDemarche *parvis_catalog_demarche (ParvisCatalog *self, const char *id, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { char *kind; /* "service" or "demarche" */ char *id, *title, *summary; } ParvisHit;
void parvis_hit_free (ParvisHit *hit);
/* As one types: prefixes, accents and case do not matter, best first. @words is hostile: never an FTS5 expression. Where no service
 * has all the words, those that have some. A démarche that a service leads to is found as that service; "demarche" is one that
 * nothing leads to. */
GPtrArray *parvis_catalog_search (ParvisCatalog *self, const char *words, guint limit, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GBytes *parvis_catalog_media (ParvisCatalog *self, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
