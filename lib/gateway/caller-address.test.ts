import { describe, expect, it } from "vitest";
import { callerAddress } from "./caller-address";

function from(remoteAddress: string | undefined, forwarded?: string) {
  return {
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    socket: { remoteAddress },
  };
}

describe("the address of a caller", () => {
  it("is the connection's, whatever the caller writes, unless there is a proxy", () => {
    expect(callerAddress(from("192.0.2.9", "203.0.113.1"), 0)).toBe("192.0.2.9");
    expect(callerAddress(from("::ffff:192.0.2.9"), 0)).toBe("192.0.2.9");
    expect(callerAddress(from("2001:db8::9"), 0)).toBe("2001:db8::9");
    expect(callerAddress(from(undefined), 0)).toBeNull();
  });

  it.each([
    [1, "198.51.100.7", "198.51.100.7"],
    [1, "6.6.6.6, 198.51.100.7", "198.51.100.7"],
    [2, "6.6.6.6, 198.51.100.7, 10.0.0.1", "198.51.100.7"],
    [1, "6.6.6.6,198.51.100.7:8443", "198.51.100.7"],
    [1, "[2001:db8::1]:443", "2001:db8::1"],
    [1, "2001:db8::1", "2001:db8::1"],
    [1, "::ffff:198.51.100.7", "198.51.100.7"],
  ])("with %i proxies in front, of %s is %s", (proxies, forwarded, address) => {
    expect(callerAddress(from("10.0.0.2", forwarded), proxies)).toBe(address);
  });

  it("is the proxy's where it says nothing, and unknown where it says nonsense", () => {
    expect(callerAddress(from("10.0.0.2"), 1)).toBe("10.0.0.2");
    expect(callerAddress(from("10.0.0.2", " , "), 1)).toBe("10.0.0.2");
    expect(callerAddress(from("10.0.0.2", "6.6.6.6, <script>"), 1)).toBeNull();
    expect(callerAddress(from("10.0.0.2", "1.2.3.4.5"), 1)).toBeNull();
  });
});
