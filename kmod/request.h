/* SPDX-License-Identifier: GPL-2.0-only */
/* What a netlink request asks for, checked before anything is changed. */
#ifndef _KVRRP_REQUEST_H
#define _KVRRP_REQUEST_H

#include <linux/kvrrp.h>
#include <net/genetlink.h>

#include "proto/fsm.h"

struct kvrrp_family;
struct kvrrp_net;
struct kvrrp_vips;

#define KVRRP_REQUEST_ATTRS	(KVRRP_A_INST_ADDRESSES + 1)
#define KVRRP_KEY_ATTRS		(KVRRP_A_INST_FAMILY + 1)

extern const struct nla_policy kvrrp_request_policy[KVRRP_REQUEST_ATTRS];
extern const struct nla_policy kvrrp_key_policy[KVRRP_KEY_ATTRS];

/* A whole configuration: what was there before, with the request's changes. */
struct kvrrp_request {
	struct vrrp_cfg cfg;
	char name[KVRRP_NAME_SIZE];
	struct kvrrp_vips *vips;	/* owned; NULL: the request has none */
};

/* Refuse with a sentence and the attribute to blame, which may be NULL. */
#define KVRRP_REFUSE(info, err, attr, text) ({				\
	NL_SET_ERR_MSG_ATTR((info)->extack, (attr), text);		\
	(err);								\
})

/* 0, or the refusal of a request that lacks an attribute. */
#define KVRRP_REQUIRE(info, id, name) ({				\
	int _err = 0;							\
									\
	if (GENL_REQ_ATTR_CHECK(info, id)) {				\
		GENL_SET_ERR_MSG(info, "attribute " name " is required"); \
		_err = -EINVAL;						\
	}								\
	_err;								\
})

const struct kvrrp_family *kvrrp_request_family(const struct genl_info *info);
int kvrrp_request_key(struct genl_info *info);
int kvrrp_request_name(struct kvrrp_request *req, struct genl_info *info);
int kvrrp_request_parse(struct kvrrp_request *req, struct genl_info *info);
int kvrrp_request_interfaces(const struct kvrrp_net *kn, const struct kvrrp_request *req,
			     struct genl_info *info);

#endif
