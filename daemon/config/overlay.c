// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Laying one tree over another, for "hosts". Groups are merged member by member.
 * Sections of named things are merged by name, whichever of their two forms either
 * side uses:
 *
 *	vrrp_instance : { VI_1 : { ... }; }
 *	vrrp_instance = ( { name = "VI_1"; ... } )
 *
 * Anything else replaces what was there.
 */
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "tree.h"

static const char *element_name(const struct conf_node *element)
{
	const struct conf_node *name;

	if (element->name)
		return element->name;
	if (element->type != CONF_GROUP)
		return NULL;
	name = conf_member(element, "name");
	return name && name->type == CONF_STRING ? name->string : NULL;
}

/* A list without names in it is a value like any other: the overlay's replaces it. */
static bool has_names(const struct conf_node *node)
{
	if (node->type == CONF_GROUP)
		return true;
	if (node->type != CONF_LIST || !node->count)
		return false;
	for (size_t i = 0; i < node->count; i++) {
		if (!element_name(node->children[i]))
			return false;
	}
	return true;
}

static struct conf_node **find_slot(struct conf_node *base, const char *name)
{
	for (size_t i = 0; i < base->count; i++) {
		const char *own = element_name(base->children[i]);

		if (own && !strcmp(own, name))
			return &base->children[i];
	}
	return NULL;
}

static void drop_name(struct conf_node *group)
{
	size_t kept = 0;

	for (size_t i = 0; i < group->count; i++) {
		if (!strcmp(group->children[i]->name, "name"))
			conf_node_free(group->children[i]);
		else
			group->children[kept++] = group->children[i];
	}
	group->count = kept;
}

/* A named element that moves between the two forms takes its name along. */
static void adopt(struct conf_node *base, const struct conf_node *element)
{
	struct conf_node *copy = conf_node_clone(element);

	if (base->type == CONF_GROUP && !copy->name) {
		copy->name = conf_strdup(element_name(element));
		drop_name(copy);
	}
	if (base->type == CONF_LIST && copy->name) {
		struct conf_node *name = conf_zalloc(sizeof(*name));

		name->type = CONF_STRING;
		name->where = copy->where;
		name->name = conf_strdup("name");
		name->string = copy->name;
		copy->name = NULL;
		conf_node_append(copy, name);
	}
	conf_node_append(base, copy);
}

void conf_overlay(struct conf_node *base, const struct conf_node *over)
{
	for (size_t i = 0; i < over->count; i++) {
		const struct conf_node *element = over->children[i];
		struct conf_node **slot = find_slot(base, element_name(element));
		struct conf_node *copy;

		/* the name of a listed element, which has found its base by it */
		if (base->name && !over->name && over->type == CONF_GROUP &&
		    !strcmp(element_name(element), "name"))
			continue;
		if (!slot) {
			adopt(base, element);
			continue;
		}
		if (has_names(*slot) && has_names(element)) {
			conf_overlay(*slot, element);
			continue;
		}
		copy = conf_node_clone(element);
		free(copy->name);
		copy->name = (*slot)->name ? conf_strdup((*slot)->name) : NULL;
		conf_node_free(*slot);
		*slot = copy;
	}
}
