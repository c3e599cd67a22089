/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* ParvisTrouble: what keeps submissions from being delivered, as parvis-syncd met it last, for the staff: parvis-kiosk,
 * parvisctl and the status report read it (as ParvisContact.trouble). Kept in the outbox; written when it changes, so
 * that the outbox's watch tells. Nothing is lost by any of these: submissions are kept and tried again. Errors are
 * PARVIS_OUTBOX_ERROR. */
typedef enum
{
  PARVIS_TROUBLE_NONE,
  PARVIS_TROUBLE_NETWORK,     /* nobody answers, or the line is cut again and again */
  PARVIS_TROUBLE_PORTAL,      /* somebody else answers: a captive portal, a proxy */
  PARVIS_TROUBLE_CLOCK,       /* this machine's clock is off */
  PARVIS_TROUBLE_CERTIFICATE, /* ours is not accepted (unknown, expired, revoked), or the server's has expired */
  PARVIS_TROUBLE_CLOSED,      /* the server takes nothing from anybody for now */
  PARVIS_TROUBLE_SERVER,      /* the server is there and in trouble, or its answers make no sense */
} ParvisTroubleKind;
/* "none", "network", "portal", "clock", "certificate", "closed", "server". */
const char *parvis_trouble_kind_to_string (ParvisTroubleKind kind);

#define PARVIS_TROUBLE_MAX_DETAIL 200 /* bytes */

typedef struct
{
  ParvisTroubleKind kind;
  gint64 since;        /* Unix seconds, by our clock: since when it is this kind */
  char *detail;        /* (nullable) technical, without personal data */
  gint64 clock_offset; /* CLOCK: seconds to be added to our clock to have the server's; 0 = not measured */
} ParvisTrouble;
void parvis_trouble_clear (ParvisTrouble *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisTrouble, parvis_trouble_clear)

/* CERTIFICATE, and it is ours that the town hall has revoked: the staff enrols the kiosk again, or it stays out. */
gboolean parvis_trouble_is_revocation (const ParvisTrouble *self);
/* One sentence of what is wrong and one of what to do, for the staff, in their language. (transfer full) (nullable):
 * NONE */
char *parvis_trouble_describe (const ParvisTrouble *self);

/* The way to the server (the asker) goes before what the server said of submissions (the uploader). NONE when all is
 * well. */
gboolean parvis_trouble_read (ParvisOutbox *outbox, ParvisTrouble *trouble, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For parvis-syncd --------------------------------------------------------------------------------- */

/* Two parts of it meet troubles; neither speaks for the other. */
typedef enum
{
  PARVIS_TROUBLE_TOLD_BY_ASKER,
  PARVIS_TROUBLE_TOLD_BY_UPLOADER,
} ParvisTroubleTeller;

/* (transfer full): what an error of PARVIS_DELIVERY_ERROR is to the staff; NONE for what is about one submission, or is
 * nobody's fault (an upload that the server has forgotten). @since is left 0. */
ParvisTrouble parvis_trouble_from_error (const GError *error);
/* Writes nothing when it would read the same to the staff: the same kind, and with CERTIFICATE and SERVER the same
 * detail, with CLOCK about the same difference. @since is kept as long as the kind is the same. */
gboolean parvis_trouble_note (ParvisOutbox *outbox, ParvisTroubleTeller teller, const ParvisTrouble *trouble,
                              gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
