/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a program writes, as lines of the log. */
#ifndef KVRRP_NOTIFY_OUTPUT_H
#define KVRRP_NOTIFY_OUTPUT_H

#include <systemd/sd-event.h>

/*
 * Takes over fd and reads it until its end, which comes when the last process that
 * has it is gone: a service that a script started may outlive the script.
 */
void kvrrp_output_follow(sd_event *event, int fd, const char *label);

#endif
