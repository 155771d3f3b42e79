import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generatedSecret } from "./generated-secret";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secret-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the generated secret", () => {
  it("is made once, strong, and readable by its owner only", () => {
    const dataDir = join(folder, "data");
    const first = generatedSecret(dataDir).reveal();
    expect(Buffer.from(first, "base64url")).toHaveLength(32);
    expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
    expect(generatedSecret(dataDir).reveal()).toBe(first);
  });

  it("is not replaced when the data it seals is still there", () => {
    mkdirSync(join(folder, "postgres"));
    expect(() => generatedSecret(folder)).toThrow("is missing, but the database beside it was sealed with it");
  });

  it("says that the data directory cannot be written", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    chmodSync(file, 0o400);
    expect(() => generatedSecret(join(file, "data"))).toThrow(/cannot be written \(ENOTDIR\)/);
  });
});
