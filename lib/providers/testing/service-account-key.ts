import { generateKeyPairSync, type KeyObject } from "node:crypto";

/** A service account's key file as the cloud console gives it, with a key made for this test, and its public half. */
export function serviceAccountKey(projectId: string): { file: string; publicKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const file = JSON.stringify({
    type: "service_account",
    project_id: projectId,
    private_key_id: "0a1b2c",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    client_email: `gatehouse@${projectId}.iam.gserviceaccount.com`,
    token_uri: "https://evil.example/token",
  });
  return { file, publicKey };
}
