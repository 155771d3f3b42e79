import { sendBriefly } from "@/lib/egress/send-briefly";
import { signV4 } from "@/lib/sign-v4";
import type { Deliver } from "./destination";

const SEQ_DIGITS = 12;
/** The object is there: an earlier try had come through. */
const ALREADY_THERE = 412;

/** Puts the checkpoint into an S3-compatible store as an object of its own, and never over another (`if-none-match`). */
export const toObjectStore: Deliver = async (checkpoint, { id, settings, secret }, { egress, now }) => {
  const { endpoint = "", bucket = "", prefix = "", region = "", accessKeyId = "" } = settings;
  const { document } = checkpoint;
  const name = `${prefix}${document.organization.id}/${String(document.seq).padStart(SEQ_DIGITS, "0")}-${document.id}.json`;
  const request = {
    method: "PUT",
    url: `${endpoint}/${[bucket, ...name.split("/")].map(encodeURIComponent).join("/")}`,
    headers: { "content-type": "application/json", "if-none-match": "*" },
    body: `${JSON.stringify(checkpoint)}\n`,
  } as const;
  const key = { accessKeyId, secretAccessKey: secret?.reveal() ?? "" };
  const signed = signV4(request, key, { region, service: "s3", nowMs: now().getTime() });
  const headers = { ...request.headers, ...signed };
  const { status, said } = await sendBriefly(egress, { ...request, poolKey: id, headers });
  if (status === ALREADY_THERE) return;
  if (status < 200 || status > 299) throw new Error(`The store answered ${status}: ${said || "nothing"}`);
};
