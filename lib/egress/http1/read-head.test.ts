import { describe, expect, it } from "vitest";
import { readHead } from "./read-head";

const head = (...lines: string[]) => readHead(["HTTP/1.1 200 OK", ...lines].join("\r\n"));

describe("a response's head", () => {
  it("is its status, its fields in lower case, and how its body ends", () => {
    expect(head("Content-Type: text/plain", "Content-Length: 12")).toMatchObject({
      status: 200,
      headers: { "content-type": "text/plain", "content-length": "12" },
      framing: { kind: "length", bytes: 12 },
      keepsAlive: true,
    });
    expect(head("Transfer-Encoding: Chunked").framing).toEqual({ kind: "chunked" });
    expect(head()).toMatchObject({ framing: { kind: "until_close" }, keepsAlive: false });
  });

  it("joins repeated fields, and keeps names no object should have to itself", () => {
    const { headers } = head("a: 1", "A: 2", "__proto__: x", "constructor:", "content-length: 0");
    expect(headers.a).toBe("1, 2");
    expect(Object.keys(headers)).toContain("__proto__");
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([
    ["HTTP/1.1 204 No Content", "none"],
    ["HTTP/1.1 304 Not Modified", "none"],
    ["HTTP/1.1 103 Early Hints", "none"],
  ])("%s has no body, whatever its fields say", (line, kind) => {
    expect(readHead(`${line}\r\ncontent-length: 5`).framing.kind).toBe(kind);
  });

  it.each([
    ["HTTP/1.1 200 OK\r\ncontent-length: 1\r\nconnection: close", false],
    ["HTTP/1.1 200 OK\r\ncontent-length: 1\r\nConnection: Close", false],
    ["HTTP/1.0 200 OK\r\ncontent-length: 1", false],
    ["HTTP/1.0 200 OK\r\ncontent-length: 1\r\nconnection: keep-alive", true],
    ["HTTP/1.1 200\r\ncontent-length: 1", true],
  ])("%j keeps the connection: %j", (text, keeps) => {
    expect(readHead(text).keepsAlive).toBe(keeps);
  });

  it("tells how long the server keeps an idle connection", () => {
    expect(head("keep-alive: timeout=5, max=100", "content-length: 0").keepAliveSeconds).toBe(5);
    expect(head("keep-alive: soon", "content-length: 0").keepAliveSeconds).toBeNull();
  });

  it.each([
    ["another protocol", "SSH-2.0-OpenSSH_9.2"],
    ["HTTP/2 in clear text", "HTTP/2 200 OK"],
    ["no status", "HTTP/1.1 OK"],
    ["a status of two digits", "HTTP/1.1 20 OK"],
    ["a folded line", "HTTP/1.1 200 OK\r\na: 1\r\n  2"],
    ["a space before the colon", "HTTP/1.1 200 OK\r\ncontent-length : 5"],
    ["a line without a colon", "HTTP/1.1 200 OK\r\nnonsense"],
    ["a bare line feed", "HTTP/1.1 200 OK\r\na: 1\ncontent-length: 5"],
    ["a bare carriage return", "HTTP/1.1 200 OK\r\na: 1\rb"],
    ["a NUL", "HTTP/1.1 200 OK\r\na: 1\0"],
    ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6"],
    ["the same length twice", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 5"],
    ["a negative length", "HTTP/1.1 200 OK\r\ncontent-length: -5"],
    ["a length in hexadecimal", "HTTP/1.1 200 OK\r\ncontent-length: 0x5"],
    ["an absurd length", "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999"],
    ["a length beside chunks", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked"],
    ["a coding nobody asked for", "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked"],
    ["chunks twice", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked"],
  ])("with %s is refused", (_, text) => {
    expect(() => readHead(text)).toThrow(expect.objectContaining({ failure: "bad_response" }));
  });
});
