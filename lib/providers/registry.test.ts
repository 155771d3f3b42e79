import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ADAPTERS, findAdapter } from "./registry";

const here = fileURLToPath(new URL(".", import.meta.url));
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${here}/${entry.name}/adapter.ts`))
  .map((entry) => entry.name);

describe("registry", () => {
  it.each(folders)("has a line for the folder %s", (folder) => {
    expect(findAdapter(folder)?.id).toBe(folder);
  });

  it("gives every adapter an id of its own", () => {
    expect(new Set(ADAPTERS.map(({ id }) => id)).size).toBe(ADAPTERS.length);
  });

  it.each(folders)("finds in %s a test that runs the adapter contract, and fixtures", (folder) => {
    const files = readdirSync(`${here}/${folder}`);
    expect(files).toContain("adapter.test.ts");
  });
});
