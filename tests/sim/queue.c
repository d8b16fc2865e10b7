// SPDX-License-Identifier: GPL-2.0-or-later
/* A binary heap: the earliest first, and of the same time the one made first. */

#include <stdlib.h>

#include "sim.h"

static bool before(const struct entry *left, const struct entry *right)
{
	if (left->at != right->at)
		return left->at < right->at;
	return left->order < right->order;
}

void queue_push(struct queue *queue, struct entry entry)
{
	size_t at = queue->count++;

	if (at == queue->room) {
		queue->room = queue->room ? 2 * queue->room : 1024;
		queue->heap = realloc(queue->heap, queue->room * sizeof(*queue->heap));
		if (!queue->heap)
			abort();
	}
	entry.order = queue->order++;
	while (at && before(&entry, &queue->heap[(at - 1) / 2])) {
		queue->heap[at] = queue->heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	queue->heap[at] = entry;
}

/* The earliest entry, unless it is later than @until. */
bool queue_pop(struct queue *queue, u64 until, struct entry *entry)
{
	struct entry last;
	size_t at = 0, child;

	if (!queue->count || queue->heap[0].at > until)
		return false;
	*entry = queue->heap[0];
	last = queue->heap[--queue->count];
	while ((child = 2 * at + 1) < queue->count) {
		if (child + 1 < queue->count &&
		    before(&queue->heap[child + 1], &queue->heap[child]))
			child++;
		if (!before(&queue->heap[child], &last))
			break;
		queue->heap[at] = queue->heap[child];
		at = child;
	}
	queue->heap[at] = last;
	return true;
}

void queue_clear(struct queue *queue)
{
	queue->count = 0;
	queue->order = 0;
}
