/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/config.h"

G_DEFINE_QUARK (parvis-config-error-quark, parvis_config_error)
