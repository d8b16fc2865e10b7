/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses, written as for "ip address add". */
#ifndef KVRRP_CONFIG_ADDRESS_H
#define KVRRP_CONFIG_ADDRESS_H

#include "model.h"
#include "tree.h"

/* NULL, or what is wrong with the text; then the message is the caller's to free. */
char *conf_parse_address(const char *text, struct kvrrp_virtual_address *address);

/* NULL, or why this cannot be an interface. */
const char *conf_check_interface(const char *name);

#endif
