/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

#include "app/content/news.h"

G_BEGIN_DECLS

/* Notices that came by themselves, between two versions of the content: the resource "notices"
 * (sync/content/resource.h), whose data is as notices.json is. One that bears the id of a notice of the content stands
 * in its place. Any language may be there; French must. */
#define PARVIS_NOTICES_RESOURCE "notices"

/* PARVIS_BUNDLE_ERROR_INVALID, naming the first fault of @file. */
gboolean parvis_notices_check (JsonNode *data, const char *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds those in force at @now to @notices (of ParvisNotice), in place of what has their ids, and sorts it as
 * parvis_catalog_notices() does.
 * @data has been checked. @made: how old it is. */
void parvis_notices_add (GPtrArray *notices, JsonObject *data, gint64 made, gint64 now, const char *language);
/* When what the former adds next changes, after @now; G_MAXINT64: never. */
gint64 parvis_notices_change (JsonObject *data, gint64 now);

G_END_DECLS
