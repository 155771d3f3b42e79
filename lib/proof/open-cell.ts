import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Baseline, CallOptions, Cell, ProvenRoute } from "./control";
import type { ProofColumn } from "./document/proof-document";
import type { OutsideCaller } from "./gateway-caller";
import type { Met } from "./met";
import { AGAIN_AFTER_MS, patiently, TRIES } from "./patiently";
import type { RouteSample } from "./samples/route-sample";
import type { Workshop } from "./workshop/open-workshop";

const MAX_TOKENS = 8;

/** What every cell of one proof has in common. */
export interface ProofBench {
  workshop: Workshop;
  outside: OutsideCaller;
  /** A good key without limits of its own. */
  goodKey: string;
  oversizedBody(): Promise<Uint8Array>;
}

interface CellPlace {
  route: ProvenRoute;
  column: ProofColumn;
  sample: RouteSample;
  baseline: Baseline | null;
  /** Ends everything the cell has under way. */
  signal: AbortSignal;
}

/** A cell on the bench: the tools a control may use, for one route and column. */
export function openCell(bench: ProofBench, place: CellPlace): Cell {
  const { workshop, outside } = bench;
  const { route, column, sample, baseline, signal } = place;
  return {
    route,
    column,
    sample,
    baseline,
    models: workshop.models[route.kind ?? "chat"],
    oversizedBody: () => bench.oversizedBody(),
    newKey: (terms = {}) => workshop.newKey(terms),
    call: (options = {}) => callPatiently(bench, place, options),
    callAdmin: (method, path, headers) =>
      outside.send({
        method,
        path: `/api/admin${path}`,
        headers,
        ...(method === "POST" ? { body: "{}" } : {}),
        signal,
      }),
    manage: workshop.manage,
    recordOf: (requestId) => patiently(() => workshop.recordOf(requestId), signal),
    sessionCookie: () => Promise.resolve(workshop.sessionCookie),
    pause: (ms) => delay(Math.max(0, ms), undefined, { signal }),
  };
}

/** A call that the store had no answer for is made again, as any client would. */
async function callPatiently(bench: ProofBench, place: CellPlace, options: CallOptions): Promise<Met> {
  for (let tries = 1; ; tries += 1) {
    const met = await callThrough(bench, place, options);
    if (met.status !== 503 || !met.text.includes("policy_unavailable") || tries === TRIES) return met;
    await delay(AGAIN_AFTER_MS * tries, undefined, { signal: place.signal });
  }
}

async function callThrough(
  bench: ProofBench,
  { route, column, sample, signal }: CellPlace,
  options: CallOptions,
): Promise<Met> {
  const { fast } = bench.workshop.models[route.kind ?? "chat"];
  const { key = bench.goodKey, model = fast, headers = {}, leaveEarly = false } = options;
  const asked = { column, model, prompt: `Proof of enforcement ${randomUUID()}`, maxTokens: MAX_TOKENS };
  const authorization: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const path = `/api/v1${sample.path(asked)}`;
  if (sample.session !== undefined) {
    const { session } = sample;
    return bench.outside.converse({
      path,
      headers: { ...authorization, ...headers },
      events: session.events(asked).map((event) => JSON.stringify(event)),
      isOver: leaveEarly ? session.hasBegun : session.isOver,
      leavesRudely: leaveEarly,
      signal,
    });
  }
  const usual = await encodeBody(sample.body(asked));
  const whole = options.body ?? usual?.bytes ?? null;
  const body = whole !== null && options.isCut === true ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  return bench.outside.send({
    method: route.method,
    path,
    headers: {
      ...authorization,
      ...(body === null ? {} : { "content-type": usual?.contentType ?? "application/json" }),
      ...headers,
    },
    ...(body === null ? {} : { body }),
    leaveEarly,
    signal,
  });
}

/** A form's boundary is made with its bytes, so the two come together. */
async function encodeBody(
  body: Record<string, unknown> | FormData | null,
): Promise<{ bytes: Uint8Array; contentType: string } | null> {
  if (body === null) return null;
  if (!(body instanceof FormData)) return { bytes: Buffer.from(JSON.stringify(body)), contentType: "application/json" };
  const encoded = new Response(body);
  const contentType = encoded.headers.get("content-type") ?? "";
  return { bytes: new Uint8Array(await encoded.arrayBuffer()), contentType };
}
