// SPDX-License-Identifier: GPL-2.0-or-later
/* Values as words, the same in text and in JSON. */

#include <arpa/inet.h>
#include <inttypes.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/format.h"

#define NS_PER_SEC	1000000000ull

const char *kvrrp_format_ip(const struct kvrrp_ip *ip, char text[KVRRP_IP_SIZE])
{
	if (!inet_ntop(ip->family, ip->bytes, text, KVRRP_IP_SIZE))
		snprintf(text, KVRRP_IP_SIZE, "unknown");
	return text;
}

const char *kvrrp_format_utc(uint64_t ns, char text[KVRRP_TIME_SIZE])
{
	time_t seconds = ns / NS_PER_SEC;
	struct tm tm;
	size_t len;

	gmtime_r(&seconds, &tm);
	len = strftime(text, KVRRP_TIME_SIZE, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + len, KVRRP_TIME_SIZE - len, ".%06uZ", (unsigned int)(ns % NS_PER_SEC / 1000));
	return text;
}

const char *kvrrp_format_local(uint64_t ns, bool digits, char text[KVRRP_TIME_SIZE])
{
	time_t seconds = ns / NS_PER_SEC;
	struct tm tm;
	size_t len;

	localtime_r(&seconds, &tm);
	len = strftime(text, KVRRP_TIME_SIZE, "%Y-%m-%d %H:%M:%S", &tm);
	if (digits)
		snprintf(text + len, KVRRP_TIME_SIZE - len, ".%06u",
			 (unsigned int)(ns % NS_PER_SEC / 1000));
	return text;
}

const char *kvrrp_format_age(uint64_t from, uint64_t now, char text[KVRRP_TIME_SIZE])
{
	/* a clock that was set back makes the past the future: say nothing odd */
	uint64_t s = now > from ? (now - from) / NS_PER_SEC : 0;

	if (s < 60)
		snprintf(text, KVRRP_TIME_SIZE, "%" PRIu64 " s", s);
	else if (s < 3600)
		snprintf(text, KVRRP_TIME_SIZE, "%" PRIu64 " min", s / 60);
	else if (s < 24 * 3600)
		snprintf(text, KVRRP_TIME_SIZE, "%" PRIu64 " h %" PRIu64 " min",
			 s / 3600, s / 60 % 60);
	else
		snprintf(text, KVRRP_TIME_SIZE, "%" PRIu64 " d %" PRIu64 " h",
			 s / (24 * 3600), s / 3600 % 24);
	return text;
}

const char *kvrrp_format_family(int family)
{
	return family == AF_INET6 ? "ipv6" : "ipv4";
}

const char *kvrrp_format_scope(uint32_t scope, char text[KVRRP_TIME_SIZE])
{
	switch (scope) {
	case RT_SCOPE_UNIVERSE:
		return "global";
	case RT_SCOPE_SITE:
		return "site";
	case RT_SCOPE_LINK:
		return "link";
	case RT_SCOPE_HOST:
		return "host";
	case RT_SCOPE_NOWHERE:
		return "nowhere";
	}
	snprintf(text, KVRRP_TIME_SIZE, "%" PRIu32, scope);
	return text;
}

uint64_t kvrrp_format_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * NS_PER_SEC + now.tv_nsec;
}
