/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tracepoints. Integers only: the meaning of strings in trace events changed
 * between the kernels this is built for.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM kvrrp

#if !defined(_KVRRP_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _KVRRP_TRACE_H

#include <linux/tracepoint.h>

TRACE_EVENT(kvrrp_state,
	TP_PROTO(int ifindex, unsigned int vrid, unsigned int old_state,
		 unsigned int state, unsigned int reason),
	TP_ARGS(ifindex, vrid, old_state, state, reason),
	TP_STRUCT__entry(
		__field(int, ifindex)
		__field(unsigned int, vrid)
		__field(unsigned int, old_state)
		__field(unsigned int, state)
		__field(unsigned int, reason)
	),
	TP_fast_assign(
		__entry->ifindex = ifindex;
		__entry->vrid = vrid;
		__entry->old_state = old_state;
		__entry->state = state;
		__entry->reason = reason;
	),
	TP_printk("ifindex=%d vrid=%u old_state=%u state=%u reason=%u",
		  __entry->ifindex, __entry->vrid, __entry->old_state,
		  __entry->state, __entry->reason)
);

DECLARE_EVENT_CLASS(kvrrp_advert,
	TP_PROTO(int ifindex, unsigned int vrid, unsigned int priority,
		 unsigned int interval_cs),
	TP_ARGS(ifindex, vrid, priority, interval_cs),
	TP_STRUCT__entry(
		__field(int, ifindex)
		__field(unsigned int, vrid)
		__field(unsigned int, priority)
		__field(unsigned int, interval_cs)
	),
	TP_fast_assign(
		__entry->ifindex = ifindex;
		__entry->vrid = vrid;
		__entry->priority = priority;
		__entry->interval_cs = interval_cs;
	),
	TP_printk("ifindex=%d vrid=%u priority=%u interval_cs=%u",
		  __entry->ifindex, __entry->vrid, __entry->priority,
		  __entry->interval_cs)
);

DEFINE_EVENT(kvrrp_advert, kvrrp_rx,
	TP_PROTO(int ifindex, unsigned int vrid, unsigned int priority,
		 unsigned int interval_cs),
	TP_ARGS(ifindex, vrid, priority, interval_cs)
);

DEFINE_EVENT(kvrrp_advert, kvrrp_tx,
	TP_PROTO(int ifindex, unsigned int vrid, unsigned int priority,
		 unsigned int interval_cs),
	TP_ARGS(ifindex, vrid, priority, interval_cs)
);

TRACE_EVENT(kvrrp_drop,
	TP_PROTO(int ifindex, unsigned int vrid, unsigned int reason),
	TP_ARGS(ifindex, vrid, reason),
	TP_STRUCT__entry(
		__field(int, ifindex)
		__field(unsigned int, vrid)
		__field(unsigned int, reason)
	),
	TP_fast_assign(
		__entry->ifindex = ifindex;
		__entry->vrid = vrid;
		__entry->reason = reason;
	),
	TP_printk("ifindex=%d vrid=%u reason=%u",
		  __entry->ifindex, __entry->vrid, __entry->reason)
);

TRACE_EVENT(kvrrp_timer,
	TP_PROTO(int ifindex, unsigned int vrid, u64 late_ns),
	TP_ARGS(ifindex, vrid, late_ns),
	TP_STRUCT__entry(
		__field(int, ifindex)
		__field(unsigned int, vrid)
		__field(u64, late_ns)
	),
	TP_fast_assign(
		__entry->ifindex = ifindex;
		__entry->vrid = vrid;
		__entry->late_ns = late_ns;
	),
	TP_printk("ifindex=%d vrid=%u late_ns=%llu",
		  __entry->ifindex, __entry->vrid, __entry->late_ns)
);

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
