import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROUTES } from "@/lib/admin-api/routes";
import { isPermission } from "@/lib/auth/permissions";

const ROOT = new URL("./", import.meta.url);
const aggregates = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "testing")
  .map((entry) => entry.name);
const files = aggregates.flatMap((aggregate) =>
  readdirSync(new URL(`${aggregate}/`, ROOT))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => `${aggregate}/${file}`),
);

interface FoundVerb {
  file: string;
  exported: string;
  kind: string;
  name: string;
  permission: string;
}

async function verbsIn(file: string): Promise<FoundVerb[]> {
  const module: Record<string, unknown> = await import(new URL(file, ROOT).href);
  return Object.entries(module).flatMap(([exported, value]) =>
    value !== null && typeof value === "object" && "permission" in value && "run" in value
      ? [{ file, exported, ...(value as unknown as Omit<FoundVerb, "file" | "exported">) }]
      : [],
  );
}

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe("verbs", () => {
  it("are one per file, named as the file, with a permission of the table and a name of their own", async () => {
    const verbs = (await Promise.all(files.map(verbsIn))).flat();
    expect(verbs.length).toBeGreaterThan(40);
    for (const verb of verbs) {
      expect(`${verb.file}: ${kebab(verb.exported)}.ts`).toBe(`${verb.file}: ${verb.file.split("/")[1]}`);
      expect(isPermission(verb.permission)).toBe(true);
      expect(["read", "change"]).toContain(verb.kind);
      expect(verb.name).toMatch(/^[a-z_]+\.[a-z_]+$/);
    }
    expect(new Set(verbs.map((verb) => verb.name)).size).toBe(verbs.length);
  });

  it("are the only files that change anything: whatever writes is reached through defineChange and so leaves an audit row", () => {
    const strays = files.filter((file) => {
      const text = readFileSync(new URL(file, ROOT), "utf8");
      return /\.(insert|update|delete)\(|appendAuditEvent|bumpPolicyVersion|\.transaction\(/.test(text);
    });
    expect(strays).toEqual([]);
  });

  it("are each reachable by a route", async () => {
    const verbs = (await Promise.all(files.map(verbsIn))).flat();
    const reachable = new Set(ROUTES.map((route) => route.verbName));
    expect(verbs.map((verb) => verb.name).filter((name) => !reachable.has(name))).toEqual([]);
  });
});
