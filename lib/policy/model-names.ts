import { LRUCache } from "lru-cache";
import type { Price } from "@/lib/pricing/contract";
import type { AliasPolicy, DeploymentPolicy, ModelPolicy } from "./model-policy";
import { isWildcard, partBelow } from "./wildcard";

/** So many names below wildcards are remembered; others are made again. */
const MAX_CONCRETE = 2_000;

/** What a name that a caller asked for means. */
export interface Meaning {
  /** The model's name: the asked one, or what the alias stands for. */
  name: string;
  /** Undefined: no active model has the name, and no wildcard covers it. */
  model: ModelPolicy | undefined;
  alias: AliasPolicy | null;
}

type PriceFinder = (providerId: string, upstreamModel: string) => Price | null;

/**
 * What names mean under one policy version: the project's alias first, then the organization's, then a model, then the closest
 * wildcard. An alias stands for a model and never for another alias, so every name means one thing after one step.
 */
export class ModelNames {
  readonly #models: ReadonlyMap<string, ModelPolicy>;
  /** The longest first. */
  readonly #wildcards: readonly ModelPolicy[];
  /** By project, "" for every project. */
  readonly #aliases = new Map<string, Map<string, AliasPolicy>>();
  readonly #concrete = new LRUCache<string, ModelPolicy>({ max: MAX_CONCRETE });
  readonly #priceOf: PriceFinder;

  constructor(models: ReadonlyMap<string, ModelPolicy>, aliases: readonly AliasPolicy[], priceOf: PriceFinder) {
    this.#models = models;
    this.#priceOf = priceOf;
    this.#wildcards = [...models.values()]
      .filter(({ name }) => isWildcard(name))
      .sort((one, other) => other.name.length - one.name.length);
    for (const alias of aliases) {
      const place = alias.projectId ?? "";
      const names = this.#aliases.get(place) ?? new Map<string, AliasPolicy>();
      this.#aliases.set(place, names.set(alias.name, alias));
    }
  }

  /** What a caller of a project means by a name. */
  meaningOf(name: string, projectId: string): Meaning {
    const alias = this.#aliases.get(projectId)?.get(name) ?? this.#aliases.get("")?.get(name) ?? null;
    const target = alias?.modelName ?? name;
    return { name: target, model: this.find(target), alias };
  }

  /** The model of this very name, or the one a wildcard makes of it; a wildcard itself is no model to call. */
  find(name: string): ModelPolicy | undefined {
    const model = this.#models.get(name);
    if (model !== undefined) return isWildcard(name) ? undefined : model;
    if (this.#wildcards.length === 0) return undefined;
    return this.#concrete.get(name) ?? this.#make(name);
  }

  /** The aliases a project's callers may use; its own hide the organization's of the same name. */
  aliasesOf(projectId: string): AliasPolicy[] {
    const all = new Map([...(this.#aliases.get("") ?? []), ...(this.#aliases.get(projectId) ?? [])]);
    return [...all.values()];
  }

  #make(name: string): ModelPolicy | undefined {
    for (const wildcard of this.#wildcards) {
      const part = partBelow(wildcard.name, name);
      if (part === null) continue;
      const deployments = wildcard.deployments.map((deployment) => this.#below(deployment, part));
      const made = { ...wildcard, name, title: name, deployments };
      this.#concrete.set(name, made);
      return made;
    }
    return undefined;
  }

  /** A price of the very upstream name goes before the one set for all of them. */
  #below(deployment: DeploymentPolicy, part: string): DeploymentPolicy {
    const upstreamModel = deployment.upstreamModel.replace("*", () => part);
    return {
      ...deployment,
      upstreamModel,
      price: this.#priceOf(deployment.providerId, upstreamModel) ?? deployment.price,
    };
  }
}
