/** A file a route answers with, written while it is read: nobody holds the whole of it. */
export class FileAnswer {
  readonly contentType: string;
  /** Plain ASCII. */
  readonly fileName: string;
  readonly chunks: AsyncIterable<string>;

  constructor(file: { contentType: string; fileName: string; chunks: AsyncIterable<string> }) {
    this.contentType = file.contentType;
    this.fileName = file.fileName;
    this.chunks = file.chunks;
  }
}

/** The file as a download, pulled chunk by chunk; whoever stops reading stops the writing. */
export function fileResponse(file: FileAnswer): Response {
  const chunks = file.chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": file.contentType,
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "content-security-policy": "sandbox",
    },
  });
}
