import { once } from "node:events";
import { createGzip } from "node:zlib";

const CHUNK_BYTES = 1024 * 1024;

/** A gzip file that becomes one byte more than `limitBytes` when unpacked; made piece by piece, so it takes no room here. */
export async function oversizedGzip(limitBytes: number): Promise<Uint8Array> {
  const gzip = createGzip();
  const packed: Buffer[] = [];
  gzip.on("data", (chunk: Buffer) => packed.push(chunk));
  const ended = once(gzip, "end");
  const chunk = Buffer.alloc(CHUNK_BYTES, " ");
  for (let left = limitBytes + 1; left > 0; left -= CHUNK_BYTES) {
    if (!gzip.write(left >= CHUNK_BYTES ? chunk : chunk.subarray(0, left))) await once(gzip, "drain");
  }
  gzip.end();
  await ended;
  return Buffer.concat(packed);
}
