import { type Json, URN } from "../schemas";

interface Attribute {
  name: string;
  type: "string" | "boolean" | "complex" | "reference";
  description: string;
  multiValued?: boolean;
  required?: boolean;
  caseExact?: boolean;
  mutability?: "readWrite" | "readOnly";
  uniqueness?: "none" | "server";
  subAttributes?: Attribute[];
}

const text = (name: string, description: string, more: Partial<Attribute> = {}): Attribute => ({
  name,
  type: "string",
  description,
  ...more,
});

const USER: Attribute[] = [
  text("userName", "Unique within the organization; an address, or emails has one.", {
    required: true,
    uniqueness: "server",
  }),
  text("externalId", "The directory's own id, by which the first sign-in finds the person.", { caseExact: true }),
  text("displayName", "The name the portal shows."),
  {
    name: "name",
    type: "complex",
    description: "Parts of the name.",
    subAttributes: [
      text("formatted", "The whole name."),
      text("givenName", "Given name."),
      text("familyName", "Family name."),
    ],
  },
  { name: "active", type: "boolean", description: "False shuts the person out within seconds." },
  {
    name: "emails",
    type: "complex",
    multiValued: true,
    description: "One is kept: the primary one, else the one for work, else the first.",
    subAttributes: [
      text("value", "The address.", { uniqueness: "server" }),
      text("type", "Always work."),
      { name: "primary", type: "boolean", description: "Always true." },
    ],
  },
  {
    name: "groups",
    type: "complex",
    multiValued: true,
    description: "Groups the person is in.",
    mutability: "readOnly",
    subAttributes: [
      text("value", "The group's id.", { mutability: "readOnly" }),
      text("display", "The group's name.", { mutability: "readOnly" }),
    ],
  },
];

const GROUP: Attribute[] = [
  text("displayName", "Unique; rules read it in the claim scim_groups.", { required: true, uniqueness: "server" }),
  text("externalId", "The directory's own id; rules read it too.", { caseExact: true }),
  {
    name: "members",
    type: "complex",
    multiValued: true,
    description: "People in the group.",
    subAttributes: [text("value", "A User's id."), text("display", "The person's name.", { mutability: "readOnly" })],
  },
];

/** The schemas of Users and Groups as they are kept here (RFC 7643, section 7). */
export function schemaDefinitions(baseUrl: string): (Json & { id: string })[] {
  return [schema(URN.user, "User", USER, baseUrl), schema(URN.group, "Group", GROUP, baseUrl)];
}

function schema(id: string, name: string, attributes: Attribute[], baseUrl: string) {
  return {
    schemas: [URN.schema],
    id,
    name,
    attributes: attributes.map(whole),
    meta: { resourceType: "Schema", location: `${baseUrl}/Schemas/${id}` },
  };
}

function whole(attribute: Attribute): Json {
  const { subAttributes, ...own } = attribute;
  return {
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    ...own,
    ...(subAttributes === undefined ? {} : { subAttributes: subAttributes.map(whole) }),
  };
}
