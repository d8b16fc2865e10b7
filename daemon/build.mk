# SPDX-License-Identifier: GPL-2.0-or-later
#
# The daemon and the command. Included by the top-level Makefile, which sets CC,
# CPPFLAGS, CFLAGS, LDFLAGS and B, and reads the dependency files.

PROGRAMS += $(B)/bin/kvrrp $(B)/bin/kvrrpd

# Each folder is a concept. The daemon is all of them but the command's own.
KVRRPD_SOURCES := $(filter-out daemon/cli/%,$(wildcard daemon/*.c daemon/*/*.c))
KVRRP_SOURCES := $(wildcard daemon/cli/*.c daemon/config/*.c daemon/kernel/*.c)

# Quiet without pkg-config: `make deps` has to work before there is one.
DAEMON_CPPFLAGS := -Idaemon -Ikmod/proto $(shell pkg-config --cflags libnl-3.0 2>/dev/null)
KVRRPD_LIBS := -lnl-genl-3 -lnl-route-3 -lnl-3 -lconfig -lm -lsystemd
KVRRP_LIBS := -lnl-genl-3 -lnl-3 -ljansson -lconfig -lm

# A newer kvrrp must not keep saying it is the old one.
$(B)/daemon/cli/version.o: VERSION

$(B)/daemon/%.o: daemon/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(DAEMON_CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/bin/kvrrpd: $(KVRRPD_SOURCES:%.c=$(B)/%.o)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(KVRRPD_LIBS)

$(B)/bin/kvrrp: $(KVRRP_SOURCES:%.c=$(B)/%.o)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(KVRRP_LIBS)
