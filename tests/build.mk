# SPDX-License-Identifier: GPL-2.0-or-later
#
# Tests that need no machine of their own: make unit, make pure.

UNIT_DIR := $(B)/tests
UNIT_CFLAGS := -std=gnu11 -O1 -g -Wall -Wextra -Werror -Ikmod/proto -Itests/unit -MMD -MP \
	-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
UNIT_NAMES := $(patsubst tests/unit/test_%.c,%,$(wildcard tests/unit/test_*.c))
UNIT_PROGRAMS := $(UNIT_NAMES:%=$(UNIT_DIR)/test_%)
UNIT_PROTO := $(patsubst kmod/proto/%.c,$(UNIT_DIR)/proto/%.o,$(wildcard kmod/proto/*.c))

# Every program runs, whatever happens to the others; each prints what it tried.
unit: $(UNIT_PROGRAMS)
	@failed=; for t in $(UNIT_PROGRAMS); do \
		echo "== $${t##*/}"; $$t || failed="$$failed $${t##*/}"; \
	done; \
	[ -z "$$failed" ] || { echo "unit tests failed:$$failed" >&2; exit 1; }

pure:
	@scripts/check-pure

$(UNIT_DIR)/proto/%.o: kmod/proto/%.c
	@mkdir -p $(@D)
	$(CC) $(UNIT_CFLAGS) -c -o $@ $<

$(UNIT_DIR)/test_%.o: tests/unit/test_%.c
	@mkdir -p $(@D)
	$(CC) $(UNIT_CFLAGS) -c -o $@ $<

$(UNIT_PROGRAMS): %: %.o $(UNIT_PROTO)
	$(CC) $(UNIT_CFLAGS) -o $@ $^ -lcmocka

.SECONDARY: $(UNIT_PROGRAMS:%=%.o)
.PHONY: unit pure

# --- the daemon's -----------------------------------------------------------------

DAEMON_TEST_DIR := $(UNIT_DIR)/daemon
DAEMON_TEST_CFLAGS := -std=gnu17 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Werror $(DAEMON_CPPFLAGS) \
	-Iuapi -MMD -MP -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
DAEMON_TESTS := $(patsubst tests/unit/daemon/%.c,$(DAEMON_TEST_DIR)/%,\
	$(wildcard tests/unit/daemon/test_*.c))
DAEMON_TEST_OBJECTS := $(patsubst daemon/%.c,$(DAEMON_TEST_DIR)/%.o,\
	$(wildcard daemon/config/*.c daemon/notify/*.c daemon/kernel/*.c) daemon/sync/diff.c \
	daemon/log.c daemon/cli/format.c daemon/cli/json.c daemon/cli/text.c)

UNIT_PROGRAMS += $(DAEMON_TESTS)
unit: $(DAEMON_TESTS)

$(DAEMON_TEST_DIR)/%.o: daemon/%.c
	@mkdir -p $(@D)
	$(CC) $(DAEMON_TEST_CFLAGS) -c -o $@ $<

$(DAEMON_TEST_DIR)/test_%.o: tests/unit/daemon/test_%.c
	@mkdir -p $(@D)
	$(CC) $(DAEMON_TEST_CFLAGS) -c -o $@ $<

$(DAEMON_TESTS): %: %.o $(DAEMON_TEST_OBJECTS)
	$(CC) $(DAEMON_TEST_CFLAGS) -o $@ $^ -lcmocka $(KVRRPD_LIBS) -ljansson

.SECONDARY: $(DAEMON_TESTS:%=%.o)

-include tests/sim/build.mk
