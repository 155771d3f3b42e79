/** Who is calling, after a virtual key was checked. */
export interface Caller {
  organizationId: string;
  teamId: string;
  teamName: string;
  projectId: string;
  projectName: string;
  keyId: string;
  keyName: string;
  keyPublicId: string;
  secretId: string;
  /** The person whose quotas its calls count in. */
  ownerId: string | null;
  /** `name=value`, on every call of this key. */
  tags: readonly string[];
  /** Whether its calls may name an end user and further tags that count. */
  mayAttribute: boolean;
  /** `{"*"}` is every model, empty is none. */
  allowedModels: readonly string[];
  /** Epoch ms; null never. */
  expiresAt: number | null;
}
