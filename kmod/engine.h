/* SPDX-License-Identifier: GPL-2.0-only */
/* The state machine's steps turned into packets, timers, addresses and events. */
#ifndef _KVRRP_ENGINE_H
#define _KVRRP_ENGINE_H

#include "proto/fsm.h"

struct kvrrp_event;
struct kvrrp_inst;

void kvrrp_engine_event(struct kvrrp_inst *inst, enum vrrp_event_type type,
			enum vrrp_reason reason);
void kvrrp_engine_event_locked(struct kvrrp_inst *inst, enum vrrp_event_type type,
			       enum vrrp_reason reason);
enum vrrp_drop kvrrp_engine_advert(struct kvrrp_inst *inst,
				   const struct vrrp_advert *adv);
void kvrrp_engine_run(struct kvrrp_inst *inst);
void kvrrp_engine_arm_locked(struct kvrrp_inst *inst);
void kvrrp_engine_note_locked(struct kvrrp_inst *inst, u8 command);
void kvrrp_engine_drain(struct kvrrp_inst *inst);

const char *kvrrp_state_name(enum vrrp_state state);
const char *kvrrp_reason_name(enum vrrp_reason reason);

#endif
