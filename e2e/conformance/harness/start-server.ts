import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startServer } from "./server-process";
import type { ServerUnderTest } from "./server-under-test";

/** Vitest's global set-up: a server for each worker, built when the sources changed. */
export default async function startServersUnderTest(project: TestProject): Promise<() => Promise<void>> {
  const file = process.env.CONFORMANCE_SERVER ?? build();
  const started = await Promise.all(
    Array.from({ length: project.config.maxWorkers }, () => startServerUnderTest(file)),
  );
  project.provide(
    "servers",
    started.map(({ server }) => server),
  );
  return async () => {
    await Promise.all(started.map(({ close }) => close()));
  };
}

async function startServerUnderTest(file: string): Promise<{ server: ServerUnderTest; close(): Promise<void> }> {
  const ownerToken = `owner-${randomBytes(24).toString("hex")}`;
  const { origin, pid, output, stop } = await startServer(file, {
    GATEHOUSE_BOOTSTRAP_TOKEN: ownerToken,
    GATEHOUSE_EGRESS_ALLOW: "127.0.0.1",
    GATEHOUSE_LOG_LEVEL: "info",
    GATEHOUSE_LAME_DUCK_MS: "0",
    GATEHOUSE_BODY_LIMIT_BYTES: String(2 * 1024 * 1024),
  });
  await liftOrganizationLimits(origin, ownerToken);
  const log = join(mkdtempSync(join(tmpdir(), "gatehouse-log-")), "server.log");
  const copying = setInterval(() => writeFileSync(log, output()), 200);
  return {
    server: { origin, ownerToken, pid, log },
    async close() {
      clearInterval(copying);
      const code = await stop();
      if (code !== 0) throw new Error(`the server ended with code ${code}:\n${output().slice(-4000)}`);
    },
  };
}

/** A new organization begins with a budget of its own; here every test sets exactly the limits it is about. */
async function liftOrganizationLimits(origin: string, ownerToken: string): Promise<void> {
  const headers = { authorization: `Bearer ${ownerToken}`, "content-type": "application/json" };
  const listed = await fetch(`${origin}/api/admin/quotas?scopeKind=organization`, { headers });
  const { items } = (await listed.json()) as { items: { id: string }[] };
  for (const { id } of items) {
    const url = `${origin}/api/admin/quotas/${id}/archive`;
    const archived = await fetch(url, { method: "POST", headers, body: "{}" });
    if (!archived.ok) throw new Error(`the organization's limits could not be lifted: ${archived.status}`);
  }
}

function build(): string {
  const script = "import('./scripts/setup/ensure-build.mjs').then((setup) => setup.ensureBuild(process.execPath))";
  const built = spawnSync(process.execPath, ["-e", script], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("the server could not be built");
  return "dist/server.mjs";
}
