/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The language: one row a keyword. Reading, defaults, ranges, "did you mean" and the
 * manual page's list of settings all come from these rows.
 */
#ifndef KVRRP_CONFIG_SCHEMA_H
#define KVRRP_CONFIG_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a setting is, and in which type of the model it is kept. */
enum conf_kind {
	CONF_KIND_INTEGER,		/* int64_t */
	CONF_KIND_BOOLEAN,		/* bool */
	CONF_KIND_STRING,		/* char * */
	CONF_KIND_INTERFACE,		/* char * */
	CONF_KIND_CHOICE,		/* int64_t */
	CONF_KIND_DURATION,		/* int64_t, ms */
	CONF_KIND_ADDRESSES,		/* struct kvrrp_virtual_address_list */
	CONF_KIND_COMMAND,		/* struct kvrrp_command */
	CONF_KIND_GROUP,		/* a section of its own, in the same struct */
};

struct conf_choice {
	const char *word;
	int64_t value;
};

struct conf_key {
	const char *keyword;
	enum conf_kind kind;
	size_t offset;
	int64_t minimum;
	int64_t maximum;
	int64_t fallback;
	const struct conf_choice *choices;	/* CHOICE: ends with word NULL */
	const struct conf_section *section;	/* GROUP */
	bool required;
	const char *fallback_text;	/* where fallback alone does not tell it */
	const char *doc;
};

/* A word of the full language that this version refuses, perhaps with advice. */
struct conf_refused {
	const char *keyword;
	const char *advice;		/* NULL: not yet */
};

struct conf_section {
	const char *name;
	const struct conf_key *keys;
	size_t key_count;
	const struct conf_refused *refused;	/* ends with keyword NULL; may be NULL */
	const char *doc;
};

extern const struct conf_section conf_schema_global;	/* into struct kvrrp_model */
extern const struct conf_section conf_schema_instance;	/* struct kvrrp_model_instance */

/* refused.c */
extern const struct conf_refused conf_refused_top[];	/* outside of any section */
extern const struct conf_refused conf_refused_global[];
extern const struct conf_refused conf_refused_instance[];

#endif
