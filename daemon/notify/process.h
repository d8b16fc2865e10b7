/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running one program: no shell, a session of its own, output to the log, a time limit. */
#ifndef KVRRP_NOTIFY_PROCESS_H
#define KVRRP_NOTIFY_PROCESS_H

#include <systemd/sd-event.h>

struct kvrrp_process;

/*
 * label stands in front of the program's output in the log. done is called once,
 * from the loop, when the program has ended; the process is freed after it. Neither
 * argv nor environment nor label are needed after the call. 0 or -errno.
 */
int kvrrp_process_start(sd_event *event, char *const argv[], char *const environment[],
			const char *label, void (*done)(void *data), void *data,
			struct kvrrp_process **process);

/* Kills it with everything it started, and frees it without a call of done. */
void kvrrp_process_kill(struct kvrrp_process *process);

#endif
