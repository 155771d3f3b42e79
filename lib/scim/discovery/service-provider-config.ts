import { LONGEST_PAGE } from "../list-response";
import { type Json, URN } from "../schemas";

/** What this service can do (RFC 7643, section 5). */
export function serviceProviderConfig(baseUrl: string): Json {
  const no = { supported: false };
  return {
    schemas: [URN.serviceProviderConfig],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: LONGEST_PAGE },
    changePassword: no,
    sort: no,
    etag: no,
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "SCIM token",
        description: "A token made in the portal under Settings, Sign-in.",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${baseUrl}/ServiceProviderConfig` },
  };
}
