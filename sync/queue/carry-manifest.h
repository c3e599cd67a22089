/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What lies on a USB key between a kiosk and the central server when there is no network:
 *
 *   parvis-KIOSK/manifest.json       what there is, written last
 *   parvis-KIOSK/manifest.p7s        its signature by the kiosk's certificate (sync/seal/signature.h)
 *   parvis-KIOSK/UUID.cms            a sealed envelope, as it would have been uploaded
 *   parvis-KIOSK/UUID.receipt.json   the server's signed receipt (sync/seal/receipt.h), once it has been there
 *
 * All names fit FAT. The manifest: {"format": "parvis-carry", "version": 1, "kiosk", "made_at", "submissions":
 * [{"id", "sha256", "size"}]}. What counts is the seal of each
 * envelope, its sum and the receipt; the signature says which kiosk made the list, and so whether the central server
 * would take the same from it by the network. The list is read as what anybody may have written: strict JSON, no member
 * that is not one of these, nothing twice, at most PARVIS_CARRY_MAX_ITEMS.
 */
#define PARVIS_CARRY_MANIFEST      "manifest.json"
#define PARVIS_CARRY_SIGNATURE     "manifest.p7s"
#define PARVIS_CARRY_MAX_SIGNATURE (64 * 1024) /* bytes */
#define PARVIS_CARRY_PREFIX        "parvis-"
#define PARVIS_CARRY_MAX_ITEMS     10000
#define PARVIS_CARRY_MAX_MANIFEST  (2 * 1024 * 1024) /* bytes */

#define PARVIS_CARRY_ERROR (parvis_carry_error_quark ())
typedef enum
{
  PARVIS_CARRY_ERROR_MISSING, /* the folder, or what should lie in it, is not there */
  PARVIS_CARRY_ERROR_INVALID, /* not what we write, or altered */
  PARVIS_CARRY_ERROR_FULL,    /* no room on the key */
  PARVIS_CARRY_ERROR_FAILED,  /* the key cannot be read or written */
} ParvisCarryError;
GQuark parvis_carry_error_quark (void);

typedef struct
{
  char *id;     /* UUID, lower case */
  char *sha256; /* lower-case hexadecimal */
  goffset size; /* bytes, 1 to PARVIS_SEAL_MAX_BYTES */
} ParvisCarryItem;
ParvisCarryItem *parvis_carry_item_new (const char *id, const char *sha256, goffset size);

typedef struct
{
  char *kiosk;      /* [a-z0-9-], 1 to 64: who says it made this */
  gint64 made_at;   /* Unix seconds, by its clock */
  GPtrArray *items; /* of ParvisCarryItem */
} ParvisCarryManifest;
ParvisCarryManifest *parvis_carry_manifest_new (const char *kiosk, gint64 made_at);
void parvis_carry_manifest_free (ParvisCarryManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCarryManifest, parvis_carry_manifest_free)

/* (transfer full) */
ParvisCarryManifest *parvis_carry_manifest_read (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *parvis_carry_manifest_write (const ParvisCarryManifest *self);

/* Names: of the envelope and of the receipt of @id, in the kiosk's folder on the key. (transfer full) */
char *parvis_carry_envelope_path (const char *folder, const char *id);
char *parvis_carry_receipt_path (const char *folder, const char *id);

/* The file at @path, which must be a plain file, not a link or a device, of at most @max bytes. (transfer full) */
GBytes *parvis_carry_load (const char *path, gsize max, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Writes @bytes in the place of @path, whole or not at all, and durably. */
gboolean parvis_carry_save (const char *path, GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
