import { openSession, type SimulatedOpening } from "@/lib/providers/simulated/realtime/open-session";
import {
  EgressError,
  type MessageSocket,
  type SocketEgress,
  type SocketEnd,
  type SocketMessage,
  type SocketOpening,
  type SocketRequest,
} from "./contract";
import { MessageQueue } from "./message-queue";

/** The given way out, with sessions of the built-in simulated provider beside it. */
export function withSimulatedSockets(sockets: SocketEgress): SocketEgress {
  return {
    open: (request) => (request.url.startsWith("simulated:") ? openSimulated(request) : sockets.open(request)),
  };
}

async function openSimulated(request: SocketRequest): Promise<SocketOpening> {
  const socket = new SimulatedSocket();
  const stop = () => socket.destroy();
  request.signal.addEventListener("abort", stop);
  const timer = setTimeout(stop, request.openTimeoutMs);
  try {
    const opening = await openSession(request, socket.line);
    if (opening.kind === "refused") return refusalOf(opening);
    socket.begin(opening.session);
    return { kind: "open", socket, headers: { "x-gatehouse-simulated": "true" } };
  } catch (error) {
    if (request.signal.aborted) throw new EgressError("aborted", "the call was stopped", error);
    throw new EgressError("headers_timeout", "the simulated session did not open in time", error);
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", stop);
  }
}

async function refusalOf({ response }: Extract<SimulatedOpening, { kind: "refused" }>): Promise<SocketOpening> {
  const decoder = new TextDecoder();
  let body = "";
  for await (const chunk of response.body) body += decoder.decode(chunk, { stream: true });
  return { kind: "refused", status: response.status, headers: response.headers, body };
}

type Session = Extract<SimulatedOpening, { kind: "open" }>["session"];

/** A socket without a network: what is sent goes to the session in order, what the session says is read from a queue. */
class SimulatedSocket implements MessageSocket {
  readonly #gone = new AbortController();
  readonly #ended = Promise.withResolvers<SocketEnd>();
  readonly #queue = new MessageQueue({
    pause: () => {
      this.#reading = Promise.withResolvers<void>();
    },
    resume: () => this.#reading?.resolve(),
  });
  #reading: PromiseWithResolvers<void> | null = null;
  #session: Session | null = null;
  #receiving: Promise<void> = Promise.resolve();
  readonly ended = this.#ended.promise;
  readonly line = {
    signal: this.#gone.signal,
    emit: (event: string): Promise<void> => {
      this.#queue.push({ bytes: Buffer.from(event), isText: true });
      return this.#queue.isPaused ? (this.#reading?.promise ?? Promise.resolve()) : Promise.resolve();
    },
    drop: () => this.destroy(),
  };

  begin(session: Session): void {
    this.#session = session;
    this.#receive(() => session.begin());
  }

  messages(): AsyncIterable<SocketMessage> {
    return this.#queue;
  }

  send(text: Buffer | string): Promise<void> {
    const session = this.#session;
    if (session !== null) this.#receive(() => session.receive(text.toString()));
    return this.#receiving;
  }

  close(code: number, reason: string): void {
    this.#end({ code, reason });
  }

  destroy(): void {
    this.#end({ code: 1006, reason: "" });
  }

  /** One event after the other. What fails when the socket is closed is over, and no news. */
  #receive(step: () => Promise<void>): void {
    this.#receiving = this.#receiving.then(step).catch(() => this.destroy());
  }

  #end(end: SocketEnd): void {
    if (this.#gone.signal.aborted) return;
    this.#gone.abort();
    this.#reading?.resolve();
    this.#queue.end();
    this.#ended.resolve(end);
  }
}
