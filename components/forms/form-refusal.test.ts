import { describe, expect, it } from "vitest";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import { fieldRefusal, formRefusal } from "./form-refusal";

const refused = new AdminApiError({
  status: 400,
  code: "invalid_request",
  detail: "The body is not valid. name: must be shorter.",
  errors: [{ path: "name", message: "must be shorter" }],
});

describe("a refusal of the API in a form", () => {
  it("stands beside its field, as a sentence", () => {
    expect(fieldRefusal(refused, "name")).toBe("Must be shorter");
    expect(fieldRefusal(refused, "purpose")).toBeUndefined();
  });

  it("is not said twice when its field shows it", () => {
    expect(formRefusal(refused, ["name"])).toBeNull();
  });

  it("is said at the top when the form has no such field, or when it names none", () => {
    expect(formRefusal(refused, ["purpose"])).toBe("The body is not valid. name: must be shorter.");
    expect(formRefusal(new AdminApiError({ status: 409, code: "conflict", detail: "Too late." }), ["name"])).toBe(
      "Too late.",
    );
  });

  it("says nothing when nothing failed", () => {
    expect(formRefusal(null, [])).toBeNull();
  });
});
