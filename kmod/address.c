// SPDX-License-Identifier: GPL-2.0-only
/*
 * Addresses come and go through a rtnetlink socket of our own, just as `ip
 * address` does it: the kernel has no other interface for it that modules may
 * use, and this way monitors, routing daemons and netfilter see nothing unusual.
 *
 * What makes it work: the socket is a kernel socket in the namespace it serves,
 * msg_name names the kernel as destination (which is also what lets the request
 * pass the permission check of a socket without a file), the request is handled
 * before kernel_sendmsg() returns, and the answer then waits in our queue. It
 * takes RTNL, so nobody who holds RTNL may call in here.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/netlink.h>

#include "address.h"
#include "engine.h"
#include "family.h"
#include "instance.h"
#include "net.h"

#define REQUEST_SIZE	256

/**
 * kvrrp_vips_alloc() - a list of virtual addresses, zeroed
 * @count: how many
 *
 * May sleep. Freed by kvfree(), or kvfree_rcu() once published.
 */
struct kvrrp_vips *kvrrp_vips_alloc(unsigned int count)
{
	unsigned int advertised = min_t(unsigned int, count, VRRP_MAX_COUNT);
	struct kvrrp_vips *vips;

	/* the wire form lies behind the list */
	vips = kvzalloc(struct_size(vips, vip, count) +
			advertised * sizeof(struct vrrp_addr), GFP_KERNEL);
	if (!vips)
		return NULL;
	vips->count = count;
	vips->advertised = advertised;
	vips->wire = (u8 *)&vips->vip[count];
	return vips;
}

/**
 * kvrrp_vips_seal() - make the wire form, after the addresses are filled in
 * @vips: not published yet
 * @family: of the instance
 */
void kvrrp_vips_seal(struct kvrrp_vips *vips, enum vrrp_family family)
{
	size_t len = vrrp_addr_len(family);
	u8 *wire = (u8 *)vips->wire;
	unsigned int i;

	for (i = 0; i < vips->advertised; i++)
		memcpy(wire + i * len, vips->vip[i].addr.b, len);
}

static bool vip_equal(const struct kvrrp_vip *left, const struct kvrrp_vip *right)
{
	return left->ifindex == right->ifindex &&
	       left->prefix_length == right->prefix_length &&
	       left->scope == right->scope &&
	       left->broadcast == right->broadcast &&
	       !memcmp(&left->addr, &right->addr, sizeof(left->addr)) &&
	       !strcmp(left->label, right->label);
}

/**
 * kvrrp_vips_equal() - the same addresses with the same attributes and order
 * @left: one list
 * @right: the other
 */
bool kvrrp_vips_equal(const struct kvrrp_vips *left, const struct kvrrp_vips *right)
{
	unsigned int i;

	if (left->count != right->count)
		return false;
	for (i = 0; i < left->count; i++)
		if (!vip_equal(&left->vip[i], &right->vip[i]))
			return false;
	return true;
}

/**
 * kvrrp_vips_find() - look an address up
 * @vips: list
 * @addr: address
 * @ifindex: the interface it is to be on
 */
const struct kvrrp_vip *kvrrp_vips_find(const struct kvrrp_vips *vips,
					const struct vrrp_addr *addr, int ifindex)
{
	unsigned int i;

	for (i = 0; i < vips->count; i++)
		if (vips->vip[i].ifindex == ifindex &&
		    !memcmp(&vips->vip[i].addr, addr, sizeof(*addr)))
			return &vips->vip[i];
	return NULL;
}

/**
 * kvrrp_address_open() - open a namespace's rtnetlink socket
 * @kn: namespace; the socket holds no reference on it
 *
 * Return: 0 or -errno.
 */
int kvrrp_address_open(struct kvrrp_net *kn)
{
	return sock_create_kern(kn->net, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE,
				&kn->rtnl_sock);
}

/**
 * kvrrp_address_close() - close the socket of kvrrp_address_open()
 * @kn: namespace, whose instances are gone
 */
void kvrrp_address_close(struct kvrrp_net *kn)
{
	if (kn->rtnl_sock)
		sock_release(kn->rtnl_sock);
	kn->rtnl_sock = NULL;
}

/* The answer to request @seq is already queued; older ones are passed over. */
static int read_ack(struct kvrrp_net *kn, u32 seq)
{
	union {
		struct nlmsghdr nlh;
		u8 bytes[REQUEST_SIZE];
	} answer;
	struct nlmsgerr *err;
	int len;

	for (;;) {
		struct kvec iov = { .iov_base = &answer, .iov_len = sizeof(answer) };
		struct msghdr msg = { .msg_flags = MSG_DONTWAIT };

		len = kernel_recvmsg(kn->rtnl_sock, &msg, &iov, 1, sizeof(answer),
				     MSG_DONTWAIT);
		if (len < 0)
			return len;
		if (len < (int)nlmsg_msg_size(sizeof(*err)) ||
		    answer.nlh.nlmsg_type != NLMSG_ERROR ||
		    answer.nlh.nlmsg_seq != seq)
			continue;
		err = nlmsg_data(&answer.nlh);
		return err->error;
	}
}

static int put_request(struct sk_buff *skb, u16 type, u16 flags, u32 seq,
		       const struct kvrrp_family *family, const struct kvrrp_vip *vip)
{
	struct ifaddrmsg *ifa;
	struct nlmsghdr *nlh;

	nlh = nlmsg_put(skb, 0, seq, type, sizeof(*ifa),
			NLM_F_REQUEST | NLM_F_ACK | flags);
	if (!nlh)
		return -EMSGSIZE;
	ifa = nlmsg_data(nlh);
	ifa->ifa_family = family->af;
	ifa->ifa_prefixlen = vip->prefix_length;
	ifa->ifa_flags = 0;
	ifa->ifa_scope = vip->scope;
	ifa->ifa_index = vip->ifindex;
	if (family->put_address(skb, vip))
		return -EMSGSIZE;
	nlmsg_end(skb, nlh);
	return 0;
}

/* One RTM_NEWADDR or RTM_DELADDR and its answer. May sleep, takes RTNL. */
static int change_address(struct kvrrp_inst *inst, u16 type, u16 flags,
			  const struct kvrrp_vip *vip)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct msghdr msg = { .msg_name = &kernel, .msg_namelen = sizeof(kernel) };
	struct kvrrp_net *kn = inst->kn;
	struct sk_buff *skb;
	struct kvec iov;
	u32 seq;
	int err;

	skb = nlmsg_new(REQUEST_SIZE, GFP_KERNEL);
	if (!skb)
		return -ENOMEM;
	mutex_lock(&kn->rtnl_mutex);
	seq = ++kn->rtnl_seq;
	err = put_request(skb, type, flags, seq, inst->family, vip);
	if (err)
		goto out;
	iov = (struct kvec) { .iov_base = skb->data, .iov_len = skb->len };
	err = kernel_sendmsg(kn->rtnl_sock, &msg, &iov, 1, skb->len);
	if (err >= 0)
		err = read_ack(kn, seq);
out:
	mutex_unlock(&kn->rtnl_mutex);
	nlmsg_free(skb);
	return err;
}

static void complain(struct kvrrp_inst *inst, const char *what,
		     const struct kvrrp_vip *vip, int err)
{
	kvrrp_stats_inc(&inst->stats, KVRRP_A_STATS_ADDRESS_ERROR);
	if (inst->family->family == VRRP_IPV4)
		inst_warn_ratelimited(inst, "cannot %s %pI4/%u on interface %d: error %d\n",
				      what, vip->addr.b, vip->prefix_length,
				      vip->ifindex, err);
	else
		inst_warn_ratelimited(inst, "cannot %s %pI6c/%u on interface %d: error %d\n",
				      what, vip->addr.b, vip->prefix_length,
				      vip->ifindex, err);
}

/* Returns whether the address was not there before. */
static bool add_address(struct kvrrp_inst *inst, struct kvrrp_vip *vip, bool owner)
{
	int err;

	err = change_address(inst, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, vip);
	if (err && err != -EEXIST) {
		vip->live = false;
		complain(inst, "add", vip, err);
		return false;
	}
	/* the owner's addresses are the interface's own: never take them away */
	if (err == -EEXIST && owner && !vip->live)
		vip->adopted = true;
	if (err && vip->live)
		return false;
	vip->live = true;
	kvrrp_announce_one(inst, vip);
	return true;
}

static void remove_address(struct kvrrp_inst *inst, struct kvrrp_vip *vip)
{
	int err;

	if (!vip->live || vip->adopted)
		return;
	err = change_address(inst, RTM_DELADDR, 0, vip);
	/* gone already: with its interface or IPv6 on it (ENXIO), or by somebody's hand */
	if (err && err != -EADDRNOTAVAIL && err != -ENODEV && err != -ENXIO)
		complain(inst, "remove", vip, err);
	vip->live = false;
}

/* What should be on the interfaces now; the caller frees it. */
static struct kvrrp_vips *wanted(struct kvrrp_inst *inst, bool *check, bool *owner)
{
	const struct kvrrp_vips *vips;
	struct kvrrp_vips *copy;
	unsigned int count;

	for (;;) {
		spin_lock_bh(&inst->lock);
		vips = rcu_dereference_protected(inst->vips,
						 lockdep_is_held(&inst->lock));
		count = inst->fsm.state == VRRP_MASTER ? vips->count : 0;
		spin_unlock_bh(&inst->lock);

		copy = kvrrp_vips_alloc(count);
		if (!copy)
			return NULL;

		spin_lock_bh(&inst->lock);
		vips = rcu_dereference_protected(inst->vips,
						 lockdep_is_held(&inst->lock));
		if (count == (inst->fsm.state == VRRP_MASTER ? vips->count : 0)) {
			memcpy(copy->vip, vips->vip, count * sizeof(copy->vip[0]));
			*check = inst->address_check;
			*owner = inst->cfg.priority == VRRP_PRIO_OWNER;
			inst->address_check = false;
			spin_unlock_bh(&inst->lock);
			return copy;
		}
		spin_unlock_bh(&inst->lock);
		kvfree(copy);
	}
}

/* For the flight recorder, unless the state has changed again meanwhile. */
static void note_settled(struct kvrrp_inst *inst, const struct kvrrp_vips *want)
{
	struct kvrrp_record *record;

	spin_lock_bh(&inst->lock);
	record = kvrrp_history_last(inst);
	if (record && !record->addresses_at &&
	    !!want->count == (inst->fsm.state == VRRP_MASTER))
		record->addresses_at = ktime_get_ns();
	spin_unlock_bh(&inst->lock);
}

/**
 * kvrrp_address_settle() - make the interfaces agree with the state
 * @inst: attached, or being destroyed
 *
 * Adds what a MASTER has and lacks, removes what it should not have, announces
 * each address as it becomes live. May sleep, takes RTNL. If memory is short
 * nothing changes and the work is tried again with the next event.
 */
void kvrrp_address_settle(struct kvrrp_inst *inst)
{
	struct kvrrp_vips *want, *have;
	bool check, owner;
	bool more = false;
	unsigned int i;

	mutex_lock(&inst->settle_mutex);
	want = wanted(inst, &check, &owner);
	if (!want) {
		kvrrp_stats_inc(&inst->stats, KVRRP_A_STATS_ADDRESS_ERROR);
		goto out;
	}
	have = rcu_dereference_protected(inst->installed,
					 lockdep_is_held(&inst->settle_mutex));

	/* removal first: a changed prefix or label is a removal and an addition */
	for (i = 0; i < have->count; i++) {
		struct kvrrp_vip *old = &have->vip[i];
		struct kvrrp_vip *same;

		same = (struct kvrrp_vip *)kvrrp_vips_find(want, &old->addr, old->ifindex);
		if (same && vip_equal(same, old)) {
			same->live = old->live;
			same->adopted = old->adopted;
		} else {
			remove_address(inst, old);
		}
	}
	for (i = 0; i < want->count; i++)
		if (!want->vip[i].live || check)
			more |= add_address(inst, &want->vip[i], owner);

	rcu_assign_pointer(inst->installed, want);
	kvfree_rcu(have, rcu);
	note_settled(inst, want);
	if (want->count)
		kvrrp_announce_live(inst, more);
out:
	mutex_unlock(&inst->settle_mutex);
}
