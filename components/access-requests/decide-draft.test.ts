import { expect, it } from "vitest";
import { decideDraftOf, givenOf, grantOf } from "./decide-draft";

const asked = { kind: "quota", quotaId: "quo_1", limit: "300.00", days: null } as const;

it("sends nothing but what is less than was asked for", () => {
  const draft = decideDraftOf(asked);
  expect(grantOf(draft, asked)).toEqual({});
  expect(grantOf({ ...draft, limit: "$150", days: "7" }, asked)).toEqual({ limit: "150", days: 7 });
  expect(givenOf({ ...draft, days: "7" }, asked)).toEqual({ ...asked, days: 7 });
});
