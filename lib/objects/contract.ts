/** Who made an object that an upstream keeps, and where it is. */
export interface ObjectOwner {
  organizationId: string;
  projectId: string;
  modelId: string;
  deploymentId: string;
  providerId: string;
}

/** Objects made through the gateway: responses and their items. What is not in it is nobody's. */
export interface ObjectBook {
  /** Resolves when every process can find them. Known to this process at once. */
  note(ids: readonly string[], owner: ObjectOwner): Promise<void>;
  /** Those of the ids that are known and have not expired, whoever's they are. Throws when it cannot know. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, ObjectOwner>>;
  /** After it was deleted upstream. */
  forget(id: string): Promise<void>;
}
