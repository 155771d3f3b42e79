import type { Egress } from "@/lib/egress/contract";

/** What the next upstream call is answered with. */
export interface Script {
  contentType: string;
  pieces: readonly Uint8Array[];
}

/** A way out that leads nowhere: every call is answered 200 with the bytes of `script()`, piece by piece. */
export function scriptedEgress(script: () => Script): Egress {
  return {
    async send() {
      const { contentType, pieces } = script();
      return { status: 200, headers: { "content-type": contentType }, body: inTurn(pieces), release: () => undefined };
    },
    close: async () => undefined,
  };
}

async function* inTurn(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
