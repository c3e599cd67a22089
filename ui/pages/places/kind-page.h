/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/pages/list/list-page.h"

G_BEGIN_DECLS

/* ParvisKindPage: the places of one kind ("Sport"). */
#define PARVIS_TYPE_KIND_PAGE (parvis_kind_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisKindPage, parvis_kind_page, PARVIS, KIND_PAGE, ParvisListPage)

/* @kind: see place-kind.h. */
ParvisPage *parvis_kind_page_new (const char *kind);

G_END_DECLS
