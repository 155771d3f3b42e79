import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/policy/caller";
import { readTags } from "./read-tags";

const key = (terms: Partial<Caller>) => ({ tags: ["env=live"], mayAttribute: true, ...terms }) as Caller;
const read = (header: string | string[] | undefined, terms: Partial<Caller> = {}) =>
  readTags({ "x-gatehouse-tags": header }, key(terms));

describe("the tags of a call", () => {
  it("are its key's and those it names, each once", () => {
    expect(read(undefined)).toEqual(["env=live"]);
    expect(read("team=search,  cost-center=4 2 ,env=live,")).toEqual(["env=live", "team=search", "cost-center=4 2"]);
    expect(read(["a=b", "c=d"])).toEqual(["env=live", "a=b", "c=d"]);
    expect(read("", { tags: [] })).toEqual([]);
  });

  it("are its key's alone when the key may not attribute", () => {
    expect(read("team=search", { mayAttribute: false })).toEqual(["env=live"]);
    expect(read("nonsense", { mayAttribute: false })).toEqual(["env=live"]);
  });

  it.each([
    ["no value", "team"],
    ["an empty value", "team="],
    ["an empty name", "=search"],
    ["a control character", "team=se\u0007arch"],
    ["a letter no header has", "team=süd"],
    ["too many", Array.from({ length: 11 }, (_, n) => `t${n}=1`).join(",")],
    ["too long a one", `team=${"x".repeat(120)}`],
  ])("with %s are refused as a bad request", (_, header) => {
    expect(() => read(header)).toThrow(expect.objectContaining({ code: "invalid_request", param: "x-gatehouse-tags" }));
  });
});
