import { eq } from "drizzle-orm";
import { person, policyVersion } from "@/db/schema";
import { type AdminApiFixture, openAdminApiFixture, PUBLIC_URL } from "@/lib/admin-api/testing/admin-api-fixture";
import { createScimApi } from "../create-scim-api";
import { serveScim } from "./serve";

export type Json = Record<string, unknown>;

export interface ScimUser {
  id: string;
  userName: string;
  externalId?: string;
  displayName: string;
  active: boolean;
  emails: { value: string }[];
  groups: { value: string }[];
  meta: { location: string };
}

export interface ScimGroup {
  id: string;
  displayName: string;
  members: { value: string }[];
}

export interface Found<Item> {
  totalResults: number;
  startIndex: number;
  itemsPerPage: number;
  Resources: Item[];
}

export interface Refused {
  status: string;
  scimType?: string;
  detail: string;
}

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/** The provider that people of this organization sign in with. */
export const ISSUER = "https://id.example.com";
let count = 0;

/** SCIM over HTTP on a real database, with the management API beside it. */
export class ScimHouse {
  readonly #close: () => Promise<void>;

  private constructor(
    readonly fixture: AdminApiFixture,
    readonly baseUrl: string,
    readonly failures: Error[],
    close: () => Promise<void>,
  ) {
    this.#close = close;
  }

  /** A SCIM token of the organization. */
  token = "";

  static async open(): Promise<ScimHouse> {
    const fixture = await openAdminApiFixture();
    const { database, keyring } = fixture;
    const failures: Error[] = [];
    const api = createScimApi({
      database,
      keyring,
      publicUrl: PUBLIC_URL,
      quotas: { standings: async () => [] },
      egress: { send: () => Promise.reject(new Error("SCIM calls nobody")) },
      mail: { send: () => Promise.reject(new Error("SCIM mails nobody")) },
      oidc: {
        name: "Provider",
        preset: null,
        openToAnyone: false,
        settings: { issuer: ISSUER, clientId: "gatehouse" },
      },
      playground: { send: () => Promise.reject(new Error("SCIM calls no model")), secrets: new Map() },
      live: fixture.adminDeps.live,
      now: () => new Date(),
      onInternalError: (error) => failures.push(error),
    });
    const served = await serveScim(api);
    const house = new ScimHouse(fixture, served.baseUrl, failures, served.close);
    house.token = await house.newToken();
    return house;
  }

  async close(): Promise<void> {
    await this.#close();
    await this.fixture.close();
  }

  async newToken(): Promise<string> {
    const { token } = this.fixture.home.people.admin;
    const made = await this.fixture.call<{ secret: string }>("POST", "/scim-tokens", {
      token,
      body: { name: "directory" },
    });
    return made.body.secret;
  }

  async send<Body = Refused>(method: string, path: string, body?: unknown, bearer = this.token) {
    const answer = await fetch(this.baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/scim+json" },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === "" ? null : JSON.parse(text)) as Body };
  }

  patch<Body = ScimUser>(path: string, ...operations: Json[]) {
    return this.send<Body>("PATCH", path, { schemas: [PATCH], Operations: operations });
  }

  find<Item = ScimUser>(resource: string, filter: string, more = "") {
    return this.send<Found<Item>>("GET", `/${resource}?filter=${encodeURIComponent(filter)}${more}`);
  }

  /** A body for somebody nobody knows yet. */
  userBody(more: Json = {}) {
    const name = `ada${++count}`;
    const names = { givenName: "Ada", familyName: `Nr ${count}` };
    return { userName: `${name}@example.net`, externalId: `ext-${name}`, name: names, active: true, ...more };
  }

  async newUser(more: Json = {}): Promise<ScimUser> {
    return (await this.send<ScimUser>("POST", "/Users", this.userBody(more))).body;
  }

  async newGroup(displayName: string, members: string[] = []): Promise<ScimGroup> {
    const body = { displayName, members: members.map((value) => ({ value })) };
    return (await this.send<ScimGroup>("POST", "/Groups", body)).body;
  }

  async personRow(id: string) {
    return (await this.fixture.database.orm.select().from(person).where(eq(person.id, id)))[0];
  }

  async becomes(id: string, role: "owner" | "admin"): Promise<void> {
    await this.fixture.database.orm.update(person).set({ role }).where(eq(person.id, id));
  }

  async policyVersion(): Promise<number> {
    return (await this.fixture.database.orm.select().from(policyVersion))[0]?.version ?? 0;
  }
}
