/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/bundle.h"
#include "app/content/content-fixture.h"
#include "sync/pki/pki.h"
#include "sync/scratch.h"

/* What the tests of signed bundles share: a commune with its certificates and a sound bundle, of version 7, that it may
 * spoil and sign. */
typedef struct
{
  Scratch *scratch; /* has the certificates */
  char *bundle;
  char *catalog;                /* in scratch, where it may be installed: nothing is there */
  char *ca, *certificate, *key; /* of content */
} Commune;

/* A CA, and certificates for content and, which is not the same, receipts. */
static inline void
commune_make_pki (const char *folder)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_init (folder, "Saint-Aubin", &error));
  g_assert_no_error (error);
  g_assert_true (parvis_pki_issue (folder, PARVIS_PKI_CONTENT, "contenu", NULL, 3650, &error));
  g_assert_no_error (error);
  g_assert_true (parvis_pki_issue (folder, PARVIS_PKI_RECEIPT, "accuses", NULL, 3650, &error));
  g_assert_no_error (error);
}

static inline void
commune_set_up (Commune *self)
{
  self->scratch = scratch_new ();
  commune_make_pki (self->scratch->folder);
  self->bundle = fixture_copy ();
  self->catalog = scratch_path (self->scratch, "catalog.db");
  self->ca = scratch_path (self->scratch, "ca.pem");
  self->certificate = scratch_path (self->scratch, "content.pem");
  self->key = scratch_path (self->scratch, "content.key");
}

static inline void
commune_tear_down (Commune *self)
{
  fixture_remove (self->bundle);
  scratch_free (self->scratch);
  g_free (self->bundle);
  g_free (self->catalog);
  g_free (self->ca);
  g_free (self->certificate);
  g_free (self->key);
}

static inline void
commune_sign (const Commune *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_bundle_sign (self->bundle, self->certificate, self->key, &error));
  g_assert_no_error (error);
}
