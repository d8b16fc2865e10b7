/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every unit test needs: cmocka, units of time, addresses. */
#ifndef _KVRRP_TESTS_UNIT_H
#define _KVRRP_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fsm.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define US	1000ull
#define MS	(1000 * US)
#define SEC	(1000 * MS)

/* 192.0.2.@host */
static inline struct vrrp_addr v4(u8 host)
{
	return (struct vrrp_addr) { { 192, 0, 2, host } };
}

/* fe80::@host */
static inline struct vrrp_addr v6(u8 host)
{
	return (struct vrrp_addr) { { [0] = 0xfe, [1] = 0x80, [15] = host } };
}

static inline struct vrrp_addr group(enum vrrp_family family)
{
	if (family == VRRP_IPV4)
		return (struct vrrp_addr) { { 224, 0, 0, 18 } };
	return (struct vrrp_addr) { { [0] = 0xff, [1] = 0x02, [15] = 0x12 } };
}

static inline struct vrrp_addr host_addr(enum vrrp_family family, u8 host)
{
	return family == VRRP_IPV4 ? v4(host) : v6(host);
}

/* xorshift64*: the same numbers everywhere, for ever */
static inline u64 next_random(u64 *seed)
{
	*seed ^= *seed >> 12;
	*seed ^= *seed << 25;
	*seed ^= *seed >> 27;
	return *seed * 2685821657736338717ull;
}

static inline u64 random_below(u64 *seed, u64 limit)
{
	return (next_random(seed) >> 16) % limit;
}

static inline const char *drop_name(enum vrrp_drop drop)
{
	static const char *const names[] = {
		[VRRP_DROP_NONE] = "accepted",
#define X(NAME, name, text) [VRRP_DROP_##NAME] = #name,
		VRRP_DROP_LIST(X)
#undef X
	};

	return drop < ARRAY_SIZE(names) ? names[drop] : "?";
}

static inline const char *reason_name(enum vrrp_reason reason)
{
	static const char *const names[] = {
#define X(NAME, name, text) [VRRP_REASON_##NAME] = name,
		VRRP_REASON_LIST(X)
#undef X
	};

	return reason < ARRAY_SIZE(names) ? names[reason] : "?";
}

#define assert_drop(got, wanted) assert_string_equal(drop_name(got), drop_name(wanted))
#define assert_reason(got, wanted) assert_string_equal(reason_name(got), reason_name(wanted))

#endif
