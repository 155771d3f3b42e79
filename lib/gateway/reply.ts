import type { DeploymentPolicy } from "@/lib/policy/snapshot";

/** An answer ready for the caller, in the caller's dialect, whichever lane it took. */
export interface Reply {
  target: DeploymentPolicy;
  upstreamRequestId: string | null;
  /** Left out: JSON, or server-sent events. */
  contentType?: string;
  body: { kind: "whole"; bytes: Buffer | string } | { kind: "stream"; frames: AsyncIterator<Buffer | string> };
}
