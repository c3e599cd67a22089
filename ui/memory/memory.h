/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person typed, in this process' memory: it must not land on a disk because the program fell over, nor be read
 * by another process of this user, nor stay in what the libraries below free without wiping it (labels, messages to a
 * screen reader, JSON).
 *
 * Linking this object (it must be in the program itself, not in a library) replaces free() and realloc() of the whole
 * process: every block is overwritten as it is freed. glibc has M_PERTURB for that, but the cache that each thread
 * keeps of small blocks is not reached by it. Not under the address sanitizer, which has a free() of its own. */

/* First thing in main(): no core dump, not to be inspected, and GLib's slices kept by free() too: GLib 2.74 reads that
 * from the environment before main() begins, so this begins the program again when it is not there. @argv: main()'s. */
void parvis_memory_keep_private (char **argv);

G_END_DECLS
