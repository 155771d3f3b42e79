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
  /** `{"*"}` is every model, empty is none. */
  allowedModels: readonly string[];
  /** Epoch ms; null never. */
  expiresAt: number | null;
}
