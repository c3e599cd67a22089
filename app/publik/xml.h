/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

#include "app/publik/error.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

/* The XML of an export, from a stranger's hands: at most 8 MiB, 64 levels and 200 000 nodes, no document
 * type (hence no entity of its own), nothing fetched. @name is what error messages call it. */
xmlDoc *wcs_xml_parse (const char *data, gsize length, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The bytes of a regular file of at most that size. */
char *wcs_xml_read (const char *path, gsize *length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
xmlDoc *wcs_xml_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

xmlNode *wcs_xml_child (const xmlNode *parent, const char *name); /* (nullable) the first element of that name */
xmlNode *wcs_xml_next (const xmlNode *node, const char *name);    /* (nullable) the next sibling of that name */
/* The text of that child without white space around it; NULL when there is no such child or nothing in it.
 * (transfer full) */
char *wcs_xml_text (const xmlNode *parent, const char *name);
char *wcs_xml_own_text (const xmlNode *node);
guint wcs_xml_number (const xmlNode *parent, const char *name, guint otherwise);
gboolean wcs_xml_is_true (const xmlNode *parent, const char *name);

G_END_DECLS
