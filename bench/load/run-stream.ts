import { Connection } from "./connection";
import { type LoadJob, requestBytes, type StreamResult } from "./job";
import { elapse } from "./run-whole";
import { Samples } from "./samples";

/** Content events of one stream of the mock provider; one more carries the terminal. */
const EVENTS = 64;
const STREAM_MS = EVENTS * 20;

interface Progress {
  sentAt: number;
  lastEventAt: number;
  /** Streams begun while warming up are not counted. */
  counts: boolean;
}

/** Keeps so many streams open all the time: each slot starts the next when one ends. Starts are spread over one stream's length. */
export async function runStream(job: LoadJob): Promise<StreamResult> {
  const samples = { firstToken: new Samples(), betweenTokens: new Samples(), completion: new Samples() };
  const progress = new Map<Connection, Progress>();
  const state = { measuring: false, running: true, errors: 0, served: 0 };
  const send = (connection: Connection) => {
    const now = performance.now();
    progress.set(connection, { sentAt: now, lastEventAt: 0, counts: state.measuring });
    connection.framing.events = 0;
    connection.send();
  };
  const on = {
    bytes(connection: Connection, complete: boolean) {
      const now = performance.now();
      const stream = progress.get(connection);
      if (stream?.counts) note(stream, connection.framing.events, now, samples);
      if (!complete) return;
      state.served += 1;
      const whole = connection.framing.status === 200 && connection.framing.events >= EVENTS;
      if (stream?.counts && whole) samples.completion.add(now - stream.sentAt);
      else if (stream?.counts) state.errors += 1;
      if (state.running) send(connection);
    },
    broken() {
      if (state.running) state.errors += 1;
    },
  };
  const request = requestBytes(job);
  const connections = Array.from({ length: job.concurrency }, () => new Connection(job.port, request, on));
  await Promise.all(connections.map((connection) => connection.open()));
  connections.forEach((connection, index) => {
    setTimeout(() => send(connection), (index / job.concurrency) * STREAM_MS);
  });
  await elapse(job.warmUpMs + STREAM_MS);
  state.measuring = true;
  await elapse(job.measureMs + STREAM_MS);
  state.running = false;
  for (const connection of connections) connection.close();
  return {
    kind: "stream",
    served: state.served,
    streams: samples.completion.count,
    perSecond: (samples.completion.count * 1000) / (job.measureMs + STREAM_MS),
    errors: state.errors,
    firstToken: samples.firstToken.percentiles(),
    betweenTokens: samples.betweenTokens.percentiles(),
    completion: samples.completion.percentiles(),
  };
}

type StreamSamples = Record<"firstToken" | "betweenTokens", Samples>;

/** Books the arrival of new events; events that came together count their shared gap once. */
function note(stream: Progress, events: number, now: number, samples: StreamSamples): void {
  if (events === 0) return;
  if (stream.lastEventAt === 0) samples.firstToken.add(now - stream.sentAt);
  else if (events < EVENTS + 1) samples.betweenTokens.add(now - stream.lastEventAt);
  stream.lastEventAt = now;
}
