/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a configuration file to the typed model. The daemon and `kvrrp check` use
 * the same reader, so that what the one accepts the other does.
 *
 *	struct kvrrp_config_options options = { .host = NULL };
 *	struct kvrrp_diag diag = { 0 };
 *	struct kvrrp_model *model = kvrrp_config_load(file, &options, &diag);
 *
 *	kvrrp_diag_print(&diag, stderr);
 *	kvrrp_diag_clear(&diag);
 *	kvrrp_model_free(model);
 *
 * Link all of daemon/config/ with -lconfig; nothing in it needs the module, the
 * daemon or privileges.
 */
#ifndef KVRRP_CONFIG_CONFIG_H
#define KVRRP_CONFIG_CONFIG_H

#include "diag.h"
#include "model.h"

#define KVRRP_CONFIG_FILE "/etc/kvrrp/kvrrpd.conf"

struct kvrrp_config_options {
	/* Which overlay of "hosts" to lay over the rest; NULL: by this host's name. */
	const char *host;
};

/*
 * Reads file, with its includes, and checks it for every host it describes. NULL if
 * diag has errors; diag may have warnings beside a model. The caller owns the model.
 */
struct kvrrp_model *kvrrp_config_load(const char *file,
				      const struct kvrrp_config_options *options,
				      struct kvrrp_diag *diag);

/* The keywords, as the option list of kvrrpd.conf(5) in scdoc's syntax. */
void kvrrp_config_print_schema(FILE *out);

#endif
