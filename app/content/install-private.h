/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/manifest.h"

G_BEGIN_DECLS

/* Shared by install.c, remake.c, keep.c and publish.c. */
typedef struct
{
  const char *ca_file;
  gint64 floor;    /* the highest version that is refused */
  gint64 now;      /* Unix seconds; 0: an expired one is as good */
  gint64 taken_at; /* Unix seconds: when the signer's certificate had to be good; 0: by the clock, now */
} ParvisInstallRules;

/* manifest.json and manifest.p7s, as they were judged. */
typedef struct
{
  GBytes *manifest, *signature;
} ParvisInstallSigned;
void parvis_install_signed_clear (ParvisInstallSigned *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisInstallSigned, parvis_install_signed_clear)

/* Everything that is asked of a bundle before it counts: signed, above @rules' floor, not expired, its files and no
 * other, unaltered, without a fault. From here on @tree gives signed bytes only. @sealed: (nullable) to be filled.
 * (transfer full) */
ParvisManifest *parvis_install_judge (ParvisTree *tree, GPtrArray *faults, const char *folder,
                                      const ParvisInstallRules *rules, ParvisInstallSigned *sealed,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One installation at a time. A descriptor to be closed, whatever ends us; -1: another one is under way. */
int parvis_install_lock (const char *catalog_path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The catalogue before @catalog_path. (transfer full) */
char *parvis_install_previous (const char *catalog_path);
/* Gives @fresh, whole and synced, the name @path, durably. */
gboolean parvis_install_rename (const char *fresh, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
