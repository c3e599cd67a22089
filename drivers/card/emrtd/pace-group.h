/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisPaceGroup: the arithmetic of PACE over an elliptic curve (ICAO Doc 9303-11, 4.4.3.3; BSI TR-03111). It is
 * one generator and one key pair at a time: first the curve's own, and after parvis_pace_group_map() the mapped one.
 * Wiped when freed. */
typedef struct _ParvisPaceGroup ParvisPaceGroup;

/* 9.5.1, table 11, the curves among them. */
gboolean parvis_pace_group_is_known (guint parameters);

/* Those that integrated mapping can be done on (appendix B.2). */
gboolean parvis_pace_group_takes_integrated (guint parameters);

ParvisPaceGroup *parvis_pace_group_new (guint parameters, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_pace_group_free (ParvisPaceGroup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisPaceGroup, parvis_pace_group_free)

/* A new key pair; @private (nullable, for the worked examples): its secret part, @length bytes big-endian, instead of a
 * random one. The public part, an uncompressed point. (transfer full) */
GBytes *parvis_pace_group_make_key (ParvisPaceGroup *self, const guint8 *private, gsize length,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The generator becomes nonce * G + key * @peer. @peer not on the curve, or the point at infinity, is
 * PARVIS_CARD_ERROR_PROTOCOL. */
gboolean parvis_pace_group_map (ParvisPaceGroup *self, GBytes *nonce, GBytes *peer,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Integrated mapping: the generator becomes the point that @random stands for; how many bits the field has, to make
 * @random. */
guint parvis_pace_group_bits (const ParvisPaceGroup *self);
gboolean parvis_pace_group_map_integrated (ParvisPaceGroup *self, GBytes *random,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The first coordinate of key * @peer. (transfer full) wiped when freed */
GBytes *parvis_pace_group_agree (ParvisPaceGroup *self, GBytes *peer, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The generator as it is, for the worked examples. (transfer full) */
GBytes *parvis_pace_group_generator (ParvisPaceGroup *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
