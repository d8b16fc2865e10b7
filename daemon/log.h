/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The daemon's log: standard error, with systemd's level prefixes when that is the
 * journal. It never waits: lines a stalled reader has no room for are counted and
 * the number is told when there is room again.
 */
#ifndef KVRRP_LOG_H
#define KVRRP_LOG_H

#include <stdbool.h>
#include <syslog.h>

void kvrrp_log_init(bool verbose);
void kvrrp_log(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define log_err(...)	 kvrrp_log(LOG_ERR, __VA_ARGS__)
#define log_warning(...) kvrrp_log(LOG_WARNING, __VA_ARGS__)
#define log_notice(...)	 kvrrp_log(LOG_NOTICE, __VA_ARGS__)
#define log_info(...)	 kvrrp_log(LOG_INFO, __VA_ARGS__)
#define log_debug(...)	 kvrrp_log(LOG_DEBUG, __VA_ARGS__)

#endif
