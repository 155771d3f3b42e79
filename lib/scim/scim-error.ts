/** RFC 7644, section 3.12, table 9. */
export type ScimType =
  | "invalidFilter"
  | "uniqueness"
  | "mutability"
  | "invalidSyntax"
  | "invalidPath"
  | "noTarget"
  | "invalidValue";

/** A refusal in SCIM's own words. */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | null;

  constructor(status: number, detail: string, scimType: ScimType | null = null) {
    super(detail);
    this.name = "ScimError";
    this.status = status;
    this.scimType = scimType;
  }
}

/** A directory reached for an owner or admin who is not its own to change. Its door writes that into the audit log. */
export class OutOfReach extends ScimError {
  readonly personId: string;

  constructor(personId: string, error: { status: 403 | 409; detail: string }) {
    super(error.status, error.detail, error.status === 409 ? "uniqueness" : null);
    this.name = "OutOfReach";
    this.personId = personId;
  }
}

/** The answer for what a directory may not see and for what is absent. */
export function noResource(kind: "User" | "Group", id: string): ScimError {
  return new ScimError(404, `There is no ${kind} ${id}.`);
}

export function invalidValue(detail: string): ScimError {
  return new ScimError(400, detail, "invalidValue");
}
