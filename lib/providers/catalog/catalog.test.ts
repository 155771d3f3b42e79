import { describe, expect, it } from "vitest";
import { ADAPTERS, findAdapter } from "../registry";
import { requestOf, targetOf } from "../testing/adapter-contract";
import { CATALOG, catalogAdapter } from "./catalog";
import { CATALOG_SOURCES, type CatalogEntry } from "./schema";

const fieldsOf = ({ fields = [] }: CatalogEntry) => fields.map(({ name }) => name);
const filled = (entry: CatalogEntry) =>
  (entry.fields ?? []).reduce((url, { name, example }) => url.replace(`{${name}}`, example), entry.baseUrl);

describe("the catalog", () => {
  it("names at least a hundred providers and hosts", () => {
    expect(CATALOG.length).toBeGreaterThanOrEqual(100);
  });

  it.each(["id", "title"] as const)("has every %s once, also beside the adapters with a folder", (member) => {
    const all = [...CATALOG.map((entry) => entry[member]), ...ADAPTERS.map((adapter) => adapter[member])];
    expect(all.filter((value, at) => all.indexOf(value) !== at)).toEqual([]);
  });

  it("names no address twice", () => {
    const hosted = CATALOG.filter(({ kind }) => kind !== "self-hosted").map(filled);
    const own = new Set(ADAPTERS.flatMap(({ baseUrl }) => baseUrl ?? []));
    const all = [...hosted, ...own];
    expect(all.filter((url, at) => all.indexOf(url) !== at)).toEqual([]);
  });

  it.each(CATALOG.map((entry) => [entry.id, entry] as const))("makes of %s an address and an adapter", (id, entry) => {
    const url = filled(entry);
    expect(new URL(url).protocol).toBe("https:");
    expect(url).not.toMatch(/[{}]/);
    expect([...entry.baseUrl.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(fieldsOf(entry));
    for (const { options = [], example } of entry.fields ?? []) {
      if (options.length > 0) expect(options.map(({ value }) => value)).toContain(example);
    }
    const adapter = findAdapter(id);
    expect(adapter).toBe(catalogAdapter(id));
    expect(adapter?.baseUrl).toBe(entry.fields === undefined ? entry.baseUrl : undefined);
    const target = targetOf(openAdapter(id), { baseUrl: url });
    const request = openAdapter(id).chat?.buildRequest(requestOf({ maxOutputTokens: 5 }), target);
    expect(request?.url).toBe(`${url}/chat/completions`);
    expect(request?.headers[entry.keyHeader ?? "authorization"]).toContain(target.credential?.reveal());
  });

  it("says of every address where it was read, and claims nothing it did not look up", () => {
    for (const { id, source, verified } of CATALOG) {
      expect(Object.keys(CATALOG_SOURCES), id).toContain(source);
      expect(verified, id).toBe(source !== "general-knowledge");
    }
  });

  it("does not know what is not in it", () => expect(catalogAdapter("nobody")).toBeUndefined());
});

function openAdapter(id: string) {
  const adapter = catalogAdapter(id);
  if (adapter === undefined) throw new Error(`no adapter for ${id}`);
  return adapter;
}
