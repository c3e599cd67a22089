/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/pace-group.h"

#include <openssl/obj_mac.h>

#include "base/secret.h"
#include "drivers/card/emrtd/crypto.h"
#include "drivers/card/emrtd/pace-integrated.h"
#include "drivers/card/link.h"

#define UNCOMPRESSED 0x04

struct _ParvisPaceGroup
{
  EC_GROUP *group;
  EC_POINT *generator;
  BIGNUM *key;
};

static const struct
{
  guint parameters;
  int nid;
} curves[] = {
  { 8, NID_X9_62_prime192v1 },  { 9, NID_brainpoolP192r1 },  { 10, NID_secp224r1 },       { 11, NID_brainpoolP224r1 },
  { 12, NID_X9_62_prime256v1 }, { 13, NID_brainpoolP256r1 }, { 14, NID_brainpoolP320r1 }, { 15, NID_secp384r1 },
  { 16, NID_brainpoolP384r1 },  { 17, NID_brainpoolP512r1 }, { 18, NID_secp521r1 },
};

static int
find_curve (guint parameters)
{
  for (gsize i = 0; i < G_N_ELEMENTS (curves); i++)
    if (curves[i].parameters == parameters)
      return curves[i].nid;
  return NID_undef;
}

gboolean
parvis_pace_group_is_known (guint parameters)
{
  return find_curve (parameters) != NID_undef;
}

gboolean
parvis_pace_group_takes_integrated (guint parameters)
{
  g_autoptr (EC_GROUP) group = EC_GROUP_new_by_curve_name (find_curve (parameters));

  return group != NULL && parvis_pace_can_encode (group);
}

static gpointer
fail (GError **error, ParvisCardError code, const char *message)
{
  g_set_error_literal (error, PARVIS_CARD_ERROR, (int) code, message);
  return NULL;
}

ParvisPaceGroup *
parvis_pace_group_new (guint parameters, GError **error)
{
  EC_GROUP *group = EC_GROUP_new_by_curve_name (find_curve (parameters));
  ParvisPaceGroup *self;

  if (group == NULL)
    return fail (error, PARVIS_CARD_ERROR_UNSUPPORTED, "libcrypto does not know the document's curve");
  self = g_new0 (ParvisPaceGroup, 1);
  self->group = group;
  self->generator = EC_POINT_dup (EC_GROUP_get0_generator (group), group);
  self->key = BN_new ();
  return self;
}

void
parvis_pace_group_free (ParvisPaceGroup *self)
{
  if (self == NULL)
    return;
  BN_clear_free (self->key);
  EC_POINT_clear_free (self->generator);
  EC_GROUP_free (self->group);
  g_free (self);
}

static gsize
field_size (const ParvisPaceGroup *self)
{
  return ((gsize) EC_GROUP_get_degree (self->group) + 7) / 8;
}

static GBytes *
to_bytes (const ParvisPaceGroup *self, const EC_POINT *point, GError **error)
{
  gsize length = 1 + 2 * field_size (self);
  guint8 *bytes = g_malloc (length);

  if (EC_POINT_point2oct (self->group, point, POINT_CONVERSION_UNCOMPRESSED, bytes, length, NULL) == length)
    return parvis_secret_bytes_new_take (bytes, length);
  g_free (bytes);
  return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "a point of the curve that cannot be");
}

/* An uncompressed point of the right length that is on the curve, which EC_POINT_oct2point() checks. */
static EC_POINT *
from_bytes (const ParvisPaceGroup *self, GBytes *bytes, GError **error)
{
  g_autoptr (EC_POINT) point = EC_POINT_new (self->group);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (length != 1 + 2 * field_size (self) || data[0] != UNCOMPRESSED
      || EC_POINT_oct2point (self->group, point, data, length, NULL) != 1)
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "the card sent a key that is not on its curve");
  return g_steal_pointer (&point);
}

GBytes *
parvis_pace_group_make_key (ParvisPaceGroup *self, const guint8 *private, gsize length, GError **error)
{
  g_autoptr (EC_POINT) public = EC_POINT_new (self->group);

  if (private != NULL)
    BN_bin2bn (private, (int) length, self->key);
  else
    do
      if (BN_priv_rand_range (self->key, EC_GROUP_get0_order (self->group)) != 1)
        return fail (error, PARVIS_CARD_ERROR_UNSUPPORTED, "libcrypto has no random numbers");
    while (BN_is_zero (self->key));
  BN_set_flags (self->key, BN_FLG_CONSTTIME);
  if (EC_POINT_mul (self->group, public, NULL, self->generator, self->key, NULL) != 1)
    return fail (error, PARVIS_CARD_ERROR_UNSUPPORTED, "libcrypto refuses the document's curve");
  return to_bytes (self, public, error);
}

/* key * @peer, which must not be the neutral element. */
static EC_POINT *
multiply (const ParvisPaceGroup *self, GBytes *peer, GError **error)
{
  g_autoptr (EC_POINT) theirs = from_bytes (self, peer, error);
  g_autoptr (EC_POINT) product = EC_POINT_new (self->group);

  if (theirs == NULL)
    return NULL;
  if (EC_POINT_mul (self->group, product, NULL, theirs, self->key, NULL) != 1
      || EC_POINT_is_at_infinity (self->group, product))
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "the card sent a key that leads nowhere");
  return g_steal_pointer (&product);
}

gboolean
parvis_pace_group_map (ParvisPaceGroup *self, GBytes *nonce, GBytes *peer, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (nonce, &length);
  g_autoptr (BIGNUM) s = BN_bin2bn (data, (int) length, NULL);
  g_autoptr (EC_POINT) shared = multiply (self, peer, error);
  g_autoptr (EC_POINT) mapped = EC_POINT_new (self->group);

  if (shared == NULL)
    return FALSE;
  BN_set_flags (s, BN_FLG_CONSTTIME);
  if (EC_POINT_mul (self->group, mapped, NULL, self->generator, s, NULL) != 1
      || EC_POINT_add (self->group, mapped, mapped, shared, NULL) != 1 || EC_POINT_is_at_infinity (self->group, mapped))
    {
      fail (error, PARVIS_CARD_ERROR_PROTOCOL, "the card sent a key that leads nowhere");
      return FALSE;
    }
  return EC_POINT_copy (self->generator, mapped) == 1;
}

guint
parvis_pace_group_bits (const ParvisPaceGroup *self)
{
  return (guint) EC_GROUP_get_degree (self->group);
}

gboolean
parvis_pace_group_map_integrated (ParvisPaceGroup *self, GBytes *random, GError **error)
{
  return parvis_pace_encode (self->group, random, self->generator, error);
}

GBytes *
parvis_pace_group_agree (ParvisPaceGroup *self, GBytes *peer, GError **error)
{
  g_autoptr (EC_POINT) shared = multiply (self, peer, error);
  g_autoptr (BIGNUM) x = BN_new ();
  gsize length = field_size (self);
  g_autofree guint8 *bytes = g_malloc0 (length);

  if (shared == NULL)
    return NULL;
  if (EC_POINT_get_affine_coordinates (self->group, shared, x, NULL, NULL) != 1
      || BN_bn2binpad (x, bytes, (int) length) < 0)
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "a point of the curve that cannot be");
  return parvis_secret_bytes_new_take (g_steal_pointer (&bytes), length);
}

GBytes *
parvis_pace_group_generator (ParvisPaceGroup *self, GError **error)
{
  return to_bytes (self, self->generator, error);
}
