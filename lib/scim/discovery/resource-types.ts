import { type Json, URN } from "../schemas";

/** What can be provisioned (RFC 7643, section 6). */
export function resourceTypes(baseUrl: string): (Json & { id: string })[] {
  return [resourceType("User", "Users", URN.user, baseUrl), resourceType("Group", "Groups", URN.group, baseUrl)];
}

function resourceType(name: string, endpoint: string, schema: string, baseUrl: string) {
  return {
    schemas: [URN.resourceType],
    id: name,
    name,
    endpoint: `/${endpoint}`,
    schema,
    meta: { resourceType: "ResourceType", location: `${baseUrl}/ResourceTypes/${name}` },
  };
}
