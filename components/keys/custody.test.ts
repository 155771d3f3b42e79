import { describe, expect, it } from "vitest";
import { checkCustody, custodyInput, NO_CUSTODY, tagsOf } from "./custody";

describe("whose calls, with which tags", () => {
  it("reads tags separated by commas, and says which one is none", () => {
    expect(tagsOf(" feature=search, env=prod,, ")).toEqual(["feature=search", "env=prod"]);
    expect(checkCustody({ ...NO_CUSTODY, tags: "feature=search, prod" }).tags).toContain('"prod" is not a tag');
    expect(checkCustody({ ...NO_CUSTODY, tags: "" }).tags).toBeUndefined();
  });

  it("is nobody's when no owner is chosen", () => {
    expect(custodyInput(NO_CUSTODY)).toEqual({ ownerId: null, tags: [], mayAttribute: false, onRunaway: "flag" });
  });
});
