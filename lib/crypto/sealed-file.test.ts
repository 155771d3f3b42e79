import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSealedFile, writeSealedFile } from "./sealed-file";
import { Secret } from "./secret";

const FIRST = new Secret("first-secret-of-32-characters-or-more");
const SECOND = new Secret("second-secret-of-32-characters-or-more");
let dir: string;
let path: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "gatehouse-seal-"));
  path = join(dir, "deeper", "file.sealed");
  await writeSealedFile(path, "policy", { plain: Buffer.from("what was known"), secret: FIRST });
});
afterAll(() => rm(dir, { recursive: true }));

test("what was sealed opens again, also after the secret was rotated", async () => {
  expect(String(await readSealedFile(path, "policy", [FIRST]))).toBe("what was known");
  expect(String(await readSealedFile(path, "policy", [SECOND, FIRST]))).toBe("what was known");
});

test("a file that is not there is null, not an error", async () => {
  expect(await readSealedFile(join(dir, "none"), "policy", [FIRST])).toBeNull();
});

test("nothing of it can be read without the secret, and only the owner may read the file", async () => {
  expect((await readFile(path)).includes("what was known")).toBe(false);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(dir, "deeper"))).toEqual(["file.sealed"]);
  await expect(readSealedFile(path, "policy", [SECOND])).rejects.toThrow("not sealed under this GATEHOUSE_SECRET");
});

test("another purpose or one changed bit does not open it", async () => {
  await expect(readSealedFile(path, "other", [FIRST])).rejects.toThrow();
  const bytes = await readFile(path);
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  const changed = join(dir, "changed");
  await writeFile(changed, bytes);
  await expect(readSealedFile(changed, "policy", [FIRST])).rejects.toThrow();
});
