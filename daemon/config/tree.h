/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A configuration file as a tree of our own, which remembers for every setting the
 * file and line it came from, also after an overlay was laid over it. tree.c is the
 * only file that knows libconfig.
 */
#ifndef KVRRP_CONFIG_TREE_H
#define KVRRP_CONFIG_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diag.h"

enum conf_type {
	CONF_GROUP,			/* { name = value; } */
	CONF_LIST,			/* ( ) and [ ] */
	CONF_INTEGER,
	CONF_REAL,
	CONF_BOOLEAN,
	CONF_STRING,
};

struct conf_node {
	enum conf_type type;
	char *name;			/* NULL in a list */
	struct kvrrp_where where;
	int64_t integer;
	double real;
	bool boolean;
	char *string;
	struct conf_node **children;
	size_t count;
};

/* The root group of a file and the names of the files that went into it. */
struct conf_document {
	struct conf_node *root;
	char **files;
	size_t file_count;
};

/* NULL, with an error in diag, if the file cannot be read or its syntax is wrong. */
struct conf_document *conf_document_read(const char *file, struct kvrrp_diag *diag);
void conf_document_free(struct conf_document *document);

struct conf_node *conf_node_clone(const struct conf_node *node);
void conf_node_free(struct conf_node *node);
void conf_node_append(struct conf_node *parent, struct conf_node *child);

/* The member of a group, or NULL. */
struct conf_node *conf_member(const struct conf_node *group, const char *name);
/* "a string", "a group": what was found where something else was expected. */
const char *conf_type_name(const struct conf_node *node);

/* Lays over upon base, which changes. See overlay.c for the rules. */
void conf_overlay(struct conf_node *base, const struct conf_node *over);

#endif
