# SPDX-License-Identifier: GPL-2.0-or-later
#
# The simulator: make sim runs 2,000 fixed seeds, make soak runs until it is stopped.

SIM_DIR := $(B)/tests/sim
SIM_CFLAGS := -std=gnu17 -O2 -g -Wall -Wextra -Werror -Ikmod/proto -Itests/sim -MMD -MP \
	-fsanitize=address,undefined -fno-sanitize-recover=all
SIM_OBJECTS := $(patsubst tests/sim/%.c,$(SIM_DIR)/%.o,$(wildcard tests/sim/*.c)) \
	$(patsubst kmod/proto/%.c,$(SIM_DIR)/proto/%.o,$(wildcard kmod/proto/*.c))

sim: $(SIM_DIR)/sim
	$<

# from a place of its own each time; SEED=N to begin somewhere
soak: $(SIM_DIR)/sim
	$< --soak --from $(or $(SEED),$$(($$(date +%s) * 1000)))

$(SIM_DIR)/proto/%.o: kmod/proto/%.c
	@mkdir -p $(@D)
	$(CC) $(SIM_CFLAGS) -c -o $@ $<

$(SIM_DIR)/%.o: tests/sim/%.c
	@mkdir -p $(@D)
	$(CC) $(SIM_CFLAGS) -c -o $@ $<

$(SIM_DIR)/sim: $(SIM_OBJECTS)
	$(CC) $(SIM_CFLAGS) -o $@ $^

.PHONY: sim soak
