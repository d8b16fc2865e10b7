/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is probably meant where libconfig says no more than "syntax error". */
#ifndef KVRRP_CONFIG_SYNTAX_H
#define KVRRP_CONFIG_SYNTAX_H

#include "diag.h"

void conf_explain_syntax(struct kvrrp_where where, const char *message,
			 struct kvrrp_diag *diag);

#endif
