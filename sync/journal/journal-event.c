/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/journal/journal-event.h"

static const char *const names[] = {
  [PARVIS_JOURNAL_SYS_STARTUP] = "sys_startup",
  [PARVIS_JOURNAL_SYS_SHUTDOWN] = "sys_shutdown",
  [PARVIS_JOURNAL_SYS_RESTART] = "sys_restart",
  [PARVIS_JOURNAL_SYS_CRASH] = "sys_crash",
  [PARVIS_JOURNAL_AUTHN_LOGIN_SUCCESS] = "authn_login_success",
  [PARVIS_JOURNAL_AUTHN_LOGIN_FAIL] = "authn_login_fail",
  [PARVIS_JOURNAL_AUTHZ_FAIL] = "authz_fail",
  [PARVIS_JOURNAL_AUTHZ_ADMIN] = "authz_admin",
  [PARVIS_JOURNAL_INPUT_VALIDATION_FAIL] = "input_validation_fail",
  [PARVIS_JOURNAL_EXCESS_RATE_LIMIT_EXCEEDED] = "excess_rate_limit_exceeded",
  [PARVIS_JOURNAL_UPLOAD_VALIDATION] = "upload_validation",
  [PARVIS_JOURNAL_MALICIOUS_EXTRANEOUS] = "malicious_extraneous",
  [PARVIS_JOURNAL_MALICIOUS_DIRECT_REFERENCE] = "malicious_direct_reference",
  [PARVIS_JOURNAL_CRYPT_ENCRYPT_FAIL] = "crypt_encrypt_fail",
  [PARVIS_JOURNAL_CRYPT_DECRYPT_FAIL] = "crypt_decrypt_fail",
  [PARVIS_JOURNAL_SUBMISSION_DELIVERED] = "submission_delivered",
  [PARVIS_JOURNAL_SUBMISSION_REFUSED] = "submission_refused",
  [PARVIS_JOURNAL_DELIVERY_STOPPED] = "delivery_stopped",
  [PARVIS_JOURNAL_DELIVERY_RESUMED] = "delivery_resumed",
  [PARVIS_JOURNAL_SERVER_UNTRUSTED] = "server_untrusted",
  [PARVIS_JOURNAL_PORTAL_MET] = "portal_met",
  [PARVIS_JOURNAL_QUEUE_FULL] = "queue_full",
  [PARVIS_JOURNAL_QUEUE_DAMAGED] = "queue_damaged",
  [PARVIS_JOURNAL_QUEUE_RECOVERED] = "queue_recovered",
  [PARVIS_JOURNAL_QUEUE_EXPORTED] = "queue_exported",
  [PARVIS_JOURNAL_SERVICE_RESTRICTED] = "service_restricted",
  [PARVIS_JOURNAL_SERVICE_RESUMED] = "service_resumed",
  [PARVIS_JOURNAL_CLOCK_WRONG] = "clock_wrong",
  [PARVIS_JOURNAL_CLOCK_SET] = "clock_set",
  [PARVIS_JOURNAL_CERTIFICATE_ENROLLED] = "certificate_enrolled",
  [PARVIS_JOURNAL_CERTIFICATE_RENEWED] = "certificate_renewed",
  [PARVIS_JOURNAL_CERTIFICATE_RENEWAL_FAILED] = "certificate_renewal_failed",
  [PARVIS_JOURNAL_CERTIFICATE_EXPIRING] = "certificate_expiring",
  [PARVIS_JOURNAL_CERTIFICATE_EXPIRED] = "certificate_expired",
  [PARVIS_JOURNAL_CERTIFICATE_REVOKED] = "certificate_revoked",
  [PARVIS_JOURNAL_KEY_CHANGED] = "key_changed",
  [PARVIS_JOURNAL_CONTENT_APPLIED] = "content_applied",
  [PARVIS_JOURNAL_CONTENT_REFUSED] = "content_refused",
  [PARVIS_JOURNAL_CONTENT_RESTORED] = "content_restored",
  [PARVIS_JOURNAL_UPDATE_INSTALLED] = "update_installed",
  [PARVIS_JOURNAL_UPDATE_REFUSED] = "update_refused",
  [PARVIS_JOURNAL_CONTENT_EXPIRED] = "content_expired",
  [PARVIS_JOURNAL_DEVICE_FAILED] = "device_failed",
  [PARVIS_JOURNAL_DEVICE_MENDED] = "device_mended",
  [PARVIS_JOURNAL_DEVICE_UNKNOWN] = "device_unknown",
  [PARVIS_JOURNAL_JOURNAL_DAMAGED] = "journal_damaged",
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == PARVIS_JOURNAL_EVENTS);

const char *
parvis_journal_event_to_string (ParvisJournalEvent event)
{
  g_return_val_if_fail ((guint) event < PARVIS_JOURNAL_EVENTS, NULL);
  return names[event];
}

gboolean
parvis_journal_event_from_string (const char *name, ParvisJournalEvent *event)
{
  for (guint i = 0; i < PARVIS_JOURNAL_EVENTS; i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *event = (ParvisJournalEvent) i;
        return TRUE;
      }
  return FALSE;
}
