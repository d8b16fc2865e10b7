// SPDX-License-Identifier: GPL-2.0-or-later
#include "alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *memory)
{
	if (!memory) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return memory;
}

void *conf_zalloc(size_t size)
{
	return checked(calloc(1, size));
}

char *conf_strdup(const char *text)
{
	return checked(strdup(text));
}

char *conf_strndup(const char *text, size_t length)
{
	return checked(strndup(text, length));
}

void *conf_grow(void *array, size_t count, size_t size)
{
	if (count & (count - 1))
		return array;
	return checked(reallocarray(array, count ? count * 2 : 1, size));
}

char *conf_vformat(const char *format, va_list args)
{
	char *text;

	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	return checked(text);
}

char *conf_format(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = conf_vformat(format, args);
	va_end(args);
	return text;
}
