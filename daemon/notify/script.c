// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A script runs with the daemon's rights, so whoever can write it has them too. It is
 * looked at when the configuration is read, for the operator to know in time, and
 * again before each run. A script in the way does not keep an address from working:
 * only the script is left out.
 */
#include "script.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *kvrrp_script_refusal(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return strerror(errno);
	if (!S_ISREG(st.st_mode))
		return "it is not a file";
	if (st.st_uid != 0 && st.st_uid != geteuid())
		return "it belongs to another user";
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return "others can write it (chmod go-w)";
	if (access(path, X_OK) < 0)
		return "it is not executable (chmod +x)";
	return NULL;
}

void kvrrp_script_check_model(const struct kvrrp_model *model, struct kvrrp_diag *diag)
{
	for (size_t i = 0; i < model->instance_count; i++) {
		for (int j = 0; j < KVRRP_NOTIFY_MAX; j++) {
			const struct kvrrp_command *command = &model->instances[i].notify[j];
			const char *refusal;

			if (!command->argc)
				continue;
			refusal = kvrrp_script_refusal(command->argv[0]);
			if (refusal)
				kvrrp_diag_warning(diag, command->where,
						   "%s: %s will not be run: %s",
						   kvrrp_notify_name(j), command->argv[0],
						   refusal);
		}
	}
}
