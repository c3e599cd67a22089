/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* Who the kiosk belongs to, and what its home page shows. */

typedef struct
{
  char *name; /* "Mairie de Saint-Aubin-du-Parvis" */
  char *insee;
  char *colour;         /* "#1d4e89" */
  char *logo;           /* (nullable) media name */
  char *picture;        /* (nullable) media name: the town, for the attract page */
  char *place;          /* id of the mairie itself; its telephone is the commune's */
  char *privacy_rights; /* how residents use their rights, and the DPO's address */
  char *greetings;      /* (nullable) "Touch to start · ..." for the attract page, one line */
  char *website;        /* (nullable) https address */
  char *payment_url;    /* (nullable) https address where an invoice of the commune is paid (PayFiP) */
  char *payment_label;  /* NULL exactly when @payment_url is: "Payer une facture de la commune" */
  char *print_sides;    /* (nullable) "one", "two" */
  char *print_colours;  /* (nullable) "greys", "all" */
  char **languages;     /* of the content; "fr" first */
} ParvisCommune;
void parvis_commune_free (ParvisCommune *commune);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCommune, parvis_commune_free)
ParvisCommune *parvis_catalog_commune (ParvisCatalog *self, const char *language,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  char *id, *title, *summary; /* "Actes, identité, élections" */
  char *icon;                 /* name of one of the kiosk's own icons */
} ParvisTheme;
void parvis_theme_free (ParvisTheme *theme);
/* In the bundle's order. */
GPtrArray *parvis_catalog_themes (ParvisCatalog *self, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
