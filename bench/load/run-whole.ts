import { Connection } from "./connection";
import { type LoadJob, requestBytes, type WholeResult } from "./job";
import { Samples } from "./samples";

/** Closed loop: every connection asks again as soon as it was answered. */
export async function runWhole(job: LoadJob): Promise<WholeResult> {
  const latencies = new Samples();
  const sentAt = new Map<Connection, number>();
  let errors = 0;
  let served = 0;
  let measuring = false;
  let running = true;
  const send = (connection: Connection) => {
    sentAt.set(connection, performance.now());
    connection.send();
  };
  const on = {
    bytes(connection: Connection, complete: boolean) {
      if (!complete) return;
      served += 1;
      if (measuring && connection.framing.status === 200)
        latencies.add(performance.now() - (sentAt.get(connection) ?? 0));
      else if (measuring) errors += 1;
      if (running) send(connection);
    },
    broken() {
      if (running) errors += 1;
    },
  };
  const request = requestBytes(job);
  const connections = Array.from({ length: job.concurrency }, () => new Connection(job.port, request, on));
  await Promise.all(connections.map((connection) => connection.open()));
  connections.forEach(send);
  await elapse(job.warmUpMs);
  measuring = true;
  const startedAt = performance.now();
  await elapse(job.measureMs);
  measuring = false;
  const seconds = (performance.now() - startedAt) / 1000;
  running = false;
  for (const connection of connections) connection.close();
  const calls = latencies.count;
  return { kind: "whole", served, calls, errors, perSecond: calls / seconds, latency: latencies.percentiles() };
}

export function elapse(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
