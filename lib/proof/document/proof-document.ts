import type { SignedDocument } from "@/lib/signed/sign-document";

/** What the whole answer or the stream of a route met: the two columns of a matrix. */
export type ProofColumn = "whole" | "streamed";

/** One cell of the matrix: a control tried through a route. `expected` and `seen` are what the caller meets, in words. */
export interface SignedCell {
  /** Method and path, such as `POST /chat/completions`. */
  route: string;
  streamed: boolean;
  /** A control's id. */
  control: string;
  passed: boolean;
  expected: string;
  seen: string;
  /** Ids of the request records behind the cell, in the order of the calls. */
  requestIds: string[];
  /** Whole milliseconds. */
  durationMs: number;
}

/** What a control promises, as it was when it was tried. */
export interface SignedControl {
  id: string;
  title: string;
  promise: string;
}

/** One run of the proof of enforcement: what is signed. Every value is JSON; times are RFC 3339 UTC. */
export interface ProofDocument {
  format: "gatehouse-proof/1";
  id: string;
  organization: { id: string; name: string };
  /** The address that was called, over real sockets. */
  gateway: string;
  /** What served it. `commit` is null when the build does not know. */
  software: { name: "gatehouse"; version: string; commit: string | null };
  startedAt: string;
  finishedAt: string;
  controls: SignedControl[];
  /** Every route of the gateway, as its own table says. */
  routes: { route: string; meter: string }[];
  cells: SignedCell[];
  passed: boolean;
}

/** A run with what proves that it is unchanged. */
export type SignedProof = SignedDocument<ProofDocument>;
