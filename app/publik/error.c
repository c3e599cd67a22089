/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/error.h"

G_DEFINE_QUARK (parvis_publik_error_quark, parvis_publik_error)
