/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/trouble.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sync/net/delivery-error.h"
#include "sync/queue/outbox-private.h"
#include "sync/net/problem.h"

#define SAME_OFFSET 60 /* seconds: a clock's difference is measured again each time, never quite the same */
#define MINUTE      60
#define HOUR        3600
#define DAY         86400

static const char *const kinds[] = {
  [PARVIS_TROUBLE_NONE] = "none",     [PARVIS_TROUBLE_NETWORK] = "network",         [PARVIS_TROUBLE_PORTAL] = "portal",
  [PARVIS_TROUBLE_CLOCK] = "clock",   [PARVIS_TROUBLE_CERTIFICATE] = "certificate", [PARVIS_TROUBLE_CLOSED] = "closed",
  [PARVIS_TROUBLE_SERVER] = "server",
};

const char *
parvis_trouble_kind_to_string (ParvisTroubleKind kind)
{
  return kinds[kind];
}

static ParvisTroubleKind
kind_from_string (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (text, kinds[i]) == 0)
      return (ParvisTroubleKind) i;
  return PARVIS_TROUBLE_NONE; /* a newer parvis-syncd's word */
}

void
parvis_trouble_clear (ParvisTrouble *self)
{
  g_clear_pointer (&self->detail, g_free);
}

/* From an error --------------------------------------------------------------------------------- */

static const ParvisTroubleKind kind_of[] = {
  [PARVIS_DELIVERY_ERROR_UNREACHABLE] = PARVIS_TROUBLE_NETWORK,
  [PARVIS_DELIVERY_ERROR_UNTRUSTED] = PARVIS_TROUBLE_CERTIFICATE,
  [PARVIS_DELIVERY_ERROR_INTERRUPTED] = PARVIS_TROUBLE_NETWORK,
  [PARVIS_DELIVERY_ERROR_STRANGE] = PARVIS_TROUBLE_SERVER,
  [PARVIS_DELIVERY_ERROR_BUSY] = PARVIS_TROUBLE_SERVER,
  [PARVIS_DELIVERY_ERROR_DENIED] = PARVIS_TROUBLE_SERVER,
  [PARVIS_DELIVERY_ERROR_GONE] = PARVIS_TROUBLE_NONE,
  [PARVIS_DELIVERY_ERROR_OFFSET] = PARVIS_TROUBLE_NONE,
  [PARVIS_DELIVERY_ERROR_REFUSED] = PARVIS_TROUBLE_NONE,
  [PARVIS_DELIVERY_ERROR_PORTAL] = PARVIS_TROUBLE_PORTAL,
  [PARVIS_DELIVERY_ERROR_CLOCK] = PARVIS_TROUBLE_CLOCK,
  [PARVIS_DELIVERY_ERROR_CLOSED] = PARVIS_TROUBLE_CLOSED,
};

ParvisTrouble
parvis_trouble_from_error (const GError *error)
{
  ParvisTrouble trouble = { 0 };

  if (error->domain != PARVIS_DELIVERY_ERROR || (guint) error->code >= G_N_ELEMENTS (kind_of))
    return trouble;
  trouble.kind = kind_of[error->code];
  trouble.detail = g_strdup (error->message);
  trouble.clock_offset = parvis_delivery_error_clock_offset (error);
  return trouble;
}

/* In words -------------------------------------------------------------------------------------- */

/* In the largest unit that says it. (transfer full) */
static char *
describe_length (gint64 seconds)
{
  gint64 days = seconds / DAY, hours = seconds / HOUR, minutes = MAX (seconds / MINUTE, 1);

  if (days > 0)
    return g_strdup_printf (ngettext ("%d jour", "%d jours", (gulong) days), (int) MIN (days, G_MAXINT));
  if (hours > 0)
    return g_strdup_printf (ngettext ("%d heure", "%d heures", (gulong) hours), (int) hours);
  return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), (int) minutes);
}

static char *
describe_clock (gint64 offset)
{
  g_autofree char *length = describe_length (ABS (offset));

  if (offset == 0)
    return g_strdup (
        _ ("l’horloge de la borne n’est pas à l’heure. Mettez-la à l’heure (timedatectl) ; rien n’est perdu."));
  if (offset > 0)
    return g_strdup_printf (_ ("l’horloge de la borne retarde de %s sur le serveur central. Mettez-la à l’heure "
                               "(timedatectl) ; rien n’est perdu."),
                            length);
  return g_strdup_printf (_ ("l’horloge de la borne avance de %s sur le serveur central. Mettez-la à l’heure "
                             "(timedatectl) ; rien n’est perdu."),
                          length);
}

gboolean
parvis_trouble_is_revocation (const ParvisTrouble *self)
{
  return self->kind == PARVIS_TROUBLE_CERTIFICATE && self->detail != NULL
         && strstr (self->detail, parvis_problem_type (PARVIS_PROBLEM_REVOKED)) != NULL;
}

char *
parvis_trouble_describe (const ParvisTrouble *self)
{
  switch (self->kind)
    {
    case PARVIS_TROUBLE_NETWORK:
      return g_strdup (_ ("le serveur central ne répond pas. Vérifiez le réseau et [hub] url ; rien n’est perdu."));
    case PARVIS_TROUBLE_PORTAL:
      return g_strdup (_ ("un portail d’accès (portail captif) répond à la place du serveur central. Faites autoriser "
                          "la borne sur ce réseau ; rien n’est perdu."));
    case PARVIS_TROUBLE_CLOCK:
      return describe_clock (self->clock_offset);
    case PARVIS_TROUBLE_CERTIFICATE:
      if (parvis_trouble_is_revocation (self))
        return g_strdup (_ ("la mairie a révoqué cette borne. Demandez-lui un code et inscrivez la borne de nouveau "
                            "(parvisctl enrol) ; rien n’est perdu."));
      return g_strdup (_ ("un certificat n’est pas accepté : celui de la borne (inconnu, périmé, révoqué) ou celui du "
                          "serveur. Renouvelez-le ; rien n’est perdu."));
    case PARVIS_TROUBLE_CLOSED:
      return g_strdup (
          _ ("le serveur central est fermé pour le moment. La borne réessaie d’elle-même ; rien n’est perdu."));
    case PARVIS_TROUBLE_SERVER:
      return g_strdup_printf (_ ("le serveur central est en difficulté : %s. Voyez son journal ; rien n’est perdu."),
                              self->detail != NULL ? self->detail : "?");
    case PARVIS_TROUBLE_NONE:
    default:
      return NULL;
    }
}

/* In the outbox --------------------------------------------------------------------------------- */

static ParvisStatement *
select_trouble (ParvisOutbox *outbox, const char *where, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT kind, since, detail, clock_offset FROM trouble ", where, NULL);

  return parvis_sqlite_prepare (parvis_outbox_get_database (outbox), sql, error);
}

static gboolean
read_row (ParvisStatement *statement, ParvisTrouble *trouble, GError **error)
{
  gboolean row;

  *trouble = (ParvisTrouble){ 0 };
  if (!parvis_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  trouble->kind = kind_from_string (parvis_statement_get_text (statement, 0));
  trouble->since = parvis_statement_get_int64 (statement, 1);
  trouble->detail = parvis_statement_dup_text (statement, 2);
  trouble->clock_offset = parvis_statement_get_int64 (statement, 3);
  return TRUE;
}

gboolean
parvis_trouble_read (ParvisOutbox *outbox, ParvisTrouble *trouble, GError **error)
{
  g_autoptr (ParvisStatement) statement = select_trouble (outbox, "ORDER BY teller LIMIT 1", error);

  return statement != NULL && read_row (statement, trouble, error);
}

static gboolean
read_told_by (ParvisOutbox *outbox, ParvisTroubleTeller teller, ParvisTrouble *trouble, GError **error)
{
  g_autoptr (ParvisStatement) statement = select_trouble (outbox, "WHERE teller = ?1", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, teller);
  return read_row (statement, trouble, error);
}

static char *
cut (const char *detail)
{
  g_autofree char *valid = g_utf8_make_valid (detail != NULL ? detail : "", -1);
  gsize length = strlen (valid);

  if (length > PARVIS_TROUBLE_MAX_DETAIL)
    {
      const char *end = g_utf8_find_prev_char (valid, valid + PARVIS_TROUBLE_MAX_DETAIL + 1);

      length = (gsize) (end - valid);
    }
  return g_strndup (valid, length);
}

static gboolean
write_row (ParvisOutbox *outbox, ParvisTroubleTeller teller, const ParvisTrouble *trouble, gint64 since, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      parvis_outbox_get_database (outbox),
      "INSERT OR REPLACE INTO trouble (teller, kind, since, detail, clock_offset) VALUES (?1, ?2, ?3, ?4, ?5)", error);
  g_autofree char *detail = cut (trouble->detail);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, teller);
  parvis_statement_bind_text (statement, 2, parvis_trouble_kind_to_string (trouble->kind));
  parvis_statement_bind_int64 (statement, 3, since);
  parvis_statement_bind_text (statement, 4, detail);
  parvis_statement_bind_int64 (statement, 5, trouble->clock_offset);
  return parvis_statement_run (statement, error);
}

static gboolean
delete_row (ParvisOutbox *outbox, ParvisTroubleTeller teller, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (parvis_outbox_get_database (outbox), "DELETE FROM trouble WHERE teller = ?1", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, teller);
  return parvis_statement_run (statement, error);
}

/* Does it read the same to the staff? What is said of a certificate or by the server may be another thing than before
 * (it has expired; it was revoked), with another remedy; of the others the kind says it all. */
static gboolean
reads_the_same (const ParvisTrouble *before, const ParvisTrouble *trouble)
{
  g_autofree char *detail = cut (trouble->detail);

  if (before->kind != trouble->kind)
    return FALSE;
  if (trouble->kind == PARVIS_TROUBLE_CERTIFICATE || trouble->kind == PARVIS_TROUBLE_SERVER)
    return g_strcmp0 (before->detail, detail) == 0;
  return ABS (before->clock_offset - trouble->clock_offset) <= SAME_OFFSET;
}

gboolean
parvis_trouble_note (ParvisOutbox *outbox, ParvisTroubleTeller teller, const ParvisTrouble *trouble, gint64 now,
                     GError **error)
{
  g_auto (ParvisTrouble) before = { 0 };
  gboolean same;

  if (!read_told_by (outbox, teller, &before, error))
    return FALSE;
  if (reads_the_same (&before, trouble))
    return TRUE;
  same = before.kind == trouble->kind;
  if (trouble->kind == PARVIS_TROUBLE_NONE)
    return delete_row (outbox, teller, error);
  return write_row (outbox, teller, trouble, same ? before.since : now, error);
}
