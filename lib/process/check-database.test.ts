import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { checkDatabase } from "./check-database";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function message(type: string, payload: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(payload.length + 4);
  return Buffer.concat([Buffer.from(type), length, payload]);
}

const READY = message("Z", Buffer.from("I"));
const AUTHENTICATED = Buffer.concat([message("R", Buffer.alloc(4)), READY]);

function error(code: string): Buffer {
  return message("E", Buffer.from(`SFATAL\0C${code}\0Mno\0\0`));
}

/** One row of text columns: name and value. */
function answer(columns: Record<string, string>): Buffer {
  const count = Buffer.from([0, Object.keys(columns).length]);
  const description = Object.keys(columns).map((name) => Buffer.concat([Buffer.from(`${name}\0`), columnOfText()]));
  const values = Object.values(columns).map((value) =>
    Buffer.concat([Buffer.from([0, 0, 0, value.length]), Buffer.from(value)]),
  );
  return Buffer.concat([
    message("T", Buffer.concat([count, ...description])),
    message("D", Buffer.concat([count, ...values])),
    message("C", Buffer.from("SELECT 1\0")),
    READY,
  ]);
}

function columnOfText(): Buffer {
  const column = Buffer.alloc(18);
  column.writeInt32BE(25, 6);
  column.writeInt16BE(-1, 10);
  return column;
}

/** A server that speaks just enough of the protocol: `greet` for the start-up message, `reply` for a query. */
async function postgresLike(greet: Buffer, reply: Buffer = READY): Promise<string> {
  const onSocket = (socket: Socket) => {
    socket.once("data", () => {
      socket.write(greet);
      socket.on("data", (chunk) => chunk[0] === 0x51 && socket.write(reply));
    });
    socket.on("error", () => socket.destroy());
  };
  const server = createServer(onSocket);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `postgres://gate:hunter2@127.0.0.1:${address.port}/house`;
}

async function sentenceFor(url: string): Promise<string> {
  const failure = await checkDatabase(url, 500).then(
    () => new Error("accepted"),
    (thrown: Error) => thrown,
  );
  return failure.message;
}

describe("the first contact with a database", () => {
  it("accepts Postgres 15 with pgvector", async () => {
    const url = await postgresLike(AUTHENTICATED, answer({ major: "15", vector: "true" }));
    expect(await sentenceFor(url)).toBe("accepted");
  });

  it("says that the server is too old", async () => {
    const url = await postgresLike(AUTHENTICATED, answer({ major: "14", vector: "true" }));
    expect(await sentenceFor(url)).toBe("Gatehouse needs Postgres 15 or newer, and this one is 14.");
  });

  it("says that pgvector is missing", async () => {
    const url = await postgresLike(AUTHENTICATED, answer({ major: "17", vector: "false" }));
    expect(await sentenceFor(url)).toContain("it lacks the pgvector extension. Install pgvector");
  });

  it.each([
    ["28P01", "it refuses the user name or password"],
    ["3D000", "the database does not exist"],
    ["53300", "it has no free connections"],
    ["57P03", "it is still starting"],
  ])("explains %s without showing the password", async (code, reason) => {
    const sentence = await sentenceFor(await postgresLike(error(code)));
    expect(sentence).toContain(reason);
    expect(sentence).toContain("/house");
    expect(sentence).not.toContain("hunter2");
  });

  it("says that nothing listens there", async () => {
    const url = await postgresLike(READY);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await sentenceFor(url)).toContain("nothing listens there");
  });

  it("says that whatever listens there is not Postgres", async () => {
    const server = createServer((socket) => socket.end());
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    expect(await sentenceFor(`postgres://u:p@127.0.0.1:${port}/x`)).toContain("does not answer as Postgres");
  });
});
