import type { CodeSample } from "../ui/code-block";

/** Issuers as each provider writes them, and where its groups are. */
const PROVIDERS: readonly [title: string, issuer: string, remark: string][] = [
  ["Entra", "https://login.microsoftonline.com/<tenant id>/v2.0", "add the claims groups and xms_edov to the token"],
  ["Okta", "https://<org>.okta.com", "let the scope groups send a groups claim"],
  ["Google", "https://accounts.google.com", "rules on the claim hd tell your Workspace from the rest"],
  ["GitHub", "https://github.com", "an OAuth app; groups are organizations and organization/team"],
  ["Keycloak", "https://<host>/realms/<realm>", "roles are in realm_access.roles, groups need a mapper"],
  ["Auth0", "https://<tenant>.auth0.com/", "groups are a claim with a name of your own"],
  ["Other", "https://id.example.com", "any OpenID provider with discovery"],
];

const sampleOf = ([title, issuer, remark]: (typeof PROVIDERS)[number]): CodeSample => ({
  title,
  code: `# ${remark}\nOIDC_ISSUER=${issuer}\nOIDC_CLIENT_ID=<client id>\nOIDC_CLIENT_SECRET=<client secret>`,
});

const [first, ...others] = PROVIDERS;

/** What to put into the environment, by provider. */
export const PROVIDER_SAMPLES: readonly [CodeSample, ...CodeSample[]] = [
  first ? sampleOf(first) : { title: "Other", code: "" },
  ...others.map(sampleOf),
];
