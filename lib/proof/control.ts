import type { ProofColumn } from "./document/proof-document";
import type { Met } from "./met";
import type { RouteSample } from "./samples/route-sample";
import type { CallRecord, KeyTerms, Manage, ProofKey, ProofModels, ProvenKind } from "./workshop/contract";

/** A door of the gateway, as its route table names it. */
export interface ProvenRoute {
  /** Method and path: `POST /chat/completions`. */
  name: string;
  method: "GET" | "POST" | "DELETE";
  meter: "model_call" | "free";
  /** The kind of model it calls; left out: chat. */
  kind?: ProvenKind;
}

/** What a good call through this route and column cost, measured before anything else. */
export interface Baseline {
  costMicros: bigint;
  /** Input and output together. */
  tokens: number;
}

/** What is different about one call; everything left out is as a good call has it. */
export interface CallOptions {
  /** Null sends none. Left out: a good key that all cells use. */
  key?: string | null;
  model?: string;
  headers?: Record<string, string>;
  /** Instead of the sample's body. */
  body?: Uint8Array;
  /** The sample's body, cut off in the middle. */
  isCut?: boolean;
  /** Hang up once the answer has begun. */
  leaveEarly?: boolean;
}

/** One cell at work: what a control may use. Everything it calls goes over real sockets with nothing but a key. */
export interface Cell {
  readonly route: ProvenRoute;
  readonly column: ProofColumn;
  readonly sample: RouteSample;
  /** Null for routes that meter nothing. */
  readonly baseline: Baseline | null;
  readonly models: ProofModels;
  /** One byte more than the gateway accepts, as a gzip file. */
  oversizedBody(): Promise<Uint8Array>;
  /** A throw-away key; its quotas are enforced by the time the calls begin. */
  newKey(terms?: KeyTerms): Promise<ProofKey>;
  /** A call through the cell's route and column. */
  call(options?: CallOptions): Promise<Met>;
  /** A call to the management API from outside, as whoever `headers` say. */
  callAdmin(method: "GET" | "POST", path: string, headers: Record<string, string>): Promise<Met>;
  /** A change through the management API, as Gatehouse itself. */
  manage: Manage;
  /** The record of a call, as soon as it is written. Null when none comes. */
  recordOf(requestId: string): Promise<CallRecord | null>;
  /** A session cookie of a person who may nothing, as `name=value`. */
  sessionCookie(): Promise<string>;
  /** Waits; rejects when the cell's time is over. */
  pause(ms: number): Promise<void>;
}

/** What trying a control showed. */
export interface Finding {
  passed: boolean;
  expected: string;
  seen: string;
  requestIds: string[];
}

/**
 * One promise of the gateway that can be tried from outside. One file in `controls/`, one line in its registry. A control must be
 * able to fail: it first sees the thing work (an answered call) where a refusal alone could have another reason.
 */
export interface Control {
  id: string;
  title: string;
  /** One sentence a person can hold us to. */
  promise: string;
  /** The columns in which it can be tried on a route; empty: it does not concern that route. */
  appliesTo(route: ProvenRoute): readonly ProofColumn[];
  /** Its cells do little but wait for a moment: they are tried beside all others. */
  readonly mostlyWaits?: true;
  /** Mints what the cell needs. What it gives back fires the calls, once every gateway enforces what was minted. */
  prepare(cell: Cell): Promise<() => Promise<Finding>>;
}
