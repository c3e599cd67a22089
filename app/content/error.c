/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/bundle.h"
#include "app/content/catalog.h"

G_DEFINE_QUARK (parvis_bundle_error_quark, parvis_bundle_error)
G_DEFINE_QUARK (parvis_catalog_error_quark, parvis_catalog_error)
