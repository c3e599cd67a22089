/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/emrtd.h"

#include <string.h>

#include <openssl/evp.h>

#include "base/secret.h"
#include "drivers/card/emrtd/bac.h"
#include "drivers/card/emrtd/file.h"
#include "drivers/card/emrtd/lds.h"
#include "drivers/card/emrtd/mrz.h"
#include "drivers/card/emrtd/pace.h"
#include "drivers/card/emrtd/sod.h"

#define CAN_LENGTH      6
#define CARD_ACCESS_MAX 2048
#define SECRET_MAX      20 /* SHA-1 */

typedef struct
{
  ParvisEmrtdChannel channel;
  const ParvisEmrtdAccess *access;
  ParvisEmrtdTrust *trust;
  ParvisEmrtdProgress progress;
  gpointer user_data;
  ParvisEmrtdStep step;
  guint percent;
} Reading;

/* How far each step goes, measured by the commands it takes. */
static const guint ends[] = { 10, 40, 50, 95, 99, 100 };

const char *
parvis_emrtd_step_name (ParvisEmrtdStep step)
{
  static const char *const names[] = { "start", "open", "identity", "signature", "check", "done" };

  return names[step];
}

/* @done of @whole of @step. */
static void
tell (Reading *self, ParvisEmrtdStep step, gsize done, gsize whole)
{
  guint begin = step == PARVIS_EMRTD_STEP_START ? 0 : ends[step - 1];
  guint percent = begin + (guint) ((ends[step] - begin) * done / whole);

  if (self->progress == NULL || (step == self->step && percent == self->percent))
    return;
  self->step = step;
  self->percent = percent;
  self->progress (step, percent, self->user_data);
}

static gboolean
is_can (const char *can)
{
  return can != NULL && strlen (can) == CAN_LENGTH && strspn (can, "0123456789") == CAN_LENGTH;
}

static gboolean
has_zone (const ParvisEmrtdAccess *access)
{
  char information[PARVIS_MRZ_INFORMATION_SIZE];
  gboolean has = access->number != NULL && access->birth != NULL && access->expiry != NULL
                 && parvis_mrz_information (access->number, access->birth, access->expiry, information);

  parvis_wipe (information, sizeof information);
  return has;
}

gboolean
parvis_emrtd_access_is_valid (const ParvisEmrtdAccess *access)
{
  return access->can != NULL ? is_can (access->can) : has_zone (access);
}

/* 9.7.3: SHA-1 of the MRZ information. */
static gboolean
zone_secret (const ParvisEmrtdAccess *access, guint8 *secret, GError **error)
{
  char information[PARVIS_MRZ_INFORMATION_SIZE];
  gboolean done = parvis_mrz_information (access->number, access->birth, access->expiry, information)
                  && EVP_Digest (information, strlen (information), secret, NULL, EVP_sha1 (), NULL) == 1;

  parvis_wipe (information, sizeof information);
  if (!done)
    g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED, "libcrypto refuses SHA-1");
  return done;
}

static void
on_round (guint round, gpointer user_data)
{
  tell (user_data, PARVIS_EMRTD_STEP_OPEN, round, 5);
}

static gboolean
open_by_pace (Reading *self, const ParvisPaceInfo *info, GError **error)
{
  guint8 secret[SECRET_MAX];
  gsize length = self->access->can != NULL ? CAN_LENGTH : SECRET_MAX;
  ParvisPacePassword password = self->access->can != NULL ? PARVIS_PACE_CAN : PARVIS_PACE_MRZ;
  gboolean done = TRUE;

  if (password == PARVIS_PACE_CAN)
    memcpy (secret, self->access->can, CAN_LENGTH);
  else
    done = zone_secret (self->access, secret, error);
  done = done && parvis_pace_open (&self->channel, info, password, secret, length, on_round, self, error)
         && parvis_emrtd_select_application (&self->channel, error);
  parvis_wipe (secret, sizeof secret);
  return done;
}

static gboolean
open_by_bac (Reading *self, ParvisPaceFinding pace, GError **error)
{
  guint8 secret[SECRET_MAX];
  gboolean done;

  /* First the question whether it is such a document at all: a bank card has no CAN to be asked for either. */
  if (!parvis_emrtd_select_application (&self->channel, error))
    return FALSE;
  if (!has_zone (self->access))
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED,
                           pace == PARVIS_PACE_ABSENT
                               ? "the document does not open with a CAN: it wants its machine readable zone"
                               : "the document's kind of PACE is not supported, and a CAN opens nothing else");
      return FALSE;
    }
  tell (self, PARVIS_EMRTD_STEP_OPEN, 2, 5);
  done = zone_secret (self->access, secret, error) && parvis_bac_open (&self->channel, secret, error);
  parvis_wipe (secret, sizeof secret);
  return done;
}

/* PACE where the document knows a way of ours, else BAC (4.2). A document that has EF.CardAccess not at all knows BAC
 * alone. */
static gboolean
open_document (Reading *self, GError **error)
{
  g_autoptr (GBytes) card_access = NULL;
  ParvisPaceFinding finding = PARVIS_PACE_ABSENT;
  ParvisPaceInfo info;
  gboolean missing;
  gsize length;
  const guint8 *data;

  if (!parvis_emrtd_select_root (&self->channel, error))
    return FALSE;
  tell (self, PARVIS_EMRTD_STEP_START, 1, 3);
  card_access = parvis_emrtd_read_file (&self->channel, PARVIS_EMRTD_EF_CARD_ACCESS, CARD_ACCESS_MAX, &missing, NULL,
                                        NULL, error);
  if (card_access == NULL && !missing)
    return FALSE;
  if (card_access != NULL)
    {
      data = g_bytes_get_data (card_access, &length);
      finding = parvis_pace_info_find (data, length, &info);
    }
  if (finding == PARVIS_PACE_MALFORMED)
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL,
                           "EF.CardAccess is not what it should be");
      return FALSE;
    }
  tell (self, PARVIS_EMRTD_STEP_OPEN, 0, 5);
  return finding == PARVIS_PACE_FOUND ? open_by_pace (self, &info, error) : open_by_bac (self, finding, error);
}

/* A document that keeps EF.COM to itself may have DG1 none the less. */
static gboolean
check_com (Reading *self, GError **error)
{
  gboolean missing;
  g_autoptr (GBytes) com
      = parvis_emrtd_read_file (&self->channel, PARVIS_EMRTD_EF_COM, PARVIS_LDS_COM_MAX, &missing, NULL, NULL, error);
  gsize length;
  const guint8 *data;

  if (com == NULL)
    return missing;
  data = g_bytes_get_data (com, &length);
  return parvis_lds_check_com (data, length, error);
}

static ParvisIdentity *
parse_identity (GBytes *dg1, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gsize length;
  const guint8 *data = g_bytes_get_data (dg1, &length);

  return parvis_lds_parse_dg1 (data, length, (guint) g_date_time_get_year (now), (guint) g_date_time_get_month (now),
                               error);
}

static void
on_signature_read (gsize done, gsize whole, gpointer user_data)
{
  tell (user_data, PARVIS_EMRTD_STEP_SIGNATURE, done, whole);
}

static gboolean
check_signature (Reading *self, GBytes *dg1, ParvisIdentityTrust *found, GError **error)
{
  g_autoptr (GBytes) sod = NULL;
  gsize length, dg1_length;
  const guint8 *data, *dg1_data;

  if (self->trust == NULL)
    return TRUE;
  tell (self, PARVIS_EMRTD_STEP_SIGNATURE, 0, 1);
  sod = parvis_emrtd_read_file (&self->channel, PARVIS_EMRTD_EF_SOD, PARVIS_SOD_MAX, NULL, on_signature_read, self,
                                error);
  if (sod == NULL)
    return FALSE;
  tell (self, PARVIS_EMRTD_STEP_CHECK, 0, 1);
  data = g_bytes_get_data (sod, &length);
  dg1_data = g_bytes_get_data (dg1, &dg1_length);
  return parvis_sod_check (data, length, dg1_data, dg1_length, self->trust, found, error);
}

static ParvisIdentity *
read_document (Reading *self, GError **error)
{
  g_autoptr (GBytes) dg1 = NULL;
  g_autoptr (ParvisIdentity) identity = NULL;

  if (!open_document (self, error))
    return NULL;
  tell (self, PARVIS_EMRTD_STEP_IDENTITY, 0, 2);
  if (!check_com (self, error))
    return NULL;
  tell (self, PARVIS_EMRTD_STEP_IDENTITY, 1, 2);
  dg1 = parvis_emrtd_read_file (&self->channel, PARVIS_EMRTD_EF_DG1, PARVIS_LDS_DG1_MAX, NULL, NULL, NULL, error);
  identity = dg1 != NULL ? parse_identity (dg1, error) : NULL;
  if (identity == NULL || !check_signature (self, dg1, &identity->trust, error))
    return NULL;
  tell (self, PARVIS_EMRTD_STEP_DONE, 1, 1);
  return g_steal_pointer (&identity);
}

ParvisIdentity *
parvis_emrtd_read (ParvisCardLink *link, const ParvisEmrtdAccess *access, ParvisEmrtdTrust *trust,
                   ParvisEmrtdProgress progress, gpointer user_data, GError **error)
{
  Reading self = { .channel.link = link,
                   .access = access,
                   .trust = trust,
                   .progress = progress,
                   .user_data = user_data,
                   .percent = G_MAXUINT };
  ParvisIdentity *identity;

  if (!parvis_emrtd_access_is_valid (access))
    {
      g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_WRONG_CODE, "no document has such a code");
      return NULL;
    }
  tell (&self, PARVIS_EMRTD_STEP_START, 0, 1);
  identity = read_document (&self, error);
  parvis_emrtd_channel_clear (&self.channel);
  return identity;
}
