/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/phone/slots.h"

G_BEGIN_DECLS

/* ParvisHubPhoneFile: one file while it comes in, in one buffer that is wiped. */
typedef struct _ParvisHubPhoneFile ParvisHubPhoneFile;

/* @name (nullable): whatever the telephone says; what is kept of it is the last part of a path,
 * PARVIS_HUB_PHONE_NAME_MAX printable characters at most. @most: bytes. */
#define PARVIS_HUB_PHONE_NAME_MAX 80
ParvisHubPhoneFile *parvis_hub_phone_file_new (const char *name, gsize most);
void parvis_hub_phone_file_free (ParvisHubPhoneFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubPhoneFile, parvis_hub_phone_file_free)
/* What is more than @most is not kept, and makes it too large. */
void parvis_hub_phone_file_append (ParvisHubPhoneFile *self, gconstpointer data, gsize size);
gboolean parvis_hub_phone_file_is_empty (const ParvisHubPhoneFile *self);
const char *parvis_hub_phone_file_name (const ParvisHubPhoneFile *self);
/* Its own bytes say that it is a JPEG, a PNG or a PDF: the media type, or %NULL. */
const char *parvis_hub_phone_file_type (const ParvisHubPhoneFile *self);
/* A parcel of "file" and "file.json" {"name", "type"}, sealed; %NULL with @verdict. The buffer is wiped. */
GBytes *parvis_hub_phone_file_seal (ParvisHubPhoneFile *self, GBytes *certificate, ParvisHubVerdict *verdict);

G_END_DECLS
