import { createOutsideCaller, type WaysOut } from "./gateway-caller";

const ANSWER_MS = 3_000;

/** Where a gateway may be, in the order they are asked. */
export interface GatewayPlaces {
  /** GATEHOUSE_URL, where applications call; null when it is not set. */
  publicOrigin: string | null;
  /** This process's own listener; null when it serves no calls. */
  listener: string | null;
}

/**
 * The address to prove: the public one, because applications use it; the own listener when the public one cannot be reached from
 * here (no hairpin, a certificate only clients trust). Throws one sentence when there is none.
 */
export async function findGateway({ publicOrigin, listener }: GatewayPlaces, out: WaysOut): Promise<string> {
  if (publicOrigin !== null && (await isGateway(publicOrigin, out))) return publicOrigin;
  if (listener !== null) return listener;
  throw new Error(
    publicOrigin === null
      ? "This process serves the portal only and does not know where the gateway is: set GATEHOUSE_URL."
      : `No gateway answers at ${publicOrigin}: it must be reachable from the portal, too.`,
  );
}

/** Ours says who it is, with a refusal in its own words, to a caller without a key. */
async function isGateway(origin: string, out: WaysOut): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const met = await createOutsideCaller(origin, out).send({
      method: "GET",
      path: "/api/v1/me",
      headers: {},
      signal,
    });
    return met.status === 401 && met.text.includes("invalid_api_key");
  } catch {
    return false;
  }
}
