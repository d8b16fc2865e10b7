/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The few names the protocol core takes from its surroundings. In the module
 * they are the kernel's own; everywhere else they come from the freestanding
 * C headers, so that tests, fuzzers and the simulator run the very same files.
 */
#ifndef _KVRRP_PROTO_PORT_H
#define _KVRRP_PROTO_PORT_H

#ifdef __KERNEL__

#include <linux/build_bug.h>
#include <linux/string.h>
#include <linux/types.h>

#else

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t s64;

void *memcpy(void *dst, const void *src, size_t len);
void *memset(void *dst, int byte, size_t len);
int memcmp(const void *left, const void *right, size_t len);

#define static_assert _Static_assert

#endif

#endif
