import { describe, expect, it } from "vitest";
import { signV4 } from "./sign-v4";

const KEY = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const SUITE = { region: "us-east-1", service: "service", nowMs: Date.UTC(2015, 7, 30, 12, 36, 0) };

function signatureOf(headers: Record<string, string>): string {
  return /Signature=(\w+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
}

describe("signV4", () => {
  it.each([
    ["get-vanilla", "GET", {}, undefined, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
    ["post-vanilla", "POST", {}, undefined, "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
    [
      "post-x-www-form-urlencoded",
      "POST",
      { "content-type": "application/x-www-form-urlencoded" },
      "Param1=value1",
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ],
  ] as const)("signs %s of Amazon's own test suite", (_, method, headers, body, expected) => {
    const request = { method, url: "https://example.amazonaws.com/", headers, ...(body === undefined ? {} : { body }) };
    expect(signatureOf(signV4(request, KEY, SUITE))).toBe(expected);
  });

  it("signs a model's encoded name and a session as an independent signer does (aws4fetch 1.0.20)", () => {
    const model = encodeURIComponent("eu.anthropic.claude-sonnet-4-6-v1:0");
    const request = {
      method: "POST",
      url: `https://bedrock-runtime.eu-central-1.amazonaws.com/model/${model}/converse-stream`,
      headers: { "content-type": "application/json" },
      body: '{"messages":[]}',
    } as const;
    const scope = { region: "eu-central-1", service: "bedrock", nowMs: Date.UTC(2026, 10, 21, 3, 0, 0) };
    expect(signV4(request, { ...KEY, sessionToken: "SESSION" }, scope)).toEqual({
      "x-amz-date": "20261121T030000Z",
      "x-amz-security-token": "SESSION",
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-central-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=a5604fd8b014f0668fe249a16544e6e98c06b35ca341375b7f1bfa7aab90cdcb",
    });
  });

  it("signs a query as an independent signer does (aws4fetch 1.0.20)", () => {
    const request = {
      method: "GET",
      url: "https://bedrock.eu-central-1.amazonaws.com/foundation-models?byOutputModality=TEXT",
      headers: { accept: "application/json" },
    } as const;
    const scope = { region: "eu-central-1", service: "bedrock", nowMs: Date.UTC(2026, 10, 21, 3, 0, 0) };
    expect(signatureOf(signV4(request, KEY, scope))).toBe(
      "8573a03b688d9b1c894c68082c035938ce1491fb6f23d97f0eba51d063e5c216",
    );
  });

  it.each([
    [
      "GET",
      "https://examplebucket.s3.amazonaws.com/test.txt",
      { range: "bytes=0-9" },
      undefined,
      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ],
    [
      "PUT",
      "https://examplebucket.s3.amazonaws.com/test%24file.text",
      { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" },
      "Welcome to Amazon S3.",
      "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    ],
  ] as const)("signs %s of an object as the store's own manual does", (method, url, headers, body, expected) => {
    const key = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
    const scope = { region: "us-east-1", service: "s3", nowMs: Date.UTC(2013, 4, 24) };
    const request = { method, url, headers, ...(body === undefined ? {} : { body }) };
    expect(signatureOf(signV4(request, key, scope))).toBe(expected);
  });
});
