import type { AddDestinationInput } from "@/lib/admin-api/client/audit";
import type { Problems } from "../forms/use-draft";

export interface DestinationDraft {
  kind: AddDestinationInput["kind"];
  name: string;
  url: string;
  endpoint: string;
  region: string;
  bucket: string;
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export const EMPTY_DESTINATION: DestinationDraft = {
  kind: "webhook",
  name: "",
  url: "",
  endpoint: "",
  region: "",
  bucket: "",
  prefix: "",
  accessKeyId: "",
  secretAccessKey: "",
};

/** The fields that each kind asks for beside its name. */
export const KIND_FIELDS = {
  file: [],
  webhook: ["url"],
  object_store: ["endpoint", "region", "bucket", "prefix", "accessKeyId", "secretAccessKey"],
} as const satisfies Record<DestinationDraft["kind"], readonly (keyof DestinationDraft)[]>;

/** What is missing, by field. */
export function checkDestinationDraft(draft: DestinationDraft): Problems {
  const needed = ["name", ...KIND_FIELDS[draft.kind].filter((field) => field !== "prefix")] as const;
  return Object.fromEntries(needed.map((field) => [field, draft[field].trim() === "" ? "This is needed." : undefined]));
}

/** The draft as the API takes it. */
export function destinationInputOf(draft: DestinationDraft): AddDestinationInput {
  const { kind, name, url, endpoint, region, bucket, prefix, accessKeyId, secretAccessKey } = draft;
  switch (kind) {
    case "file":
      return { kind, name };
    case "webhook":
      return { kind, name, url };
    case "object_store":
      return { kind, name, endpoint, region, bucket, prefix, accessKeyId, secretAccessKey };
  }
}
