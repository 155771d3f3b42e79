import { connect, createServer } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { aheadOfSends, atEndOfTurn, endTurn } from "./end-of-turn";

describe("the end of a turn", () => {
  it("comes after what the turn still does, in the order asked for", async () => {
    const seen: string[] = [];
    atEndOfTurn(() => seen.push("first"));
    atEndOfTurn(() => seen.push("second"));
    await Promise.resolve();
    seen.push("the turn");
    await nextTurn();
    expect(seen).toEqual(["the turn", "first", "second"]);
  });

  it("takes what is asked for while it sends into the next turn", async () => {
    const seen: string[] = [];
    atEndOfTurn(() => {
      seen.push("outer");
      atEndOfTurn(() => seen.push("inner"));
    });
    await nextTurn();
    await nextTurn();
    expect(seen).toEqual(["outer", "inner"]);
  });

  it("writes before it sends, whoever asked first, and again where a send brings something to write", async () => {
    const seen: string[] = [];
    atEndOfTurn(() => {
      seen.push("broken");
      aheadOfSends(() => seen.push("closed"));
    });
    atEndOfTurn(() => seen.push("sent"));
    aheadOfSends(() => seen.push("written"));
    await nextTurn();
    expect(seen).toEqual(["written", "broken", "closed", "sent"]);
    aheadOfSends(() => seen.push("alone"));
    await nextTurn();
    expect(seen.at(-1)).toBe("alone");
  });

  it("comes at once for who cannot wait, and for nothing twice", async () => {
    const seen: string[] = [];
    atEndOfTurn(() => seen.push("waiting"));
    endTurn();
    expect(seen).toEqual(["waiting"]);
    atEndOfTurn(() => seen.push("later"));
    await nextTurn();
    expect(seen).toEqual(["waiting", "later"]);
  });

  it("comes after every socket that was readable in the turn", async () => {
    const seen: string[] = [];
    const server = createServer((socket) =>
      socket.on("data", () => {
        seen.push("read");
        atEndOfTurn(() => seen.push("sent"));
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const sockets = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise<ReturnType<typeof connect>>((resolve) => {
            const socket = connect(port, "127.0.0.1", () => resolve(socket));
          }),
      ),
    );
    for (const socket of sockets) socket.write("x");
    while (seen.filter((what) => what === "sent").length < 3) await nextTurn();
    expect(seen.filter((what) => what === "read")).toHaveLength(3);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});
