import { createServer } from "node:net";
import { expect, test } from "vitest";
import { createDestinationPolicy, isSpecialAddress } from "./destination-policy";
import { createHttpEgress } from "./http-egress";

const FORBIDDEN = [
  "http://api.example.com/v1",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://0177.0.0.1/",
  "https://127.1/",
  "https://①②⑦.⓪.⓪.①/",
  "https://[::1]/",
  "https://[::ffff:7f00:1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[2002:7f00:1::]/",
  "https://localhost/",
  "https://localhost./",
  "https://a.localhost/",
  "https://LOCALHOST/",
  "https://api.example.com./",
  "https://u:p@api.example.com/",
  "https://u@api.example.com/",
  "ftp://api.example.com/",
  "file:///etc/passwd",
  "https://8.8.8.8/",
  "https://[2606:4700::1111]/",
  "http://169.254.169.254/latest/meta-data",
  "https://169.254.169.254/",
  "https://127.0.0.1:8443/",
  "https:\\\\127.0.0.1\\x",
  "https://10.0.0.1/",
  "https://192.168.1.1/",
  "https://100.64.0.1/",
];

test.each(FORBIDDEN)("refuses %s", (url) => {
  expect(() => createDestinationPolicy([]).checkUrl(new URL(url))).toThrow(/does not call this address/);
});

test.each(["https://api.example.com/v1", "https://api.example.com:8443/v1"])("allows %s", (url) => {
  expect(() => createDestinationPolicy([]).checkUrl(new URL(url))).not.toThrow();
});

test.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.1.1",
  "127.0.0.1",
  "169.254.169.254",
  "172.31.255.255",
  "192.0.0.1",
  "192.168.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::1",
  "2001::1",
  "2002:7f00:1::",
  "fc00::1",
  "fd12::1",
  "fe80::1",
  "ff02::1",
  "not an address",
  "",
])("%s is not on the public internet", (address) => {
  expect(isSpecialAddress(address)).toBe(true);
});

test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"])("%s is public", (address) => {
  expect(isSpecialAddress(address)).toBe(false);
});

test("the operator's exception is exact: another port of the same host stays forbidden", () => {
  const policy = createDestinationPolicy(["127.0.0.1:11434"]);
  expect(() => policy.checkUrl(new URL("http://127.0.0.1:11434/v1"))).not.toThrow();
  expect(() => policy.checkUrl(new URL("http://127.0.0.1:6379/"))).toThrow(/does not call/);
});

test("a public name that resolves to a private address gets no byte", async () => {
  let connections = 0;
  let received = 0;
  const canary = createServer((socket) => {
    connections++;
    socket.on("data", (chunk) => {
      received += chunk.length;
    });
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  const address = canary.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const policy = createDestinationPolicy([`other.example:${port}`]);
  expect(() => policy.checkAddress("rebind.example", String(port), "127.0.0.1")).toThrow(/private or reserved/);
  const egress = createHttpEgress({ allow: [] });
  const call = egress.send({
    poolKey: "t",
    method: "POST",
    url: `https://127.0.0.1:${port}/v1`,
    headers: {},
    body: "x",
    signal: new AbortController().signal,
    headersTimeoutMs: 1000,
    idleTimeoutMs: 1000,
  });
  await expect(call).rejects.toThrow(/does not call this address/);
  expect(connections + received).toBe(0);
  await egress.close();
  canary.close();
});
