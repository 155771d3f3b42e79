import type { KeyDetail, UpdateKeyInput } from "@/lib/admin-api/client/keys";
import type { Problems } from "../forms/use-draft";

/** Whose quotas a key's calls count in, what they are tagged with, and what happens when they run away. */
export interface CustodyDraft {
  /** Empty: nobody's. */
  ownerId: string;
  /** As typed: `feature=search, env=prod`. */
  tags: string;
  mayAttribute: boolean;
  onRunaway: KeyDetail["onRunaway"];
}

export const NO_CUSTODY: CustodyDraft = { ownerId: "", tags: "", mayAttribute: false, onRunaway: "flag" };

/** Paths of the API that these fields show. */
export const CUSTODY_FIELDS = ["ownerId", "tags", "mayAttribute", "onRunaway"];

const TAG = /^[A-Za-z0-9_.-]{1,40}=[^,]+$/;
const MOST_TAGS = 20;

/** What a key has now. */
export function custodyOf(key: KeyDetail): CustodyDraft {
  const { owner, tags, mayAttribute, onRunaway } = key;
  return { ownerId: owner?.id ?? "", tags: tags.join(", "), mayAttribute, onRunaway };
}

/** The typed tags one by one. */
export function tagsOf(typed: string): string[] {
  return typed
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}

/** What can be known before asking the API. */
export function checkCustody(draft: CustodyDraft): Problems {
  const tags = tagsOf(draft.tags);
  const wrong = tags.find((tag) => !TAG.test(tag));
  if (wrong !== undefined) return { tags: `"${wrong}" is not a tag: write name=value, separated by commas.` };
  return { tags: tags.length > MOST_TAGS ? `At most ${MOST_TAGS} tags.` : undefined };
}

/** The draft as the API takes it. */
export function custodyInput(
  draft: CustodyDraft,
): Required<Pick<UpdateKeyInput, "ownerId" | "tags" | "mayAttribute" | "onRunaway">> {
  const { ownerId, mayAttribute, onRunaway } = draft;
  return { ownerId: ownerId === "" ? null : ownerId, tags: tagsOf(draft.tags), mayAttribute, onRunaway };
}

export const ON_RUNAWAY: readonly { value: KeyDetail["onRunaway"]; label: string; hint: string }[] = [
  { value: "flag", label: "Flag it", hint: "It shows on the key's page; calls go on." },
  { value: "pause", label: "Pause the key", hint: "Every call is refused until somebody resumes it." },
  { value: "ignore", label: "Do nothing", hint: "For keys whose spend is meant to jump." },
];
