// SPDX-License-Identifier: GPL-2.0-or-later
/* The settings as they stand in the manual page, which a test holds against this. */
#include <inttypes.h>
#include <stdlib.h>

#include "config.h"
#include "schema.h"
#include "value.h"

static void print_fallback(const struct conf_key *key, FILE *out)
{
	char *text;

	if (key->required) {
		fputs(", required", out);
	} else if (key->fallback_text) {
		fprintf(out, ", default %s", key->fallback_text);
	} else if (key->kind == CONF_KIND_INTEGER) {
		fprintf(out, ", default %" PRId64, key->fallback);
	} else if (key->kind == CONF_KIND_BOOLEAN) {
		fprintf(out, ", default %s", key->fallback ? "true" : "false");
	} else if (key->kind == CONF_KIND_DURATION) {
		text = conf_format_duration(key->fallback);
		fprintf(out, ", default %s", text);
		free(text);
	}
}

static void print_value(const struct conf_key *key, FILE *out)
{
	char *minimum, *maximum;

	switch (key->kind) {
	case CONF_KIND_INTEGER:
		fprintf(out, "%" PRId64 " to %" PRId64, key->minimum, key->maximum);
		break;
	case CONF_KIND_BOOLEAN:
		fputs("true or false", out);
		break;
	case CONF_KIND_STRING:
		fputs("_string_", out);
		break;
	case CONF_KIND_INTERFACE:
		fputs("_interface_", out);
		break;
	case CONF_KIND_CHOICE:
		for (const struct conf_choice *choice = key->choices; choice->word; choice++)
			fprintf(out, "%s\"%s\"", choice == key->choices ? "" : " or ",
				choice->word);
		break;
	case CONF_KIND_DURATION:
		minimum = conf_format_duration(key->minimum);
		maximum = conf_format_duration(key->maximum);
		fprintf(out, "_time_, %s to %s", minimum, maximum);
		free(minimum);
		free(maximum);
		break;
	case CONF_KIND_ADDRESSES:
		fprintf(out, "_addresses_, at most %" PRId64, key->maximum);
		break;
	case CONF_KIND_COMMAND:
		fputs("_command_", out);
		break;
	case CONF_KIND_GROUP:
		fputs("{ ... }", out);
		break;
	}
}

static void print_section(const struct conf_section *section, FILE *out)
{
	fprintf(out, "## %s\n\n%s\n\n", section->name, section->doc);
	for (size_t i = 0; i < section->key_count; i++) {
		const struct conf_key *key = &section->keys[i];

		fprintf(out, "*%s* = ", key->keyword);
		print_value(key, out);
		print_fallback(key, out);
		fprintf(out, "\n\t%s\n\n", key->doc);
	}
	for (size_t i = 0; i < section->key_count; i++) {
		if (section->keys[i].section)
			print_section(section->keys[i].section, out);
	}
}

void kvrrp_config_print_schema(FILE *out)
{
	print_section(&conf_schema_global, out);
	print_section(&conf_schema_instance, out);
}
