import { setTimeout as delay } from "node:timers/promises";
import type { ProofDetailView } from "@/lib/admin-api/schemas/proofs";
import type { Server } from "../server/find-server";

const LOOK_MS = 500;
const LONGEST_MS = 6 * 60_000;

/** Asks the server for a proof and follows it to its end; `onProgress` hears of every look. Throws a sentence. */
export async function askForProof(
  server: Server,
  onProgress: (proof: ProofDetailView) => void,
): Promise<ProofDetailView> {
  let proof = await ask(server, "POST", "/proofs");
  const deadline = performance.now() + LONGEST_MS;
  while (proof.finishedAt === null) {
    await delay(LOOK_MS);
    proof = await look(server, proof.id, deadline);
    onProgress(proof);
    if (performance.now() > deadline) throw new Error("The proof does not end. See the server's log.");
  }
  return proof;
}

/** A proof keeps its server busy: an answer that has to wait for the store is no reason to give the proof up. */
async function look(server: Server, id: string, deadline: number): Promise<ProofDetailView> {
  for (;;) {
    try {
      return await ask(server, "GET", `/proofs/${id}`);
    } catch (error) {
      if (!(error instanceof Unavailable) || performance.now() > deadline) throw error;
      await delay(LOOK_MS);
    }
  }
}

/** The server said that it cannot answer now. */
class Unavailable extends Error {}

async function ask({ origin, token }: Server, method: string, path: string): Promise<ProofDetailView> {
  const response = await fetch(`${origin}/api/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(method === "GET" ? {} : { body: "{}" }),
  }).catch(() => {
    throw new Error(`Nothing answers at ${origin}. Start Gatehouse with \`npm start\`, or set GATEHOUSE_URL.`);
  });
  const text = await response.text();
  if (!response.ok) {
    const sentence = `${origin} answered ${response.status}: ${detailOf(text)}`;
    throw response.status >= 502 && response.status <= 504 ? new Unavailable(sentence) : new Error(sentence);
  }
  return JSON.parse(text) as ProofDetailView;
}

function detailOf(text: string): string {
  try {
    return String((JSON.parse(text) as { detail?: string }).detail);
  } catch {
    return text.slice(0, 200);
  }
}
