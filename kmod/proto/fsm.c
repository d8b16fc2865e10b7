// SPDX-License-Identifier: GPL-2.0-only
/*
 * The state machine. Handlers change the memory and say what to do about it;
 * the deadline is worked out once, when they are done.
 *
 * Where it departs from RFC 9568 6.4, and why:
 *
 * - A BACKUP counts the silence it could have heard (see struct vrrp_fsm).
 *   Nobody who keeps running sees a difference, to the nanosecond.
 * - A MASTER that gives way sends one last advertisement. If the other one never
 *   noticed that it had been cut off, this is how it learns that hosts may have
 *   been told another story, and it announces its addresses again.
 * - Preemption can be put off (preempt_delay_ns). The lower master is followed
 *   until then, so its death during the delay is noticed as ever.
 */

#include "fsm.h"

static u64 smaller(u64 left, u64 right)
{
	return left < right ? left : right;
}

static u64 larger(u64 left, u64 right)
{
	return left > right ? left : right;
}

static u64 cs_to_ns(u16 cs)
{
	return cs * VRRP_NS_PER_CS;
}

static u64 own_interval(const struct vrrp_cfg *cfg)
{
	return cs_to_ns(cfg->interval_cs);
}

u64 vrrp_skew_ns(const struct vrrp_cfg *cfg, u16 interval_cs)
{
	u64 unit = cfg->version == 2 ? VRRP_NS_PER_SEC : cs_to_ns(interval_cs);

	return (256u - cfg->priority) * unit >> 8;
}

u64 vrrp_master_down_ns(const struct vrrp_cfg *cfg, u16 interval_cs)
{
	return 3 * cs_to_ns(interval_cs) + vrrp_skew_ns(cfg, interval_cs);
}

/* --- steps --- */

static struct vrrp_step stay(u32 actions)
{
	return (struct vrrp_step) { .actions = actions };
}

static struct vrrp_step move(enum vrrp_reason reason, u32 actions)
{
	return (struct vrrp_step) {
		.actions = actions | VRRP_ACT_STATE,
		.reason = reason,
	};
}

/* A new state starts with a clean memory. */
static void enter(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm, enum vrrp_state state)
{
	memset(fsm, 0, sizeof(*fsm));
	fsm->state = state;
	fsm->master_interval_cs = cfg->interval_cs;
	fsm->preempt_at = VRRP_NEVER;
}

static struct vrrp_step become_master(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				      enum vrrp_reason reason, u64 now)
{
	enter(cfg, fsm, VRRP_MASTER);
	fsm->master = cfg->source;
	fsm->master_priority = cfg->priority;
	fsm->advert_at = now + own_interval(cfg);
	return move(reason, VRRP_ACT_TX_ADVERT | VRRP_ACT_ANNOUNCE);
}

static struct vrrp_step leave(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
			      enum vrrp_state state, enum vrrp_reason reason)
{
	enum vrrp_state old = fsm->state;

	if (old == state)
		return stay(0);
	enter(cfg, fsm, state);
	return move(reason, old == VRRP_MASTER ? VRRP_ACT_TX_RELEASE : 0);
}

/* --- BACKUP --- */

static u64 master_interval(const struct vrrp_fsm *fsm)
{
	return cs_to_ns(fsm->master_interval_cs);
}

/* RFC Active_Down_Timer: the silence still missing before we take over. */
static u64 patience(const struct vrrp_cfg *cfg, const struct vrrp_fsm *fsm)
{
	u64 enough = fsm->released ? vrrp_skew_ns(cfg, fsm->master_interval_cs) :
				     vrrp_master_down_ns(cfg, fsm->master_interval_cs);

	return enough - smaller(enough, fsm->silence_ns);
}

/* Credit the time since listen(), but no more than we can have been awake. */
static void count_silence(struct vrrp_fsm *fsm, u64 now)
{
	u64 most = fsm->tick_ns + (master_interval(fsm) >> 3);

	fsm->silence_ns += smaller(now - fsm->tick_from, most);
}

/* Look again after @period, or when patience ends. */
static void listen(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm, u64 period, u64 now)
{
	fsm->tick_from = now;
	fsm->tick_ns = smaller(period, patience(cfg, fsm));
}

static void listen_on(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm, u64 now)
{
	listen(cfg, fsm, master_interval(fsm) >> 2, now);
}

/* From here a healthy master is heard before we look. */
static void listen_afresh(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm, u64 now)
{
	fsm->silence_ns = 0;
	listen(cfg, fsm, master_interval(fsm) + (master_interval(fsm) >> 1), now);
}

static void note_master(struct vrrp_fsm *fsm, const struct vrrp_advert *adv)
{
	fsm->master = adv->source;
	fsm->master_priority = adv->priority;
}

static void follow_master(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
			  const struct vrrp_advert *adv, u64 now)
{
	note_master(fsm, adv);
	if (cfg->version == 3) {
		fsm->master_interval_cs = adv->interval_cs;
		fsm->learned = true;
	}
	fsm->released = false;
	fsm->lower_heard = false;
	listen_afresh(cfg, fsm, now);
}

/* Skew_Time begins with the first of what may be several copies. */
static void backup_release(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm, u64 now)
{
	if (fsm->released)
		return;
	fsm->released = true;
	fsm->master = (struct vrrp_addr) {};
	fsm->master_priority = 0;
	fsm->silence_ns = 0;
	listen_on(cfg, fsm, now);
}

/* No sooner than without a delay: a higher master may be about to speak up. */
static void delay_preemption(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm, u64 now)
{
	if (fsm->preempt_at != VRRP_NEVER)
		return;
	count_silence(fsm, now);
	fsm->preempt_at = now + larger(cfg->preempt_delay_ns, patience(cfg, fsm));
}

static void backup_advert(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
			  const struct vrrp_advert *adv, u64 now)
{
	if (adv->priority == VRRP_PRIO_RELEASE) {
		backup_release(cfg, fsm, now);
	} else if (adv->priority >= cfg->priority || !cfg->preempt) {
		fsm->preempt_at = VRRP_NEVER;
		follow_master(cfg, fsm, adv, now);
	} else if (cfg->preempt_delay_ns) {
		delay_preemption(cfg, fsm, now);
		follow_master(cfg, fsm, adv, now);
	} else {
		note_master(fsm, adv);
		fsm->lower_heard = true;
		count_silence(fsm, now);
		listen_on(cfg, fsm, now);
	}
}

static enum vrrp_reason takeover_reason(const struct vrrp_fsm *fsm)
{
	if (fsm->released)
		return VRRP_REASON_MASTER_RELEASED;
	return fsm->lower_heard ? VRRP_REASON_PREEMPT : VRRP_REASON_MASTER_DOWN;
}

static struct vrrp_step backup_timer(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				     u64 now)
{
	count_silence(fsm, now);
	if (!patience(cfg, fsm))
		return become_master(cfg, fsm, takeover_reason(fsm), now);
	if (now >= fsm->preempt_at)
		return become_master(cfg, fsm, VRRP_REASON_PREEMPT, now);
	listen_on(cfg, fsm, now);
	return stay(0);
}

/*
 * The silence so far stays; what it is measured against may have changed. Even
 * if that is enough now, taking over is left to the timer: the deadline is now.
 */
static struct vrrp_step backup_config(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				      u64 now)
{
	/* of two owners the one that gave way stays where it is */
	if (cfg->priority == VRRP_PRIO_OWNER && fsm->master_priority != VRRP_PRIO_OWNER)
		return become_master(cfg, fsm, VRRP_REASON_ADDRESS_OWNER, now);

	count_silence(fsm, now);
	if (cfg->version == 2)
		fsm->learned = false;
	if (!fsm->learned)
		fsm->master_interval_cs = cfg->interval_cs;
	if (!cfg->preempt || cfg->priority <= fsm->master_priority)
		fsm->preempt_at = VRRP_NEVER;
	else if (fsm->preempt_at != VRRP_NEVER)
		fsm->preempt_at = smaller(fsm->preempt_at, now + cfg->preempt_delay_ns);
	listen_on(cfg, fsm, now);
	return stay(0);
}

static struct vrrp_step start_up(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				 enum vrrp_reason reason, u64 now)
{
	if (cfg->priority == VRRP_PRIO_OWNER)
		return become_master(cfg, fsm, VRRP_REASON_ADDRESS_OWNER, now);
	enter(cfg, fsm, VRRP_BACKUP);
	listen_afresh(cfg, fsm, now);
	return move(reason, 0);
}

/* --- MASTER --- */

/* A grid in time, so that lateness does not add up; but no backlog is sent. */
static struct vrrp_step master_timer(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				     u64 now)
{
	fsm->advert_at += own_interval(cfg);
	if (fsm->advert_at <= now)
		fsm->advert_at = now + own_interval(cfg);
	return stay(VRRP_ACT_TX_ADVERT);
}

static struct vrrp_step give_way(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				 const struct vrrp_advert *adv, enum vrrp_reason reason,
				 u64 now)
{
	enter(cfg, fsm, VRRP_BACKUP);
	follow_master(cfg, fsm, adv, now);
	return move(reason, VRRP_ACT_TX_ADVERT);
}

/*
 * Somebody lower is MASTER, or was until just now: end it, and lead switches and
 * hosts back to us. Adverts are enough a few times an interval, however many come
 * in; what was announced before the last of them may be forgotten again.
 */
static struct vrrp_step answer_lower(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm, u64 now)
{
	if (fsm->answered_at && now - fsm->answered_at < own_interval(cfg) >> 2)
		return stay(VRRP_ACT_ANNOUNCE);
	fsm->answered_at = now;
	return stay(VRRP_ACT_TX_ADVERT | VRRP_ACT_ANNOUNCE);
}

static struct vrrp_step master_advert(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				      const struct vrrp_advert *adv, u64 now)
{
	size_t addr_len = vrrp_addr_len(cfg->family);

	if (adv->priority == VRRP_PRIO_RELEASE) {
		fsm->advert_at = now + own_interval(cfg);
		return stay(VRRP_ACT_TX_ADVERT);
	}
	if (adv->priority > cfg->priority)
		return give_way(cfg, fsm, adv, VRRP_REASON_HIGHER_PRIORITY, now);
	if (adv->priority == cfg->priority &&
	    memcmp(adv->source.b, cfg->source.b, addr_len) > 0)
		return give_way(cfg, fsm, adv, VRRP_REASON_HIGHER_ADDRESS, now);
	return answer_lower(cfg, fsm, now);
}

/* The next advertisement carries the change; a shorter interval begins now. */
static void master_config(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm, u64 now)
{
	fsm->master = cfg->source;
	fsm->master_priority = cfg->priority;
	fsm->master_interval_cs = cfg->interval_cs;
	fsm->advert_at = smaller(fsm->advert_at, now + own_interval(cfg));
}

/* --- what each state makes of an event --- */

static struct vrrp_step when_inactive(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				      const struct vrrp_event *ev, u64 now)
{
	if (ev->type == VRRP_EV_STARTUP)
		return start_up(cfg, fsm, ev->reason, now);
	return stay(0);
}

static struct vrrp_step when_backup(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				    const struct vrrp_event *ev, u64 now)
{
	switch (ev->type) {
	case VRRP_EV_TIMER:
		return backup_timer(cfg, fsm, now);
	case VRRP_EV_CONFIG:
		return backup_config(cfg, fsm, now);
	case VRRP_EV_ADVERT:
		backup_advert(cfg, fsm, ev->advert, now);
		return stay(0);
	default:
		return stay(0);
	}
}

static struct vrrp_step when_master(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				    const struct vrrp_event *ev, u64 now)
{
	switch (ev->type) {
	case VRRP_EV_TIMER:
		return master_timer(cfg, fsm, now);
	case VRRP_EV_ADVERT:
		return master_advert(cfg, fsm, ev->advert, now);
	case VRRP_EV_CONFIG:
		master_config(cfg, fsm, now);
		return stay(0);
	default:
		return stay(0);
	}
}

static struct vrrp_step take_event(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
				   const struct vrrp_event *ev, u64 now)
{
	if (ev->type == VRRP_EV_FAULT)
		return leave(cfg, fsm, VRRP_FAULT, ev->reason);
	if (ev->type == VRRP_EV_SHUTDOWN)
		return leave(cfg, fsm, VRRP_INIT, ev->reason);
	if (ev->type == VRRP_EV_TIMER && now < fsm->deadline)
		return stay(0);

	switch (fsm->state) {
	case VRRP_BACKUP:
		return when_backup(cfg, fsm, ev, now);
	case VRRP_MASTER:
		return when_master(cfg, fsm, ev, now);
	default:
		return when_inactive(cfg, fsm, ev, now);
	}
}

static u64 next_deadline(const struct vrrp_fsm *fsm)
{
	switch (fsm->state) {
	case VRRP_BACKUP:
		return smaller(fsm->tick_from + fsm->tick_ns, fsm->preempt_at);
	case VRRP_MASTER:
		return fsm->advert_at;
	default:
		return VRRP_NEVER;
	}
}

struct vrrp_step vrrp_fsm_step(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
			       const struct vrrp_event *ev, u64 now)
{
	struct vrrp_step step = take_event(cfg, fsm, ev, now);

	fsm->deadline = next_deadline(fsm);
	step.deadline = fsm->deadline;
	return step;
}

/* --- advertisements and the configuration --- */

enum vrrp_drop vrrp_accept(const struct vrrp_cfg *cfg, const struct vrrp_advert *adv)
{
	if (!memcmp(adv->source.b, cfg->source.b, vrrp_addr_len(cfg->family)))
		return VRRP_DROP_OWN;
	if (adv->version != cfg->version)
		return VRRP_DROP_VERSION;
	if (cfg->version != 2)
		return VRRP_DROP_NONE;
	if (adv->auth_type != cfg->auth_type)
		return VRRP_DROP_AUTH_TYPE;
	if (cfg->auth_type != VRRP_AUTH_NONE &&
	    !vrrp_auth_equal(adv->auth_data, cfg->auth_data))
		return VRRP_DROP_AUTH_DATA;
	if (adv->interval_cs != cfg->interval_cs)
		return VRRP_DROP_INTERVAL;
	return VRRP_DROP_NONE;
}

void vrrp_advert_from_cfg(struct vrrp_advert *adv, const struct vrrp_cfg *cfg, u8 priority)
{
	adv->version = cfg->version;
	adv->vrid = cfg->vrid;
	adv->priority = priority;
	adv->interval_cs = cfg->interval_cs;
	adv->csum = VRRP_CSUM_MESSAGE;
	adv->source = cfg->source;
	adv->auth_type = VRRP_AUTH_NONE;
	memset(adv->auth_data, 0, sizeof(adv->auth_data));
	if (cfg->version == 2 && cfg->auth_type != VRRP_AUTH_NONE) {
		adv->auth_type = cfg->auth_type;
		memcpy(adv->auth_data, cfg->auth_data, sizeof(adv->auth_data));
	}
}
