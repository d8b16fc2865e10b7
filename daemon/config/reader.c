// SPDX-License-Identifier: GPL-2.0-or-later
#include "reader.h"

#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "alloc.h"
#include "model.h"
#include "nearest.h"
#include "value.h"
#include "words.h"

static void *field(void *target, const struct conf_key *key)
{
	return (char *)target + key->offset;
}

static void set_defaults(const struct conf_section *section, void *target)
{
	for (size_t i = 0; i < section->key_count; i++) {
		const struct conf_key *key = &section->keys[i];

		switch (key->kind) {
		case CONF_KIND_INTEGER:
		case CONF_KIND_CHOICE:
		case CONF_KIND_DURATION:
			*(int64_t *)field(target, key) = key->fallback;
			break;
		case CONF_KIND_BOOLEAN:
			*(bool *)field(target, key) = key->fallback;
			break;
		default:
			break;
		}
	}
}

static void read_choice(const struct conf_key *key, const struct conf_node *node,
			int64_t *value, struct kvrrp_diag *diag)
{
	const char *text, *nearest = NULL;

	if (!conf_get_string(node, &text, diag))
		return;
	for (const struct conf_choice *choice = key->choices; choice->word; choice++) {
		if (!strcmp(choice->word, text)) {
			*value = choice->value;
			return;
		}
		conf_nearest(text, choice->word, &nearest);
	}
	if (nearest)
		kvrrp_diag_error(diag, node->where, "%s: \"%s\" is unknown: did you mean \"%s\"?",
				 key->keyword, text, nearest);
	else
		kvrrp_diag_error(diag, node->where, "%s: \"%s\" is unknown here", key->keyword,
				 text);
}

static void read_address(const struct conf_key *key, const struct conf_node *node,
			 struct kvrrp_virtual_address_list *list, struct kvrrp_diag *diag)
{
	struct kvrrp_virtual_address address = { .where = node->where };
	char *wrong;

	if (node->type != CONF_STRING) {
		kvrrp_diag_error(diag, node->where,
				 "%s: an address is a string, as \"10.0.0.31/24\", not %s",
				 key->keyword, conf_type_name(node));
		return;
	}
	wrong = conf_parse_address(node->string, &address);
	if (wrong) {
		kvrrp_diag_error(diag, node->where, "%s: %s", key->keyword, wrong);
		free(wrong);
		return;
	}
	list->entries = conf_grow(list->entries, list->count, sizeof(*list->entries));
	list->entries[list->count++] = address;
}

static void read_addresses(const struct conf_key *key, const struct conf_node *node,
			   struct kvrrp_virtual_address_list *list, struct kvrrp_diag *diag)
{
	if (node->type != CONF_LIST) {
		read_address(key, node, list, diag);
		return;
	}
	if (!node->count)
		kvrrp_diag_error(diag, node->where, "%s: at least one address is needed",
				 key->keyword);
	if (node->count > (size_t)key->maximum)
		kvrrp_diag_error(diag, node->where, "%s: %zu addresses, but an advertisement has "
				 "room for %d", key->keyword, node->count, (int)key->maximum);
	for (size_t i = 0; i < node->count; i++)
		read_address(key, node->children[i], list, diag);
}

/* What only a shell understands would silently become an argument. */
static void warn_of_shell(const struct conf_key *key, const struct kvrrp_command *command,
			  struct kvrrp_diag *diag)
{
	static const char *const special[] = { "|", "||", "&", "&&", ";", "<", ">", ">>", "2>&1" };

	for (size_t i = 0; i < command->argc; i++) {
		for (size_t j = 0; j < sizeof(special) / sizeof(special[0]); j++) {
			if (strcmp(command->argv[i], special[j]))
				continue;
			kvrrp_diag_warning(diag, command->where,
					   "%s: no shell is used, %s is passed to the program as "
					   "it is", key->keyword, special[j]);
			return;
		}
	}
}

static bool split_command(const struct conf_key *key, const struct conf_node *node,
			  struct kvrrp_command *command, struct kvrrp_diag *diag)
{
	const char *wrong, *text;

	if (node->type != CONF_LIST) {
		if (!conf_get_string(node, &text, diag))
			return false;
		wrong = conf_split_words(text, &command->argv, &command->argc);
		if (wrong)
			kvrrp_diag_error(diag, node->where, "%s: %s", key->keyword, wrong);
		return !wrong;
	}
	command->argv = conf_zalloc((node->count + 1) * sizeof(char *));
	for (size_t i = 0; i < node->count; i++) {
		if (!conf_get_string(node->children[i], &text, diag))
			return false;
		command->argv[command->argc++] = conf_strdup(text);
	}
	return true;
}

static void read_command(const struct conf_key *key, const struct conf_node *node,
			 struct kvrrp_command *command, struct kvrrp_diag *diag)
{
	command->where = node->where;
	if (!split_command(key, node, command, diag))
		return;
	if (!command->argc)
		kvrrp_diag_error(diag, node->where, "%s: a program is expected", key->keyword);
	else if (command->argv[0][0] != '/')
		kvrrp_diag_error(diag, node->where,
				 "%s: \"%s\" is not an absolute path: programs are not searched "
				 "for", key->keyword, command->argv[0]);
	else
		warn_of_shell(key, command, diag);
}

static void read_string(const struct conf_key *key, const struct conf_node *node, char **value,
			struct kvrrp_diag *diag)
{
	const char *text, *wrong;

	if (!conf_get_string(node, &text, diag))
		return;
	wrong = key->kind == CONF_KIND_INTERFACE ? conf_check_interface(text) : NULL;
	if (wrong)
		kvrrp_diag_error(diag, node->where, "%s: \"%s\": %s", key->keyword, text, wrong);
	free(*value);
	*value = conf_strdup(text);
}

static void read_key(const struct conf_key *key, const struct conf_node *node, void *target,
		     struct kvrrp_diag *diag)
{
	void *value = field(target, key);

	switch (key->kind) {
	case CONF_KIND_INTEGER:
		conf_get_integer(node, key->minimum, key->maximum, value, diag);
		break;
	case CONF_KIND_BOOLEAN:
		conf_get_boolean(node, value, diag);
		break;
	case CONF_KIND_STRING:
	case CONF_KIND_INTERFACE:
		read_string(key, node, value, diag);
		break;
	case CONF_KIND_CHOICE:
		read_choice(key, node, value, diag);
		break;
	case CONF_KIND_DURATION:
		conf_get_duration(node, key->minimum, key->maximum, value, diag);
		break;
	case CONF_KIND_ADDRESSES:
		read_addresses(key, node, value, diag);
		break;
	case CONF_KIND_COMMAND:
		read_command(key, node, value, diag);
		break;
	case CONF_KIND_GROUP:
		if (conf_get_group(node, diag))
			conf_read_section(key->section, node, target, diag);
		break;
	}
}

void conf_report_unknown(const struct conf_node *node, const char *place,
			 const struct conf_refused *refused, const char *nearest,
			 struct kvrrp_diag *diag)
{
	for (; refused && refused->keyword; refused++) {
		if (!strcmp(refused->keyword, node->name)) {
			if (refused->advice)
				kvrrp_diag_error(diag, node->where, "%s: %s", node->name,
						 refused->advice);
			else
				kvrrp_diag_error(diag, node->where,
						 "%s: this version of kvrrpd does not support it "
						 "yet", node->name);
			return;
		}
		conf_nearest(node->name, refused->keyword, &nearest);
	}
	if (nearest)
		kvrrp_diag_error(diag, node->where, "%s is unknown %s: did you mean %s?",
				 node->name, place, nearest);
	else
		kvrrp_diag_error(diag, node->where, "%s is unknown %s", node->name, place);
}

static const struct conf_key *find_key(const struct conf_section *section, const char *name,
				       const char **nearest)
{
	for (size_t i = 0; i < section->key_count; i++) {
		if (!strcmp(section->keys[i].keyword, name))
			return &section->keys[i];
		conf_nearest(name, section->keys[i].keyword, nearest);
	}
	return NULL;
}

void conf_read_section(const struct conf_section *section, const struct conf_node *group,
		       void *target, struct kvrrp_diag *diag)
{
	set_defaults(section, target);
	for (size_t i = 0; i < group->count; i++) {
		const struct conf_node *node = group->children[i];
		const char *nearest = NULL;
		const struct conf_key *key = find_key(section, node->name, &nearest);
		char *place;

		/* the name of an element of the list form, already read */
		if (!group->name && !strcmp(node->name, "name"))
			continue;
		if (key) {
			read_key(key, node, target, diag);
			continue;
		}
		place = conf_format("in %s", section->name);
		conf_report_unknown(node, place, section->refused, nearest, diag);
		free(place);
	}
	for (size_t i = 0; i < section->key_count; i++) {
		const struct conf_key *key = &section->keys[i];

		if (key->required && !conf_member(group, key->keyword))
			kvrrp_diag_error(diag, group->where, "%s is missing in %s%s%s",
					 key->keyword, section->name, group->name ? " " : "",
					 group->name ? group->name : "");
	}
}

static const char *listed_name(const struct conf_node *element, const char *section,
			       struct kvrrp_diag *diag)
{
	const struct conf_node *name;
	const char *text;

	if (element->type != CONF_GROUP) {
		kvrrp_diag_error(diag, element->where, "%s: a list of groups is expected, as "
				 "( { name = \"...\"; ... } )", section);
		return NULL;
	}
	name = conf_member(element, "name");
	if (!name) {
		kvrrp_diag_error(diag, element->where, "%s: name is missing", section);
		return NULL;
	}
	return conf_get_string(name, &text, diag) ? text : NULL;
}

void conf_each_named(const struct conf_node *section, struct kvrrp_diag *diag,
		     void (*each)(void *data, const char *name, const struct conf_node *group),
		     void *data)
{
	if (section->type != CONF_GROUP && section->type != CONF_LIST) {
		kvrrp_diag_error(diag, section->where, "%s: a group or a list of groups is "
				 "expected, not %s", section->name, conf_type_name(section));
		return;
	}
	for (size_t i = 0; i < section->count; i++) {
		const struct conf_node *element = section->children[i];
		const char *name = element->name;

		if (section->type == CONF_LIST)
			name = listed_name(element, section->name, diag);
		else if (!conf_get_group(element, diag))
			name = NULL;
		if (name)
			each(data, name, element);
	}
}
