import type { Server } from "node:http";
import type { Env } from "@/lib/env";
import { checkpointInBackground } from "@/lib/runtime/checkpoint-in-background";
import { installRuntime } from "@/lib/runtime/current";
import { exportInBackground } from "@/lib/runtime/export-in-background";
import { notifyInBackground } from "@/lib/runtime/notify-in-background";
import { proveInBackground } from "@/lib/runtime/prove-in-background";
import { createRuntime, type Runtime } from "@/lib/runtime/runtime";
import { createDispatch, dispatchUpgrade, type House, mayUpgrade } from "./dispatch";
import { type Drainable, drain } from "./drain";
import { createHttpServer, listen } from "./http-server";
import { Lifecycle } from "./lifecycle";
import { localOrigin } from "./local-origin";
import { openPortal, type Portal } from "./portal";

export interface FrontOptions {
  env: Env;
  /** The checkout's root. */
  root: string;
}

/**
 * One serving process: a server that listens at once (a taken port is known before anything else is started, and `/readyz`
 * answers while the rest comes up), then the runtime and the portal behind it.
 */
export class Front {
  readonly #options: FrontOptions;
  readonly #lifecycle = new Lifecycle();
  readonly #house: House;
  readonly #server: Server;
  #portal: Promise<Portal> | null = null;
  #runtime: Runtime | null = null;
  #proving: { stop(): Promise<void> } | null = null;
  #checkpointing: { stop(): Promise<void> } | null = null;
  #notifying: { stop(): Promise<void> } | null = null;
  #exporting: { stop(): Promise<void> } | null = null;
  #port = 0;
  #endUpgrades: () => void = () => undefined;

  private constructor(options: FrontOptions) {
    this.#options = options;
    this.#house = {
      role: options.env.role,
      lifecycle: this.#lifecycle,
      gateway: null,
      portal: null,
      trustedProxies: options.env.trustedProxies,
      readiness: () => this.#runtime?.readiness() ?? [],
    };
    const house = this.#house;
    this.#server = createHttpServer(createDispatch(house), { upgrades: (request) => mayUpgrade(house, request) });
    this.#server.on("upgrade", (request, socket, head) => dispatchUpgrade(house, request, { socket, head }));
  }

  /** Listens and begins to load the portal. Throws StartFailure. */
  static async open(options: FrontOptions): Promise<Front> {
    const front = new Front(options);
    const { host, port, role, development } = options.env;
    front.#port = await listen(front.#server, host, port);
    if (role !== "gateway") {
      front.#portal = openPortal({ root: options.root, host, port: front.#port, development });
      // Whoever awaits it in `serve` hears of a failure; until then it is no unhandled one.
      front.#portal.catch(() => undefined);
    }
    return front;
  }

  get port(): number {
    return this.#port;
  }

  /** Public origin without a trailing slash. */
  get origin(): string {
    return this.#options.env.publicOrigin ?? localOrigin(this.#options.env.host, this.#port);
  }

  /** Composes the runtime on a migrated, bootstrapped database and opens every door. */
  async serve(databaseUrl: string): Promise<void> {
    const { env } = this.#options;
    const runtime = await createRuntime(env, {
      databaseUrl,
      publicUrl: this.origin,
    });
    installRuntime(runtime);
    this.#runtime = runtime;
    this.#house.gateway = runtime.handleNode;
    const portal = await this.#portal;
    this.#house.portal = portal?.serve ?? null;
    this.#endUpgrades = () => portal?.endUpgrades();
    const { development } = env;
    this.#house.upgrades = {
      gateway: runtime.upgradeNode,
      portal: portal && development ? (request, { socket, head }) => portal.upgrade(request, socket, head) : null,
    };
    this.#lifecycle.enter("ready");
    this.#proving = proveInBackground(env, runtime, localOrigin(env.host, this.#port));
    this.#checkpointing = checkpointInBackground(env, runtime);
    this.#notifying = notifyInBackground(env, runtime);
    this.#exporting = exportInBackground(env, runtime);
  }

  /** Drains, then writes what is pending and lets go of everything. */
  async close(hurry: AbortSignal): Promise<void> {
    const { lameDuckMs, drainMs } = this.#options.env;
    this.#endUpgrades();
    const staying = this.#runtime === null ? null : whatStays(this.#runtime);
    await drain(this.#server, staying, this.#lifecycle, { lameDuckMs, drainMs, hurry });
    await this.#proving?.stop();
    await this.#checkpointing?.stop();
    await this.#notifying?.stop();
    await this.#exporting?.stop();
    await this.#runtime?.close();
    await (await this.#portal)?.close();
  }
}

/** What may go on for long in this process, and is asked to end: calls, and people who watch. */
function whatStays({ gateway, adminDeps }: Runtime): Drainable {
  return {
    beginDrain: () => gateway.beginDrain(),
    endIdle() {
      gateway.endIdle();
      adminDeps.live.close();
    },
    endStreams: () => gateway.endStreams(),
  };
}
