import type { Database } from "@/db/client";
import type { Egress } from "@/lib/egress/contract";
import { createSocketEgress } from "@/lib/egress/socket-egress";
import { createTokenSource } from "@/lib/egress/token-source";
import { withSimulatedSockets } from "@/lib/egress/with-simulated-sockets";
import type { Env } from "@/lib/env";
import { DEFAULT_LIMITS, type GatewayDeps } from "@/lib/gateway/deps";
import { createGateway, type Gateway } from "@/lib/gateway/gateway";
import { openObjectBook } from "@/lib/objects/object-book";
import { findAdapter } from "@/lib/providers/registry";
import { createRunawayGuard } from "@/lib/runaway/runaway-guard";
import { loadCounter } from "@/lib/sizing/token-counter";
import type { Logger } from "@/lib/telemetry/logger";
import type { Booking } from "./booking";
import type { Policing } from "./policing";
import { warnUnlessAway } from "./store-trouble";

interface GatewayParts {
  env: Env;
  options: { publicUrl: string; replace?: (deps: GatewayDeps) => GatewayDeps };
  database: Database;
  policing: Policing;
  booking: Booking;
  egress: Egress;
  logger: Logger;
}

/** The data plane of a process, and the guard that watches what it lets through. */
export async function openGateway(
  parts: GatewayParts,
): Promise<{ gateway: Gateway; guard: ReturnType<typeof createRunawayGuard> }> {
  const { env, options, database, policing, egress, logger } = parts;
  const { quotas, ledger, needs } = parts.booking;
  // Once, before the first call: loading it later would hold that call for a seventh of a second.
  if (env.role !== "portal") await loadCounter("o200k_base");
  const guard = createRunawayGuard({
    database,
    quotas,
    policy: policing.deps.policy,
    onError: warnUnlessAway(logger, "the runaway guard could not judge; trying again"),
  });
  const deps: GatewayDeps = {
    ...policing.deps,
    findAdapter,
    quotas,
    needs,
    ledger,
    objects: openObjectBook(database),
    watch: guard.note,
    egress,
    sockets: withSimulatedSockets(createSocketEgress({ allow: env.egressAllow })),
    tokens: createTokenSource(egress),
    logger,
    limits: { ...DEFAULT_LIMITS, bodyBytes: env.bodyLimitBytes },
    publicUrl: options.publicUrl,
  };
  return { gateway: createGateway(options.replace?.(deps) ?? deps), guard };
}
