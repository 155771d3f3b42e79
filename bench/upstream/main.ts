/** The mock provider: raw sockets, so that it costs less than anything measured against it. Sends its port to its parent. */
import { createServer } from "node:net";
import { CHAT, CHAT_WITH_USAGE, type Script, STREAM_HEAD, WHOLE_ANSWER } from "./answers";
import { MESSAGES, WHOLE_MESSAGE } from "./messages-answers";
import { RequestFraming } from "./request-framing";
import { StreamClock } from "./stream-clock";

/** Where the Messages dialect is spoken; Chat Completions everywhere else. */
const MESSAGES_PATH = "POST /v1/messages";
const OPENINGS = new Map(
  [CHAT, CHAT_WITH_USAGE, MESSAGES].map((script) => [
    script,
    Buffer.concat([STREAM_HEAD, script.frames[0] ?? Buffer.alloc(0)]),
  ]),
);
/** Head, events and ending in one piece, for a provider that is faster than anything between. */
const WHOLE_STREAMS = new Map(
  [CHAT, CHAT_WITH_USAGE, MESSAGES].map((script) => [
    script,
    Buffer.concat([STREAM_HEAD, ...script.frames, script.ending]),
  ]),
);
const isUnpaced = process.env.BENCH_UNPACED === "1";
const clock = new StreamClock();

function chatScript(request: Buffer): Script {
  return request.includes('"include_usage":true') ? CHAT_WITH_USAGE : CHAT;
}

const server = createServer({ noDelay: true }, (socket) => {
  const framing = new RequestFraming();
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes) => {
    const request = framing.push(bytes);
    if (request === null) return;
    const speaksMessages = request.indexOf(MESSAGES_PATH) === 0;
    if (!request.includes('"stream":true')) {
      socket.write(speaksMessages ? WHOLE_MESSAGE : WHOLE_ANSWER);
      return;
    }
    const script = speaksMessages ? MESSAGES : chatScript(request);
    if (isUnpaced) {
      socket.write(WHOLE_STREAMS.get(script) ?? STREAM_HEAD);
      return;
    }
    socket.write(OPENINGS.get(script) ?? STREAM_HEAD);
    clock.add(socket, script);
  });
});

server.listen(Number(process.env.BENCH_UPSTREAM_PORT ?? 0), "127.0.0.1", 4096, () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
});
process.on("disconnect", () => process.exit(0));
