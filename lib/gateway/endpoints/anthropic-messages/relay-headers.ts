import { AppError } from "@/lib/errors/app-error";
import type { Headers } from "../../http";

/** The versions whose bodies we know how to read (Anthropic docs, "Versions"). */
const VERSIONS: ReadonlySet<string> = new Set(["2023-06-01", "2026-10-21"]);
const BETAS = /^[\w.-]{1,100}(?: *, *[\w.-]{1,100})*$/;
const MAX_BETAS_CHARS = 4_000;

/**
 * The caller's headers that mean something to the upstream when bytes are relayed: which version of the API the body is written for,
 * and the betas it opts into. Throws AppError `invalid_request` for a version nobody has described and for betas that are no names.
 */
export function readRelayHeaders(headers: Headers): Record<string, string> {
  const version = textOf(headers["anthropic-version"]);
  const betas = textOf(headers["anthropic-beta"]);
  if (version !== "" && !VERSIONS.has(version)) {
    throw invalid("anthropic-version", `must be one of ${[...VERSIONS].join(", ")}, or be left out`);
  }
  if (betas !== "" && (betas.length > MAX_BETAS_CHARS || !BETAS.test(betas))) {
    throw invalid("anthropic-beta", "must be a list of names with commas between");
  }
  return {
    ...(version === "" ? {} : { "anthropic-version": version }),
    ...(betas === "" ? {} : { "anthropic-beta": betas }),
  };
}

function textOf(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value.join(",") : (value ?? "")).trim();
}

function invalid(name: string, what: string): AppError {
  return new AppError("invalid_request", `The header ${name} ${what}.`, { param: name });
}
