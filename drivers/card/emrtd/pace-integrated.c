/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/pace-integrated.h"

#include <string.h>

#include "base/secret.h"
#include "drivers/card/link.h"

#define SIZE_MAX_BITS 256

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BN_CTX, BN_CTX_free)

static const guint8 c0_128[]
    = { 0xA6, 0x68, 0x89, 0x2A, 0x7C, 0x41, 0xE3, 0xCA, 0x73, 0x9F, 0x40, 0xB0, 0x57, 0xD8, 0x59, 0x04 };
static const guint8 c1_128[]
    = { 0xA4, 0xE1, 0x36, 0xAC, 0x72, 0x5F, 0x73, 0x8B, 0x01, 0xC1, 0xF6, 0x02, 0x17, 0xC1, 0x88, 0xAD };
static const guint8 c0_256[]
    = { 0xD4, 0x63, 0xD6, 0x52, 0x34, 0x12, 0x4E, 0xF7, 0x89, 0x70, 0x54, 0x98, 0x6D, 0xCA, 0x0A, 0x17,
        0x4E, 0x28, 0xDF, 0x75, 0x8C, 0xBA, 0xA0, 0x3F, 0x24, 0x06, 0x16, 0x41, 0x4D, 0x5A, 0x16, 0x76 };
static const guint8 c1_256[]
    = { 0x54, 0xBD, 0x72, 0x55, 0xF0, 0xAA, 0xF8, 0x31, 0xBE, 0xC3, 0x42, 0x3F, 0xCF, 0x39, 0xD6, 0x9B,
        0x6C, 0xBF, 0x06, 0x66, 0x77, 0xD0, 0xFA, 0xAE, 0x5A, 0xAD, 0xD9, 0x9D, 0xF8, 0xE5, 0x35, 0x17 };

static gpointer
fail (GError **error, const char *message)
{
  g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL, message);
  return NULL;
}

/* Keys are what the last round made, cut to their size. */
static gboolean
run_rounds (ParvisEmrtdCipher cipher, const guint8 *s, const guint8 *t, gsize size, gsize rounds, guint8 *out,
            GError **error)
{
  const guint8 *c0 = size == sizeof c0_128 ? c0_128 : c0_256, *c1 = size == sizeof c1_128 ? c1_128 : c1_256;
  guint8 key[SIZE_MAX_BITS / 8] = { 0 }, next[SIZE_MAX_BITS / 8];
  gboolean done = parvis_emrtd_encrypt (cipher, t, NULL, s, size, key, error);

  for (gsize i = 0; i < rounds && done; i++)
    {
      done = parvis_emrtd_encrypt (cipher, key, NULL, c1, size, out + i * size, error)
             && parvis_emrtd_encrypt (cipher, key, NULL, c0, size, next, error);
      memcpy (key, next, sizeof key);
    }
  parvis_wipe (key, sizeof key);
  parvis_wipe (next, sizeof next);
  return done;
}

GBytes *
parvis_pace_random (ParvisEmrtdCipher cipher, GBytes *s, GBytes *t, guint bits, GError **error)
{
  gsize size = parvis_emrtd_key_size (cipher) == 16 ? sizeof c0_128 : sizeof c0_256;
  gsize rounds = (bits + 64 + 8 * size - 1) / (8 * size);
  guint8 key[PARVIS_EMRTD_KEY_MAX] = { 0 };
  guint8 *out;

  if (g_bytes_get_size (s) != size || g_bytes_get_size (t) != parvis_emrtd_key_size (cipher))
    return fail (error, "the card's nonce is not as long as integrated mapping has it");
  memcpy (key, g_bytes_get_data (t, NULL), g_bytes_get_size (t));
  out = g_malloc0 (rounds * size);
  if (run_rounds (cipher, g_bytes_get_data (s, NULL), key, size, rounds, out, error))
    return parvis_secret_bytes_new_take (out, rounds * size);
  parvis_wipe (out, rounds * size);
  g_free (out);
  return NULL;
}

gboolean
parvis_pace_can_encode (const EC_GROUP *group)
{
  g_autoptr (BIGNUM) p = BN_new ();

  return EC_GROUP_get_curve (group, p, NULL, NULL, NULL) == 1 && BN_is_bit_set (p, 0) && BN_is_bit_set (p, 1);
}

/* The numbers of one encoding: the curve, the element f, and what comes of them. */
typedef struct
{
  BN_CTX *context;
  BIGNUM *p, *a, *b, *f, *alpha, *x2, *x3, *h2, *root, *scratch;
} Numbers;

static gboolean
get_numbers (Numbers *n, const EC_GROUP *group, GBytes *random)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (random, &length);
  BIGNUM **all[] = { &n->p, &n->a, &n->b, &n->f, &n->alpha, &n->x2, &n->x3, &n->h2, &n->root, &n->scratch };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    *all[i] = BN_CTX_get (n->context);
  return n->scratch != NULL && EC_GROUP_get_curve (group, n->p, n->a, n->b, n->context) == 1
         && BN_bin2bn (data, (int) length, n->f) != NULL && BN_mod (n->f, n->f, n->p, n->context) == 1;
}

/* alpha = -f^2; x2 = -b/a (1 + 1/(alpha + alpha^2)); x3 = alpha x2. */
static gboolean
find_candidates (Numbers *n)
{
  return BN_mod_sqr (n->alpha, n->f, n->p, n->context) == 1
         && BN_mod_sub (n->alpha, n->p, n->alpha, n->p, n->context) == 1
         && BN_mod_sqr (n->x2, n->alpha, n->p, n->context) == 1
         && BN_mod_add (n->x2, n->x2, n->alpha, n->p, n->context) == 1
         && BN_mod_inverse (n->x2, n->x2, n->p, n->context) != NULL && BN_add_word (n->x2, 1) == 1
         && BN_mod_mul (n->x2, n->x2, n->b, n->p, n->context) == 1
         && BN_mod_inverse (n->scratch, n->a, n->p, n->context) != NULL
         && BN_mod_mul (n->x2, n->x2, n->scratch, n->p, n->context) == 1
         && BN_mod_sub (n->x2, n->p, n->x2, n->p, n->context) == 1
         && BN_mod_mul (n->x3, n->alpha, n->x2, n->p, n->context) == 1;
}

/* h2 = x2^3 + a x2 + b, and h2^(p - 1 - (p + 1) / 4), which is 1/sqrt (h2) where h2 is a square. */
static gboolean
find_root (Numbers *n)
{
  return BN_mod_sqr (n->h2, n->x2, n->p, n->context) == 1 && BN_mod_add (n->h2, n->h2, n->a, n->p, n->context) == 1
         && BN_mod_mul (n->h2, n->h2, n->x2, n->p, n->context) == 1
         && BN_mod_add (n->h2, n->h2, n->b, n->p, n->context) == 1 && BN_copy (n->scratch, n->p) != NULL
         && BN_add_word (n->scratch, 1) == 1 && BN_rshift (n->scratch, n->scratch, 2) == 1
         && BN_sub (n->scratch, n->p, n->scratch) == 1 && BN_sub_word (n->scratch, 1) == 1
         && BN_mod_exp (n->root, n->h2, n->scratch, n->p, n->context) == 1;
}

/* (x2, root h2) where h2 is a square, else (x3, root f^3 h2). */
static gboolean
set_point (Numbers *n, const EC_GROUP *group, EC_POINT *point)
{
  const BIGNUM *x;

  if (BN_mod_sqr (n->scratch, n->root, n->p, n->context) != 1
      || BN_mod_mul (n->scratch, n->scratch, n->h2, n->p, n->context) != 1
      || BN_mod_mul (n->root, n->root, n->h2, n->p, n->context) != 1)
    return FALSE;
  x = BN_is_one (n->scratch) ? n->x2 : n->x3;
  if (x == n->x3
      && (BN_mod_sqr (n->scratch, n->f, n->p, n->context) != 1
          || BN_mod_mul (n->scratch, n->scratch, n->f, n->p, n->context) != 1
          || BN_mod_mul (n->root, n->root, n->scratch, n->p, n->context) != 1))
    return FALSE;
  /* Checks that the point is on the curve. */
  return EC_POINT_set_affine_coordinates (group, point, x, n->root, n->context) == 1;
}

gboolean
parvis_pace_encode (const EC_GROUP *group, GBytes *random, EC_POINT *point, GError **error)
{
  g_autoptr (BN_CTX) context = BN_CTX_secure_new ();
  Numbers n = { .context = context };
  gboolean done;

  BN_CTX_start (context);
  done = get_numbers (&n, group, random) && find_candidates (&n) && find_root (&n) && set_point (&n, group, point);
  BN_CTX_end (context);
  if (!done)
    fail (error, "the card's nonce leads to no point of its curve");
  return done;
}
