// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * libconfig's tree, turned into ours. Its types are taken as they were written
 * (no conversion), so that the accessors can tell 1 from 1.0 from "1".
 */
#include "tree.h"

#include <errno.h>
#include <libconfig.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "scan.h"
#include "syntax.h"

static const char *intern(struct conf_document *document, const char *file)
{
	for (size_t i = 0; i < document->file_count; i++) {
		if (!strcmp(document->files[i], file))
			return document->files[i];
	}
	document->files = conf_grow(document->files, document->file_count,
				    sizeof(*document->files));
	document->files[document->file_count] = conf_strdup(file);
	return document->files[document->file_count++];
}

/* libconfig names an included file as it was written, without the folder it counts from. */
static const char *intern_file(struct conf_document *document, const char *file)
{
	const char *main_file = document->files[0];
	const char *slash = strrchr(main_file, '/');
	const char *interned;
	char *path;

	if (!strcmp(file, main_file) || !slash)
		return intern(document, file);
	path = conf_format("%.*s/%s", (int)(slash - main_file), main_file, file);
	interned = intern(document, path);
	free(path);
	return interned;
}

void conf_node_append(struct conf_node *parent, struct conf_node *child)
{
	parent->children = conf_grow(parent->children, parent->count,
				     sizeof(*parent->children));
	parent->children[parent->count++] = child;
}

static struct conf_node *convert(struct conf_document *document,
				 const config_setting_t *setting)
{
	struct conf_node *node = conf_zalloc(sizeof(*node));
	const char *name = config_setting_name(setting);
	const char *file = config_setting_source_file(setting);

	node->name = name ? conf_strdup(name) : NULL;
	node->where.file = file ? intern_file(document, file) : document->files[0];
	node->where.line = config_setting_source_line(setting);

	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
		node->type = CONF_INTEGER;
		node->integer = config_setting_get_int64(setting);
		break;
	case CONFIG_TYPE_FLOAT:
		node->type = CONF_REAL;
		node->real = config_setting_get_float(setting);
		break;
	case CONFIG_TYPE_BOOL:
		node->type = CONF_BOOLEAN;
		node->boolean = config_setting_get_bool(setting);
		break;
	case CONFIG_TYPE_STRING:
		node->type = CONF_STRING;
		node->string = conf_strdup(config_setting_get_string(setting));
		break;
	case CONFIG_TYPE_GROUP:
		node->type = CONF_GROUP;
		break;
	default:
		node->type = CONF_LIST;
		break;
	}
	if (node->type == CONF_GROUP || node->type == CONF_LIST) {
		for (int i = 0; i < config_setting_length(setting); i++)
			conf_node_append(node,
					 convert(document, config_setting_get_elem(setting, i)));
	}
	return node;
}

static bool read_file(config_t *config, struct conf_document *document, const char *file,
		      struct kvrrp_diag *diag)
{
	struct kvrrp_where where = { .file = file };
	FILE *stream;

	/* libconfig says "file I/O error" for all of these */
	stream = fopen(file, "re");
	if (!stream) {
		kvrrp_diag_error(diag, where, "cannot be opened: %s", strerror(errno));
		return false;
	}
	fclose(stream);

	if (config_read_file(config, file))
		return true;
	if (config_error_file(config))
		where.file = intern_file(document, config_error_file(config));
	where.line = config_error_line(config);
	conf_explain_syntax(where, config_error_text(config), diag);
	return false;
}

struct conf_document *conf_document_read(const char *file, struct kvrrp_diag *diag)
{
	struct conf_document *document = conf_zalloc(sizeof(*document));
	char *folder = conf_strdup(file);
	config_t config;

	intern(document, file);
	config_init(&config);
	/* Without this, an @include would be relative to wherever we were started. */
	config_set_include_dir(&config, dirname(folder));

	if (read_file(&config, document, file, diag)) {
		document->root = convert(document, config_root_setting(&config));
		for (unsigned int i = 0; i < config.num_filenames; i++)
			intern_file(document, config.filenames[i]);
		for (size_t i = 0; i < document->file_count; i++)
			conf_scan(document->files[i], diag);
	} else {
		conf_document_free(document);
		document = NULL;
	}
	config_destroy(&config);
	free(folder);
	return document;
}

void conf_document_free(struct conf_document *document)
{
	if (!document)
		return;
	conf_node_free(document->root);
	for (size_t i = 0; i < document->file_count; i++)
		free(document->files[i]);
	free(document->files);
	free(document);
}

struct conf_node *conf_node_clone(const struct conf_node *node)
{
	struct conf_node *copy = conf_zalloc(sizeof(*copy));

	*copy = *node;
	copy->name = node->name ? conf_strdup(node->name) : NULL;
	copy->string = node->string ? conf_strdup(node->string) : NULL;
	copy->children = NULL;
	copy->count = 0;
	for (size_t i = 0; i < node->count; i++)
		conf_node_append(copy, conf_node_clone(node->children[i]));
	return copy;
}

void conf_node_free(struct conf_node *node)
{
	if (!node)
		return;
	for (size_t i = 0; i < node->count; i++)
		conf_node_free(node->children[i]);
	free(node->children);
	free(node->name);
	free(node->string);
	free(node);
}

struct conf_node *conf_member(const struct conf_node *group, const char *name)
{
	for (size_t i = 0; i < group->count; i++) {
		struct conf_node *child = group->children[i];

		if (child->name && !strcmp(child->name, name))
			return child;
	}
	return NULL;
}

const char *conf_type_name(const struct conf_node *node)
{
	switch (node->type) {
	case CONF_GROUP:
		return "a group { }";
	case CONF_LIST:
		return "a list";
	case CONF_INTEGER:
	case CONF_REAL:
		return "a number";
	case CONF_BOOLEAN:
		return "true or false";
	case CONF_STRING:
		return "a string";
	}
	return "something else";
}
