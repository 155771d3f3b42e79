import { expect, it } from "vitest";
import { askDraftOf, checkAskDraft, proposalOf } from "./ask-draft";

const link = (query: string) => new URLSearchParams(query);

it("begins with what the link of a refusal says", () => {
  const draft = askDraftOf(link("kind=quota&quota=quo_1&limit=150"));
  expect(proposalOf(draft)).toEqual({ kind: "quota", quotaId: "quo_1", limit: "150", days: 7 });
  expect(askDraftOf(link("kind=rubbish")).kind).toBe("key");
});

it("asks for nothing before it is whole, and says what is missing", () => {
  const draft = askDraftOf(link("kind=models&key=key_1"));
  expect(proposalOf(draft)).toBeNull();
  expect(checkAskDraft(draft)["proposal.models"]).toBe("Choose at least one model.");
  expect(proposalOf({ ...draft, models: ["gpt-5"], days: "good" })).toEqual({
    kind: "models",
    keyId: "key_1",
    models: ["gpt-5"],
    days: null,
  });
});
