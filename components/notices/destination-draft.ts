import type {
  NewNoticeDestination,
  NoticeDestinationKind,
  NoticeSeverity,
  NoticeTopic,
} from "@/lib/admin-api/client/notices";
import type { Problems } from "../forms/use-draft";

export interface DestinationDraft {
  kind: NoticeDestinationKind;
  name: string;
  url: string;
  host: string;
  port: string;
  security: "starttls" | "tls" | "none";
  username: string;
  password: string;
  from: string;
  /** By commas. */
  recipients: string;
  mailsPeople: boolean;
  topics: NoticeTopic[];
  leastSeverity: NoticeSeverity;
  teamIds: string[];
}

export const EMPTY_DESTINATION: DestinationDraft = {
  kind: "webhook",
  name: "",
  url: "",
  host: "",
  port: "587",
  security: "starttls",
  username: "",
  password: "",
  from: "",
  recipients: "",
  mailsPeople: true,
  topics: [],
  leastSeverity: "info",
  teamIds: [],
};

/** The fields that each kind needs. */
const NEEDED = { webhook: ["name", "url"], slack: ["name", "url"], mail: ["name", "host", "port", "from"] } as const;

/** What is missing, by field. */
export function checkDestinationDraft(draft: DestinationDraft): Problems {
  const missing = NEEDED[draft.kind].map((field) => [
    field,
    draft[field].trim() === "" ? "This is needed." : undefined,
  ]);
  return Object.fromEntries(missing);
}

/** Addresses as people write them: by commas, semicolons or lines. */
export function addressesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== "");
}

/** The draft as the API takes it. */
export function destinationInputOf(draft: DestinationDraft): NewNoticeDestination {
  const { kind, topics, leastSeverity, teamIds, name, url } = draft;
  const routing = { name: name.trim(), topics, leastSeverity, teamIds };
  if (kind !== "mail") return { kind, ...routing, url: url.trim() };
  const { host, port, security, username, password, from, recipients, mailsPeople } = draft;
  return {
    kind,
    ...routing,
    host: host.trim(),
    port: Number(port),
    security,
    username: username.trim() || null,
    password: password || null,
    from: from.trim(),
    recipients: addressesOf(recipients),
    mailsPeople,
  };
}
