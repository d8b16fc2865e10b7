/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory for reading a configuration. Running out of it ends the program: the
 * addresses live in the kernel, so nothing is lost but a restart.
 */
#ifndef KVRRP_CONFIG_ALLOC_H
#define KVRRP_CONFIG_ALLOC_H

#include <stdarg.h>
#include <stddef.h>

void *conf_zalloc(size_t size);
char *conf_strdup(const char *text);
char *conf_strndup(const char *text, size_t length);
/* Room for one more than count elements; growth is by doubling. */
void *conf_grow(void *array, size_t count, size_t size);
char *conf_vformat(const char *format, va_list args);
char *conf_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
