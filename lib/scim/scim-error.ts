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

/** The answer for what a directory may not see and for what is absent. */
export function noResource(kind: "User" | "Group", id: string): ScimError {
  return new ScimError(404, `There is no ${kind} ${id}.`);
}

export function invalidValue(detail: string): ScimError {
  return new ScimError(400, detail, "invalidValue");
}
