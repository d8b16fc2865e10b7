// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: sim [--seeds N] [--from SEED] [--seed SEED [--trace]] [--soak] [--class NAME]
 *
 * A seed says which class of scenario it is, and everything that happens in it.
 * Exit status: 0 if every property held, 1 if one did not, 2 on wrong usage.
 */

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim.h"

#define CLASSES_MAX 64
#define FAILURES_SHOWN 10

struct tally {
	unsigned int runs, failures;
	u64 events;
	unsigned int transitions, unknowable, peak;
};

static double seconds(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static bool run_seed(struct sim *sim, u64 seed, struct tally *tally)
{
	unsigned int class = seed % class_count;

	sim->events = 0;
	sim->transitions = 0;
	sim->unknowable = 0;
	sim->peak_announced = 0;
	sim_begin(sim, seed, class_name(class));
	class_run(sim, class);
	tally += class;
	tally->runs++;
	tally->events += sim->events;
	tally->transitions += sim->transitions;
	tally->unknowable += sim->unknowable;
	if (sim->peak_announced > tally->peak)
		tally->peak = sim->peak_announced;
	if (!sim_failed(sim))
		return true;
	if (tally->failures++ < FAILURES_SHOWN) {
		printf("FAIL %s: %s\n", sim->class, sim->failure);
		printf("     replay: build/tests/sim/sim --seed %llu --trace\n",
		       (unsigned long long)seed);
		fflush(stdout);
	}
	return false;
}

static unsigned int report(const struct tally *tally, double cpu)
{
	unsigned int class, failures = 0, runs = 0;
	u64 events = 0;

	for (class = 0; class < class_count; class++) {
		const struct tally *row = &tally[class];

		if (!row->runs)
			continue;
		printf("%-14s %5u runs %9llu events %6u transitions %4u announcements/2s %3u unknowable  %s\n",
		       class_name(class), row->runs, (unsigned long long)row->events,
		       row->transitions, row->peak, row->unknowable,
		       row->failures ? "FAILED" : "ok");
		failures += row->failures;
		runs += row->runs;
		events += row->events;
	}
	printf("%u of %u runs failed; %llu events in %.1f s, %.1f million a second\n", failures,
	       runs, (unsigned long long)events, cpu, cpu > 0 ? events / cpu / 1e6 : 0);
	return failures;
}

static u64 number(const char *text)
{
	char *end;
	u64 value = strtoull(text, &end, 0);

	if (end == text || *end) {
		fprintf(stderr, "sim: %s is not a number\n", text);
		exit(2);
	}
	return value;
}

static unsigned int class_by_name(const char *name)
{
	unsigned int class;

	for (class = 0; class < class_count; class++)
		if (!strcmp(name, class_name(class)))
			return class;
	fprintf(stderr, "sim: there is no class %s; there are:", name);
	for (class = 0; class < class_count; class++)
		fprintf(stderr, " %s", class_name(class));
	fputc('\n', stderr);
	exit(2);
}

static int usage(void)
{
	fputs("usage: sim [--seeds N] [--from SEED] [--seed SEED [--trace]] [--soak] [--class NAME]\n",
	      stderr);
	return 2;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "seeds", required_argument, NULL, 'n' },
		{ "from", required_argument, NULL, 'f' },
		{ "seed", required_argument, NULL, 's' },
		{ "class", required_argument, NULL, 'c' },
		{ "trace", no_argument, NULL, 't' },
		{ "soak", no_argument, NULL, 'k' },
		{ },
	};
	static struct tally tally[CLASSES_MAX];
	static struct sim sim;
	double begun = seconds(CLOCK_PROCESS_CPUTIME_ID);
	u64 from = 1, count = 2000, seed, done;
	unsigned int only = CLASSES_MAX;
	bool soak = false, good = true;
	unsigned int failures;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'n':
			count = number(optarg);
			break;
		case 's':
			count = 1;
			/* fall through */
		case 'f':
			from = number(optarg);
			break;
		case 'c':
			only = class_by_name(optarg);
			break;
		case 't':
			sim.trace = true;
			break;
		case 'k':
			soak = true;
			break;
		default:
			return usage();
		}
	}
	if (optind != argc)
		return usage();

	/* a soak stops at the first failure, or when it is interrupted */
	for (seed = from, done = 0; soak ? good : done < count; seed++) {
		if (only < CLASSES_MAX && seed % class_count != only)
			continue;
		good = run_seed(&sim, seed, tally);
		done++;
		if (soak && done % 10000 == 0) {
			printf("seed %llu\n", (unsigned long long)seed);
			report(tally, seconds(CLOCK_PROCESS_CPUTIME_ID) - begun);
			fflush(stdout);
		}
	}
	failures = report(tally, seconds(CLOCK_PROCESS_CPUTIME_ID) - begun);
	sim_end(&sim);
	return failures ? 1 : 0;
}
