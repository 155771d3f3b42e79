/** The mock provider: raw sockets, so that it costs less than anything measured against it. Sends its port to its parent. */
import { createServer } from "node:net";
import { CONTENT_FRAMES, STREAM_HEAD, WHOLE_ANSWER } from "./answers";
import { RequestFraming } from "./request-framing";
import { StreamClock } from "./stream-clock";

const OPENING = Buffer.concat([STREAM_HEAD, CONTENT_FRAMES[0] ?? Buffer.alloc(0)]);
const clock = new StreamClock();

const server = createServer({ noDelay: true }, (socket) => {
  const framing = new RequestFraming();
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes) => {
    const request = framing.push(bytes);
    if (request === null) return;
    if (!request.includes('"stream":true')) {
      socket.write(WHOLE_ANSWER);
      return;
    }
    socket.write(OPENING);
    clock.add(socket, request.includes('"include_usage":true'));
  });
});

server.listen(Number(process.env.BENCH_UPSTREAM_PORT ?? 0), "127.0.0.1", 4096, () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
});
process.on("disconnect", () => process.exit(0));
