import type { InboundResponse } from "@/lib/egress/contract";
import { badAnswer } from "./upstream-failure";

const FAILURE_BODY_BYTES = 64 * 1024;

/** The whole body. Throws AttemptFailure past `limit` bytes, EgressError when the connection breaks. */
export async function readAnswerBody(response: InboundResponse, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > limit) throw badAnswer(`the answer is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return Buffer.from(only.buffer, only.byteOffset, only.byteLength);
  return Buffer.concat(chunks, length);
}

/** As much of a failed response's body as is worth reading. */
export async function readFailureBody(response: InboundResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= FAILURE_BODY_BYTES) break;
  }
  return Buffer.concat(chunks, length).toString("utf8", 0, FAILURE_BODY_BYTES);
}
