import type { AdminContext } from "@/lib/admin/context";
import { sealSessionCookie } from "@/lib/auth/seal-session-cookie";
import { signInWithLink } from "@/lib/auth/sign-in/sign-in-with-link";
import type { Manage } from "./contract";

/** A name under `.invalid` reaches nobody (RFC 2606). */
const EMAIL = "proof@gatehouse.invalid";
const NAME = "Proof of enforcement";

interface PersonView {
  id: string;
  email: string;
  status: "active" | "deactivated";
}

/** Somebody who is really signed in, is in no team and may nothing. */
export interface Visitor {
  /** `name=value`. */
  cookie: string;
  /** Ends the session and locks the person out until the next proof. */
  close(): Promise<void>;
}

/** Signs the proof's own person in: a member without teams, deactivated between proofs. */
export async function openVisitor(manage: Manage, context: AdminContext): Promise<Visitor> {
  const { items } = await manage<{ items: PersonView[] }>("GET", `/people?search=${encodeURIComponent(EMAIL)}`);
  const known = items.find(({ email }) => email === EMAIL);
  const { id, url } = known === undefined ? await invite(manage) : await letIn(manage, known);
  const token = url.split("#token=")[1] ?? "";
  const visitor = { userAgent: "gatehouse-proof", clientAddress: null };
  const session = await signInWithLink({ token, visitor, breakGlass: false }, context);
  if (session === null) throw new Error("the proof's own person could not sign in");
  return {
    cookie: await sealSessionCookie(session.sessionId, context.keyring.authSecret, context.publicUrl),
    close: () => manage("POST", `/people/${id}/deactivate`),
  };
}

interface Link {
  signInLink: { url: string };
}

async function invite(manage: Manage): Promise<{ id: string; url: string }> {
  const body = { email: EMAIL, name: NAME, role: "member" };
  const { person, signInLink } = await manage<Link & { person: PersonView }>("POST", "/people", body);
  return { id: person.id, url: signInLink.url };
}

async function letIn(manage: Manage, { id, status }: PersonView): Promise<{ id: string; url: string }> {
  if (status === "deactivated") await manage("POST", `/people/${id}/reactivate`);
  const { signInLink } = await manage<Link>("POST", `/people/${id}/sign-in-links`);
  return { id, url: signInLink.url };
}
