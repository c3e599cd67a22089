/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/net/delivery-error.h"

static void
parvis_delivery_error_private_init (ParvisDeliveryErrorPrivate *priv)
{
  *priv = (ParvisDeliveryErrorPrivate){ 0 };
}

static void
parvis_delivery_error_private_copy (const ParvisDeliveryErrorPrivate *from, ParvisDeliveryErrorPrivate *to)
{
  *to = *from;
}

static void
parvis_delivery_error_private_clear (ParvisDeliveryErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (ParvisDeliveryError, parvis_delivery_error)

gint64
parvis_delivery_error_not_before (const GError *error)
{
  ParvisDeliveryErrorPrivate *priv = parvis_delivery_error_get_private (error);

  return priv != NULL ? priv->not_before : 0;
}

void
parvis_delivery_error_set_not_before (GError *error, gint64 not_before)
{
  ParvisDeliveryErrorPrivate *priv = parvis_delivery_error_get_private (error);

  if (priv != NULL)
    priv->not_before = not_before;
}

gint64
parvis_delivery_error_clock_offset (const GError *error)
{
  ParvisDeliveryErrorPrivate *priv = parvis_delivery_error_get_private (error);

  return priv != NULL ? priv->clock_offset : 0;
}

void
parvis_delivery_error_set_clock_offset (GError *error, gint64 offset)
{
  ParvisDeliveryErrorPrivate *priv = parvis_delivery_error_get_private (error);

  if (priv != NULL)
    priv->clock_offset = offset;
}
