/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values as words, the same in text and in JSON. */
#ifndef KVRRP_CLI_FORMAT_H
#define KVRRP_CLI_FORMAT_H

#include <netinet/in.h>
#include <stdint.h>

#include "kernel/client.h"

#define KVRRP_IP_SIZE		INET6_ADDRSTRLEN
#define KVRRP_TIME_SIZE		40

/* All times are nanoseconds since the epoch. Each writes into text and returns it. */

const char *kvrrp_format_ip(const struct kvrrp_ip *ip, char text[KVRRP_IP_SIZE]);
/* 2026-11-21T10:15:02.000123Z */
const char *kvrrp_format_utc(uint64_t ns, char text[KVRRP_TIME_SIZE]);
/* 2026-11-21 10:15:02, and .000123 with digits, where this host lives */
const char *kvrrp_format_local(uint64_t ns, bool digits, char text[KVRRP_TIME_SIZE]);
/* "3 min", for something that began at from */
const char *kvrrp_format_age(uint64_t from, uint64_t now, char text[KVRRP_TIME_SIZE]);

const char *kvrrp_format_family(int family);	/* "ipv4" */
/* "global"; a number where the system has no word */
const char *kvrrp_format_scope(uint32_t scope, char text[KVRRP_TIME_SIZE]);

uint64_t kvrrp_format_now(void);

#endif
