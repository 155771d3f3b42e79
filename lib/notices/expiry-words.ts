import type { ExpiringThing } from "@/db/queries/notices/expiring-things";

const HOUR_MS = 3_600_000;

/** One line: what ends, and in how long from `now`. */
export function expiryTitle(thing: ExpiringThing, now: Date): string {
  return `${whatEnds(thing)} ${inWords(thing.endsAt.getTime() - now.getTime())}`;
}

/** What its end means, and what helps. */
export function expirySummary({ kind, endsAt }: ExpiringThing): string {
  const at = `${endsAt.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `${ADVICE[kind]} It ends ${at}.`;
}

const ADVICE: Readonly<Record<ExpiringThing["kind"], string>> = {
  key: "Calls with it are refused from then on, unless it is given a later expiry.",
  key_secret: "An application that still sends it is refused from then on: it must send the newer secret.",
  model_grant: "Calls for these models are refused from then on, unless more time is asked for.",
  quota_grant: "The limit is then what it was before, unless another raise is given.",
  api_token: "Whoever uses it is refused from then on: make another in time.",
  api_token_secret: "Whoever still sends the secret before the rotation is refused from then on.",
  scim_token: "The directory that still uses it can change nobody from then on: it must be given the newer one.",
};

function whatEnds({ kind, name, detail }: ExpiringThing): string {
  switch (kind) {
    case "key":
      return `Key "${name}" expires`;
    case "key_secret":
      return `The secret of key "${name}" ending in ${detail} stops working`;
    case "model_grant":
      return `${detail === "*" ? "Every model" : detail} for key "${name}" ends`;
    case "quota_grant":
      return `The raise of a limit of "${name}" ends`;
    case "api_token":
      return `API token "${name}" expires`;
    case "api_token_secret":
      return `The previous secret of API token "${name}" stops working`;
    case "scim_token":
      return `SCIM token "${name}" ending in ${detail} stops working`;
  }
}

function inWords(ms: number): string {
  const hours = Math.max(1, Math.round(ms / HOUR_MS));
  if (hours < 36) return hours === 1 ? "in 1 hour" : `in ${hours} hours`;
  return `in ${Math.round(hours / 24)} days`;
}
