import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

const NONCE_BYTES = 18;

/** A policy under which no script runs that this answer did not bring, and nothing is fetched from anywhere else. */
function policyWith(nonce: string, development: boolean): string {
  // The development server evaluates what it reloads.
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    // Charts and menus place themselves by style attributes, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "worker-src 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    // No form leaves the portal: a sign-in with the provider begins by fetch, and then the page goes there, which no form has to.
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}

/**
 * Gives a page its Content-Security-Policy. The framework reads the nonce out of the request's header and puts it on its scripts; a
 * nonce from outside never gets that far.
 */
export function protectPage(request: IncomingMessage, response: ServerResponse, development: boolean): void {
  const nonce = randomBytes(NONCE_BYTES).toString("base64");
  const policy = policyWith(nonce, development);
  request.headers["x-nonce"] = nonce;
  request.headers["content-security-policy"] = policy;
  delete request.headers["content-security-policy-report-only"];
  response.setHeader("content-security-policy", policy);
}
