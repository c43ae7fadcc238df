"""What the machine's own pauses would do to the tail of a server that makes none.

A core that the hypervisor takes away for 4 ms makes everybody wait who asks meanwhile, and those who
ask while the queue is worked off. bench_load --pauses notes when the core of the server and that of
the load stood still; here requests are sent into that at fixed times, to a server that takes the
same time for each. Its p99 is the least that any server of this peak can show at this rate here.
"""


class Core:
    """When work that begins at some time is done; times never go back."""

    def __init__(self, pauses):
        self.pauses, self.next = pauses, 0

    def done(self, begin, work):
        while self.next < len(self.pauses):
            stops, goes_on = self.pauses[self.next]
            if goes_on > begin:
                if stops > begin and stops >= begin + work:
                    break
                work -= max(0, stops - begin)
                begin = goes_on
            self.next += 1
        return begin + work


def waits(pauses, rate, peak):
    """Latencies in ms, sorted: `rate` requests a second, to a server that could answer `peak`."""
    server, sends, reads = Core(pauses["server"]), Core(pauses["load"]), Core(pauses["load"])
    free, found = 0.0, []
    for number in range(int(rate * pauses["seconds"])):
        due = 1e6 * number / rate
        free = server.done(max(sends.done(due, 0), free), 1e6 / peak)
        found.append((reads.done(free, 0) - due) / 1000)
    return sorted(found)


def row(pauses, rate, peak):
    """As bench_load's rows."""
    found = waits(pauses, rate, peak)
    at = {"p50_ms": 0.5, "p99_ms": 0.99, "p999_ms": 0.999}
    return {"requests": len(found), "seconds": pauses["seconds"], "requests_per_s": rate, "accepted": 0,
            "socket_errors": 0, "server_us_per_request": 1e6 / peak,
            **{key: found[int(share * (len(found) - 1))] for key, share in at.items()}}
