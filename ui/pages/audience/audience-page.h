/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/pages/list/list-page.h"

G_BEGIN_DECLS

/* ParvisAudiencePage: the fiches for one public: residents, associations, businesses, newcomers. */
#define PARVIS_TYPE_AUDIENCE_PAGE (parvis_audience_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAudiencePage, parvis_audience_page, PARVIS, AUDIENCE_PAGE, ParvisListPage)

/* @public: as ParvisService names them. */
ParvisPage *parvis_audience_page_new (const char *public);

/* The publics, in the order they are shown; ends with a %NULL @id. Title and summary are to be translated with gettext.
 * Static. */
typedef struct
{
  const char *id, *icon, *title, *summary;
} ParvisPublic;
const ParvisPublic *parvis_publics (void);

G_END_DECLS
