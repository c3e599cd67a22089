/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/contact.h"

#include <glib/gi18n-lib.h>

#include "sync/queue/outbox-private.h"

#define FRESH 60 /* seconds: an older contact is written anew */

void
parvis_contact_clear (ParvisContact *self)
{
  g_clear_pointer (&self->certificate, g_bytes_unref);
  parvis_trouble_clear (&self->trouble);
}

gboolean
parvis_contact_read (ParvisOutbox *outbox, ParvisContact *contact, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      parvis_outbox_get_database (outbox), "SELECT online, since, last_contact, certificate FROM contact", error);
  gboolean row;

  *contact = (ParvisContact){ 0 };
  if (statement == NULL || !parvis_statement_step (statement, &row, error)
      || !parvis_trouble_read (outbox, &contact->trouble, error))
    return FALSE;
  if (!row)
    return TRUE;
  contact->online = parvis_statement_get_int64 (statement, 0) != 0;
  contact->since = parvis_statement_get_int64 (statement, 1);
  contact->last_contact = parvis_statement_get_int64 (statement, 2);
  contact->certificate = parvis_statement_get_bytes (statement, 3);
  return TRUE;
}

static gboolean
write_row (ParvisOutbox *outbox, const ParvisContact *contact, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      parvis_outbox_get_database (outbox),
      "INSERT OR REPLACE INTO contact (one, online, since, last_contact, certificate) VALUES (1, ?1, ?2, ?3, ?4)",
      error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, contact->online);
  parvis_statement_bind_int64 (statement, 2, contact->since);
  parvis_statement_bind_int64 (statement, 3, contact->last_contact);
  parvis_statement_bind_bytes (statement, 4, contact->certificate);
  return parvis_statement_run (statement, error);
}

/* A contact in the future was noted by a clock that was set back since. */
static gboolean
is_stale (const ParvisContact *contact, gint64 now)
{
  return contact->last_contact > now || now - contact->last_contact >= FRESH;
}

gboolean
parvis_contact_note (ParvisOutbox *outbox, gboolean online, gint64 now, GError **error)
{
  g_auto (ParvisContact) contact = { 0 };

  if (!parvis_contact_read (outbox, &contact, error))
    return FALSE;
  if (contact.since != 0 && contact.online == online && (!online || !is_stale (&contact, now)))
    return TRUE;
  if (contact.online != online || contact.since == 0)
    contact.since = now;
  contact.online = online;
  if (online)
    contact.last_contact = now;
  return write_row (outbox, &contact, error);
}

gboolean
parvis_contact_set_certificate (ParvisOutbox *outbox, GBytes *certificate, gint64 now, GError **error)
{
  g_auto (ParvisContact) contact = { 0 };
  const ParvisTrouble none = { 0 }; /* not known any more, or not yet */

  if (!parvis_contact_read (outbox, &contact, error))
    return FALSE;
  g_clear_pointer (&contact.certificate, g_bytes_unref);
  contact.certificate = certificate != NULL ? g_bytes_ref (certificate) : NULL;
  if (contact.online)
    contact.since = now;
  contact.online = FALSE;
  return parvis_trouble_note (outbox, PARVIS_TROUBLE_TOLD_BY_ASKER, &none, now, error)
         && write_row (outbox, &contact, error);
}
