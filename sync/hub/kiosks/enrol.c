/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/name.h"
#include "sync/hub/kiosks/enrol.h"

#include <string.h>

#include "sync/base/sqlite-database.h"
#include "sync/hub/http/answer.h"
#include "sync/hub/kiosks/codes.h"
#include "sync/hub/kiosks/register.h"
#include "sync/keys/est-message.h"
#include "sync/pki/pki-authority.h"

#define BASIC "Basic "

/* One request for a certificate. */
typedef struct
{
  const ParvisHubEnrolment *hub;
  const char *address;
  ParvisHubOrigin origin;
  EVP_PKEY *key;
  char *kiosk;
  gint64 now;
  ParvisHubAnswer *answer;
} Enrolling;

static void
enrolling_clear (Enrolling *self)
{
  EVP_PKEY_free (self->key);
  g_free (self->kiosk);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Enrolling, enrolling_clear)

/* Answers --------------------------------------------------------------------------------------- */

static void
refuse (ParvisHubAnswer *answer, guint status, ParvisProblem problem, const char *detail)
{
  parvis_hub_answer_problem (answer, status, problem, detail);
}

static void
trouble (ParvisHubAnswer *answer, const GError *error)
{
  g_message ("enrolment: %s", error->message);
  refuse (answer, 500, PARVIS_PROBLEM_STORAGE, "see the server's journal");
}

static void
answer_certificates (ParvisHubAnswer *answer, const char *type, X509Stack *certificates)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = parvis_est_write_certificates (certificates, &error);

  if (body == NULL)
    {
      trouble (answer, error);
      return;
    }
  parvis_hub_answer_web (answer, 200, type, body);
  parvis_hub_answer_header (answer, "Content-Transfer-Encoding", "base64"); /* RFC 7030 §4.1.3 */
}

static void
answer_issued (Enrolling *self, X509 *certificate)
{
  g_autoptr (X509Stack) one = sk_X509_new_null ();

  X509_up_ref (certificate);
  sk_X509_push (one, certificate);
  answer_certificates (self->answer, PARVIS_EST_ENROLLED, one);
}

/* The authorities as their file has them; their keys are not needed. */
static void
answer_authorities (const ParvisHubEnrolment *hub, ParvisHubAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  X509Stack *found = NULL;
  g_autoptr (X509) first = parvis_crypto_load_certificate (hub->config->ca, &found, &error);
  g_autoptr (X509Stack) all = found;

  if (first == NULL)
    {
      trouble (answer, error);
      return;
    }
  sk_X509_unshift (all, g_steal_pointer (&first));
  answer_certificates (answer, PARVIS_EST_PKCS7, all);
}

/* Issuing --------------------------------------------------------------------------------------- */

static X509 *
certify (Enrolling *self, GError **error)
{
  const ParvisHubConfig *config = self->hub->config;
  g_auto (ParvisPkiAuthority) ca = { NULL, NULL };

  if (!parvis_pki_authority_load (&ca, config->ca, config->enrol_ca_key, error))
    return NULL;
  return parvis_pki_certify (&ca, self->key, PARVIS_PKI_KIOSK, self->kiosk, config->enrol_days, error);
}

/* In the register before anybody has it: a certificate that left this house can always be revoked. */
static X509 *
issue (Enrolling *self, GError **error)
{
  const gboolean enrols = self->origin == PARVIS_HUB_ORIGIN_ENROLLED;
  ParvisHubStore *store = self->hub->store;
  g_autoptr (ParvisTransaction) transaction = parvis_transaction_begin (parvis_hub_store_get_database (store), error);
  g_autoptr (X509) certificate = transaction != NULL ? certify (self, error) : NULL;
  g_autofree char *serial = certificate != NULL ? parvis_crypto_serial (certificate) : NULL;

  if (certificate == NULL || !parvis_hub_register_note (store, certificate, self->kiosk, self->origin, self->now, error)
      || (enrols && !parvis_hub_codes_use (store, self->kiosk, serial, error))
      || !parvis_hub_register_event (store, enrols ? "certificate_enrolled" : "certificate_renewed", self->kiosk,
                                     serial, self->now, error)
      || !parvis_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&certificate);
}

static void
issue_and_answer (Enrolling *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) certificate = issue (self, &error);

  if (certificate == NULL)
    trouble (self->answer, error);
  else
    {
      g_message ("%s: a certificate was issued", self->kiosk);
      answer_issued (self, certificate);
    }
}

/* simpleenroll ---------------------------------------------------------------------------------- */

/* "user:password"; (transfer full) (nullable). */
static char *
decode_basic (const char *authorization)
{
  gsize size = 0;
  g_autofree char *text = NULL;

  if (authorization == NULL || g_ascii_strncasecmp (authorization, BASIC, strlen (BASIC)) != 0)
    return NULL;
  text = (char *) g_base64_decode (authorization + strlen (BASIC), &size);
  return memchr (text, '\0', size) == NULL ? g_strndup (text, size) : NULL;
}

static void
refuse_code (Enrolling *self, const char *kiosk)
{
  g_autoptr (GError) error = NULL;

  g_message ("%s: enrolment code refused (%s)", kiosk, self->address);
  parvis_hub_limit_miss (self->hub->limit, self->address, g_get_monotonic_time () / G_USEC_PER_SEC);
  if (!parvis_hub_register_event (self->hub->store, "authn_login_fail", kiosk, self->address, self->now, &error))
    g_message ("enrolment: %s", error->message);
  refuse (self->answer, 401, PARVIS_PROBLEM_CODE,
          "wrong, used or expired enrolment code; ask for another one (parvis-hub enrol)");
  parvis_hub_answer_header (self->answer, "WWW-Authenticate", "Basic realm=\"parvis\"");
}

/* The answer to this very request was lost: here it is again. */
static void
answer_again (Enrolling *self, const char *serial)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) certificate = parvis_hub_register_find (self->hub->store, serial, &error);

  if (error != NULL)
    trouble (self->answer, error);
  else if (certificate != NULL && EVP_PKEY_eq (X509_get0_pubkey (certificate), self->key) == 1)
    answer_issued (self, certificate);
  else
    refuse_code (self, self->kiosk);
}

static void
check_code (Enrolling *self, const char *user, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *serial = NULL;
  ParvisHubCodeState state = PARVIS_HUB_CODE_WRONG;

  if (!parvis_hub_codes_check (self->hub->store, user, code, self->now, &state, &serial, &error))
    trouble (self->answer, error);
  else if (state == PARVIS_HUB_CODE_WRONG)
    refuse_code (self, user);
  else if (!g_str_equal (user, self->kiosk))
    refuse (self->answer, 400, PARVIS_PROBLEM_REQUEST, "the common name of the request is not the user");
  else if (state == PARVIS_HUB_CODE_USED)
    answer_again (self, serial);
  else
    issue_and_answer (self);
}

static gboolean
is_limited (Enrolling *self)
{
  guint wait = parvis_hub_limit_wait (self->hub->limit, self->address, g_get_monotonic_time () / G_USEC_PER_SEC);

  if (wait == 0)
    return FALSE;
  refuse (self->answer, 429, PARVIS_PROBLEM_RATE, "too many wrong codes from this address");
  parvis_hub_answer_number (self->answer, "Retry-After", wait);
  return TRUE;
}

static gboolean
read_request (Enrolling *self, GBytes *body)
{
  g_autoptr (GError) error = NULL;

  self->key = parvis_est_read_request (body, &self->kiosk, &error);
  if (self->key != NULL)
    return TRUE;
  refuse (self->answer, 400, PARVIS_PROBLEM_REQUEST, error->message);
  return FALSE;
}

static void
enrol (Enrolling *self, const char *authorization, GBytes *body)
{
  g_autofree char *pair = decode_basic (authorization);
  char *code = pair != NULL ? strchr (pair, ':') : NULL;

  if (is_limited (self))
    return;
  if (code != NULL)
    *code++ = '\0';
  if (code == NULL || !parvis_name_is_valid (pair))
    refuse_code (self, "-");
  else if (read_request (self, body))
    check_code (self, pair, code);
}

/* simplereenroll -------------------------------------------------------------------------------- */

static void
reenrol (Enrolling *self, const ParvisHubCaller *caller, GBytes *body)
{
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  if (!parvis_name_is_valid (caller->kiosk))
    refuse (self->answer, 403, PARVIS_PROBLEM_CERTIFICATE,
            "a client certificate of this server's CA with a kiosk's name is needed");
  else if (!parvis_hub_register_admit (self->hub->store, caller, self->now, &revoked, &error))
    trouble (self->answer, error);
  else if (revoked)
    refuse (self->answer, 403, PARVIS_PROBLEM_REVOKED, "this certificate is revoked");
  else if (!read_request (self, body))
    return;
  else if (!g_str_equal (self->kiosk, caller->kiosk))
    refuse (self->answer, 403, PARVIS_PROBLEM_CERTIFICATE, "the common name of the request is not the certificate's");
  else
    issue_and_answer (self);
}

void
parvis_hub_enrol_answer (const ParvisHubEnrolment *hub, ParvisHubAction action, const ParvisHubCaller *caller,
                         const char *authorization, GBytes *body, ParvisHubAnswer *answer)
{
  g_auto (Enrolling) self = {
    .hub = hub,
    .address = caller->address != NULL ? caller->address : "",
    .origin = action == PARVIS_HUB_ENROL ? PARVIS_HUB_ORIGIN_ENROLLED : PARVIS_HUB_ORIGIN_RENEWED,
    .now = g_get_real_time () / G_USEC_PER_SEC,
    .answer = answer,
  };

  if (hub->config->enrol_ca_key == NULL)
    refuse (answer, 404, PARVIS_PROBLEM_UNKNOWN, "this server enrols nobody");
  else if (action == PARVIS_HUB_CACERTS)
    answer_authorities (hub, answer);
  else if (action == PARVIS_HUB_ENROL)
    enrol (&self, authorization, body);
  else
    reenrol (&self, caller, body);
}
