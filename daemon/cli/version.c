// SPDX-License-Identifier: GPL-2.0-or-later
/* kvrrp --version */

#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"

int kvrrp_version_run(const struct kvrrp_cli *cli)
{
	struct kvrrp_client *client;
	struct kvrrp_caps caps;
	unsigned int version;

	(void)cli;
	puts("kvrrp " KVRRP_VERSION);
	/* opening a client asks the kernel to load the module: asking must not do that */
	if (access("/sys/module/kvrrp", F_OK) || kvrrp_client_open(&client)) {
		puts("module not loaded");
		return KVRRP_EXIT_OK;
	}
	if (!kvrrp_caps_get(client, &caps)) {
		printf("module %s:", caps.module_version);
		for (version = 0; version < 32; version++)
			if (caps.versions & (1u << version))
				printf(" VRRPv%u", version);
		printf("%s%s, up to %u addresses an instance\n", caps.ipv4 ? " ipv4" : "",
		       caps.ipv6 ? " ipv6" : "", caps.addresses_max);
	}
	kvrrp_client_close(client);
	return KVRRP_EXIT_OK;
}
